export { Closing, type Closed, type CloseRefusal } from './closing.service';
export { SettlementDesk } from './desk.service';
export { settlementTables } from './entities';
export { LiabilityService, type LiabilityView } from './liability.service';
export { SettlementModule } from './module';
export { PayoutDriver } from './payout-driver';
export { Payouts } from './payouts.service';
export { yuan } from './words';
