import { Module } from '@nestjs/common';
import { AuditModule } from '../audit';
import { OrderReads } from './reads.queries';
import { OrdersService } from './service';
import { OrderExport } from './export';
import { WaitingRefundsController } from './waiting.controller';
import { WaitingRefunds } from './waiting.service';

@Module({
  imports: [AuditModule],
  controllers: [WaitingRefundsController],
  providers: [OrderExport, OrdersService, OrderReads, WaitingRefunds],
  exports: [OrdersService, OrderReads, WaitingRefunds],
})
export class OrdersModule {}
