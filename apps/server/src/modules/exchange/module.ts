import { Module } from '@nestjs/common';
import { AuditModule } from '../audit';
import { BrandsModule } from '../brands';
import { LedgerModule } from '../ledger';
import { MembersModule } from '../members';
import { PointsModule } from '../points';
import { ExchangeBooks } from './books.service';
import { ExchangeExport } from './export';
import { ExchangeMemberController } from './member.controller';
import { ExchangeOffers } from './offers.service';
import { ExchangeOperatorController } from './operator.controller';
import { ExchangeRates } from './rates.service';
import { Exchange } from './service';
import { ExchangeSides } from './sides.service';

@Module({
  imports: [AuditModule, BrandsModule, LedgerModule, MembersModule, PointsModule],
  controllers: [ExchangeMemberController, ExchangeOperatorController],
  providers: [Exchange, ExchangeBooks, ExchangeExport, ExchangeOffers, ExchangeRates, ExchangeSides],
})
export class ExchangeModule {}
