import { Module } from '@nestjs/common';
import { InsightsModule } from '../insights';
import { PointsModule } from '../points';
import { GuideCodesStore } from './guide-codes.store';
import { OrderReads } from './reads.store';
import { OrdersService } from './service';
import { OrdersStore } from './store';

@Module({
  imports: [InsightsModule, PointsModule],
  providers: [OrdersService, OrdersStore, OrderReads, GuideCodesStore],
  exports: [OrdersService, OrderReads, GuideCodesStore],
})
export class OrdersModule {}
