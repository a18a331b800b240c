import { Module } from '@nestjs/common';
import { WechatModule } from '../../wechat';
import { AuditModule } from '../audit';
import { BrandsModule } from '../brands';
import { IdentityModule } from '../identity';
import { MembersModule } from '../members';
import { LedgerModule } from '../ledger';
import { LedgerAuditModule } from '../ledger-audit';
import { SettlementAudit } from './audit';
import { Closing } from './closing.service';
import { SettlementPages } from './pages.service';
import { LedgerEntriesQueries } from './entries.queries';
import { FinanceController } from './finance.controller';
import { GuideWalletController } from './guide.controller';
import { LiabilityService } from './liability.service';
import { LiabilityQueries } from './liability.queries';
import { SettlementController } from './operator.controller';
import { Parties } from './parties.service';
import { Payments } from './payment.service';
import { PayoutPages } from './payout-pages.service';
import { PayoutDriver } from './payout-driver';
import { Payouts } from './payouts.service';
import { PayoutsQueries } from './payouts.queries';
import { SettlementRatesService } from './rates.service';
import { Statements } from './statements.service';
import { StatementsQueries } from './statements.queries';

@Module({
  imports: [
    AuditModule,
    BrandsModule,
    IdentityModule,
    LedgerModule,
    LedgerAuditModule,
    MembersModule,
    WechatModule,
  ],
  controllers: [SettlementController, FinanceController, GuideWalletController],
  providers: [
    Closing,
    LedgerEntriesQueries,
    LiabilityService,
    LiabilityQueries,
    Parties,
    Payments,
    PayoutPages,
    PayoutDriver,
    Payouts,
    PayoutsQueries,
    SettlementAudit,
    SettlementPages,
    SettlementRatesService,
    Statements,
    StatementsQueries,
  ],
  exports: [Closing, LiabilityService, PayoutDriver, Payouts, SettlementPages],
})
export class SettlementModule {}
