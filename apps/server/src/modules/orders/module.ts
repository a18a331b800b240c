import { Module } from '@nestjs/common';
import { InsightsModule } from '../insights';
import { EarningModule } from '../earning';
import { TiersModule } from '../tiers';
import { GuideCodesQueries } from './guide-codes.queries';
import { OrderLinesQueries } from './lines.queries';
import { OrderReads } from './reads.queries';
import { OrdersService } from './service';
import { OrdersQueries } from './queries';
import { OrderTimeline, RefundTimeline } from './timeline.queries';
import { OrderExport } from './export';

@Module({
  imports: [EarningModule, InsightsModule, TiersModule],
  providers: [
    OrderExport,
    OrderTimeline,
    RefundTimeline,
    OrdersService,
    OrdersQueries,
    OrderLinesQueries,
    OrderReads,
    GuideCodesQueries,
  ],
  exports: [OrdersService, OrderReads, GuideCodesQueries],
})
export class OrdersModule {}
