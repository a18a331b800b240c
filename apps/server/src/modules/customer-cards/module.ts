import { Module } from '@nestjs/common';
import { InsightsModule } from '../insights';
import { LedgerModule } from '../ledger';
import { MembersModule } from '../members';
import { TiersModule } from '../tiers';
import { CustomerCards } from './cards.service';

@Module({
  imports: [InsightsModule, LedgerModule, MembersModule, TiersModule],
  providers: [CustomerCards],
  exports: [CustomerCards],
})
export class CustomerCardsModule {}
