import { Module } from '@nestjs/common';
import { AuditModule } from '../audit';
import { OrderReads } from './reads.queries';
import { OrdersService } from './service';
import { OrderExport } from './export';

@Module({
  imports: [AuditModule],
  providers: [OrderExport, OrdersService, OrderReads],
  exports: [OrdersService, OrderReads],
})
export class OrdersModule {}
