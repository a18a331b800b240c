import { Module } from '@nestjs/common';
import { ContentHashes } from '../../platform/content-hash';
import { InsightsModule } from '../insights';
import { PointsModule } from '../points';
import { GuideCodesStore } from './guide-codes.store';
import { OrderReads } from './reads.store';
import { OrdersService } from './service';
import { OrdersStore } from './store';

@Module({
  imports: [InsightsModule, PointsModule],
  providers: [OrdersService, OrdersStore, OrderReads, GuideCodesStore, ContentHashes],
  exports: [OrdersService, OrderReads, GuideCodesStore],
})
export class OrdersModule {}
