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
import { SettlementDesk } from './desk.service';
import { LedgerEntriesStore } from './entries.store';
import { FinanceController } from './finance.controller';
import { GuideWalletController } from './guide.controller';
import { SettlementJobs } from './jobs';
import { LiabilityService } from './liability.service';
import { LiabilityStore } from './liability.store';
import { SettlementController } from './operator.controller';
import { Parties } from './parties.service';
import { Payments } from './payment.service';
import { PayoutDesk } from './payout-desk.service';
import { PayoutDriver } from './payout-driver';
import { Payouts } from './payouts.service';
import { PayoutsStore } from './payouts.store';
import { SettlementRatesService } from './rates.service';
import { Statements } from './statements.service';
import { StatementsStore } from './statements.store';

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
    LedgerEntriesStore,
    LiabilityService,
    LiabilityStore,
    Parties,
    Payments,
    PayoutDesk,
    PayoutDriver,
    Payouts,
    PayoutsStore,
    SettlementAudit,
    SettlementDesk,
    SettlementJobs,
    SettlementRatesService,
    Statements,
    StatementsStore,
  ],
  exports: [Closing, LiabilityService, PayoutDriver, Payouts, SettlementDesk],
})
export class SettlementModule {}
