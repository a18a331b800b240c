import { Module } from '@nestjs/common';
import { InsightsModule } from '../insights';
import { EarningModule } from '../earning';
import { TiersModule } from '../tiers';
import { GuideCodesStore } from './guide-codes.store';
import { OrderLinesStore } from './lines.store';
import { OrderReads } from './reads.store';
import { OrdersService } from './service';
import { OrdersStore } from './store';

@Module({
  imports: [EarningModule, InsightsModule, TiersModule],
  providers: [OrdersService, OrdersStore, OrderLinesStore, OrderReads, GuideCodesStore],
  exports: [OrdersService, OrderReads, GuideCodesStore],
})
export class OrdersModule {}
