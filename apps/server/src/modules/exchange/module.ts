import { Module } from '@nestjs/common';
import { AuditModule } from '../audit';
import { BrandsModule } from '../brands';
import { LedgerModule } from '../ledger';
import { MembersModule } from '../members';
import { PointsModule } from '../points';
import { ExchangeLocks } from './locks';
import { ExchangeMemberController } from './member.controller';
import { ExchangeOperatorController } from './operator.controller';
import { ExchangeRates } from './rates.service';
import { Exchange } from './service';
import { ExchangeQueries } from './queries';

@Module({
  imports: [AuditModule, BrandsModule, LedgerModule, MembersModule, PointsModule],
  controllers: [ExchangeMemberController, ExchangeOperatorController],
  providers: [Exchange, ExchangeLocks, ExchangeRates, ExchangeQueries],
})
export class ExchangeModule {}
