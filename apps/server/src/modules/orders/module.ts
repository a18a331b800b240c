import { Module } from '@nestjs/common';
import { InsightsModule } from '../insights';
import { EarningModule } from '../earning';
import { TiersModule } from '../tiers';
import { GuideCodesQueries } from './guide-codes.queries';
import { OrderLinesQueries } from './lines.queries';
import { OrderReads } from './reads.queries';
import { OrdersService } from './service';
import { OrdersQueries } from './queries';

@Module({
  imports: [EarningModule, InsightsModule, TiersModule],
  providers: [OrdersService, OrdersQueries, OrderLinesQueries, OrderReads, GuideCodesQueries],
  exports: [OrdersService, OrderReads, GuideCodesQueries],
})
export class OrdersModule {}
