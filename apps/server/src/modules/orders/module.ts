import { Module } from '@nestjs/common';
import { AuditModule } from '../audit';
import { OpenLines } from './open-lines.service';
import { OrderReads } from './reads.queries';
import { OrderLinesService } from './lines.service';
import { OrdersService } from './service';
import { OrderExport } from './export';
import { WaitingRefundsController } from './waiting.controller';
import { WaitingRefunds } from './waiting.service';

@Module({
  imports: [AuditModule],
  controllers: [WaitingRefundsController],
  providers: [OpenLines, OrderExport, OrderLinesService, OrdersService, OrderReads, WaitingRefunds],
  exports: [OpenLines, OrderLinesService, OrdersService, OrderReads, WaitingRefunds],
})
export class OrdersModule {}
