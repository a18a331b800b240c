import { Module } from '@nestjs/common';
import { BrandsModule } from '../brands';
import { Ledger } from './ledger';
import { PointsStore } from './points.store';
import { PointsService } from './service';
import { LedgerStore } from './store';
import { LedgerWriter } from './writer';

@Module({
  imports: [BrandsModule],
  providers: [Ledger, LedgerStore, LedgerWriter, PointsService, PointsStore],
  exports: [LedgerWriter, PointsService],
})
export class PointsModule {}
