import { Module } from '@nestjs/common';
import { OrderLinesQueries } from './lines.queries';
import { OrderReads } from './reads.queries';
import { OrdersService } from './service';
import { OrdersQueries } from './queries';
import { OrderExport } from './export';

@Module({
  providers: [OrderExport, OrdersService, OrdersQueries, OrderLinesQueries, OrderReads],
  exports: [OrdersService, OrderReads],
})
export class OrdersModule {}
