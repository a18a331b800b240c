import { Module } from '@nestjs/common';
import { ContentHashes } from '../../platform/content-hash';
import { BrandsModule } from '../brands';
import { LedgerModule } from '../ledger';
import { MembersModule } from '../members';
import { OrderPointsHolding } from './holding.service';
import { OrderPointsController } from './open.controller';
import { OrderPoints } from './service';
import { OrderPointsReturns } from './returns.service';
import { OrderPointsQuotes } from './quotes.service';
import { OrderPointsViews } from './views';

@Module({
  imports: [BrandsModule, LedgerModule, MembersModule],
  controllers: [OrderPointsController],
  providers: [
    ContentHashes,
    OrderPoints,
    OrderPointsHolding,
    OrderPointsQuotes,
    OrderPointsReturns,
    OrderPointsViews,
  ],
})
export class OrderPointsModule {}
