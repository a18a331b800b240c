import { Module } from '@nestjs/common';
import { GuideCodesQueries } from './guide-codes.queries';
import { OrderLinesQueries } from './lines.queries';
import { OrderReads } from './reads.queries';
import { OrdersService } from './service';
import { OrdersQueries } from './queries';
import { OrderTimeline, RefundTimeline } from './timeline.queries';
import { OrderExport } from './export';

@Module({
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
