import { Module } from '@nestjs/common';
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
  ],
  exports: [OrdersService, OrderReads],
})
export class OrdersModule {}
