import { Module } from '@nestjs/common';
import { AuditModule } from '../audit';
import { BrandsModule } from '../brands';
import { LedgerModule } from '../ledger';
import { MembersModule } from '../members';
import { PointsErasure } from './erasure';
import { PointsOperatorController } from './operator.controller';
import { SpendingSettings } from './settings.service';
import { PointsOwners } from './owners';

@Module({
  imports: [AuditModule, BrandsModule, LedgerModule, MembersModule],
  controllers: [PointsOperatorController],
  providers: [PointsErasure, SpendingSettings, PointsOwners],
  exports: [PointsOwners],
})
export class PointsModule {}
