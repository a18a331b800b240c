import { Module } from '@nestjs/common';
import { OrderReads } from './reads.queries';
import { OrdersService } from './service';
import { OrderExport } from './export';

@Module({
  providers: [OrderExport, OrdersService, OrderReads],
  exports: [OrdersService, OrderReads],
})
export class OrdersModule {}
