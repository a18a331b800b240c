import { Module } from '@nestjs/common';
import { BrandsModule } from '../brands';
import { LedgerModule } from '../ledger';
import { MembersModule } from '../members';
import { PointsModule } from '../points';
import { ClaimCodes } from './claim-codes';
import { TransferErasure } from './erasure';
import { TransferExport } from './export';
import { TransfersMemberController } from './member.controller';
import { TransfersOperatorController } from './operator.controller';
import { Transfers } from './service';
import { TransferViews } from './views';

@Module({
  imports: [BrandsModule, LedgerModule, MembersModule, PointsModule],
  controllers: [TransfersMemberController, TransfersOperatorController],
  providers: [ClaimCodes, TransferErasure, TransferExport, Transfers, TransferViews],
  exports: [Transfers],
})
export class TransfersModule {}
