import { Module } from '@nestjs/common';
import { AuditModule } from '../audit';
import { BrandsModule } from '../brands';
import { LedgerModule } from '../ledger';
import { MembersModule } from '../members';
import { PointsOperatorController } from './operator.controller';
import { SpendingSettings } from './settings.service';
import { Takers } from './takers';

@Module({
  imports: [AuditModule, BrandsModule, LedgerModule, MembersModule],
  controllers: [PointsOperatorController],
  providers: [SpendingSettings, Takers],
  exports: [Takers],
})
export class PointsModule {}
