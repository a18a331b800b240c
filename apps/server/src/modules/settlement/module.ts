import { Module } from '@nestjs/common';
import { WechatModule } from '../../wechat';
import { AuditModule } from '../audit';
import { BrandsModule } from '../brands';
import { IdentityModule } from '../identity';
import { LimitsModule } from '../limits';
import { MembersModule } from '../members';
import { LedgerModule } from '../ledger';
import { LedgerAuditModule } from '../ledger-audit';
import { SettlementAudit } from './audit';
import { Closing } from './closing.service';
import { SettlementPages } from './pages.service';
import { FinanceController } from './finance.controller';
import { GuideWalletController } from './guide.controller';
import { LiabilityService } from './liability.service';
import { LiabilityQueries } from './liability.queries';
import { SettlementController } from './operator.controller';
import { GuideOpenids } from './openids.service';
import { Parties } from './parties.service';
import { Payments } from './payment.service';
import { PayoutPages } from './payout-pages.service';
import { PayoutDriver } from './payout-driver';
import { Payouts } from './payouts.service';
import { SettlementRatesService } from './rates.service';
import { GuideWallets } from './wallet.service';

@Module({
  imports: [
    AuditModule,
    BrandsModule,
    IdentityModule,
    LedgerModule,
    LedgerAuditModule,
    LimitsModule,
    MembersModule,
    WechatModule,
  ],
  controllers: [SettlementController, FinanceController, GuideWalletController],
  providers: [
    Closing,
    GuideOpenids,
    GuideWallets,
    LiabilityService,
    LiabilityQueries,
    Parties,
    Payments,
    PayoutPages,
    PayoutDriver,
    Payouts,
    SettlementAudit,
    SettlementPages,
    SettlementRatesService,
  ],
  exports: [Closing, LiabilityService, PayoutDriver, Payouts, SettlementPages],
})
export class SettlementModule {}
