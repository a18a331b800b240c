import { Module } from '@nestjs/common';
import { BrandsModule } from '../brands';
import { LedgerModule } from '../ledger';
import { MembersModule } from '../members';
import { PointsModule } from '../points';
import { TransferJobs } from './jobs';
import { TransfersMemberController } from './member.controller';
import { TransfersQueries } from './queries';
import { Transfers } from './service';
import { TransferViews } from './views';
import { TransferErasure } from './erasure.queries';

@Module({
  imports: [BrandsModule, LedgerModule, MembersModule, PointsModule],
  controllers: [TransfersMemberController],
  providers: [TransferErasure, TransferJobs, Transfers, TransfersQueries, TransferViews],
  exports: [Transfers],
})
export class TransfersModule {}
