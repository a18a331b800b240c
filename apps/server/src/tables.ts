import { adjustmentTables } from './modules/adjustments/entities';
import { auditTables } from './modules/audit';
import { bindingTables } from './modules/bindings';
import { brandTables } from './modules/brands';
import { earningTables } from './modules/earning';
import { eventTables } from './modules/events';
import { exchangeTables } from './modules/exchange';
import { giftTables } from './modules/gifts';
import { guideTables } from './modules/guides';
import { identityTables } from './modules/identity';
import { importTables } from './modules/imports';
import { insightsTables } from './modules/insights';
import { ledgerTables } from './modules/ledger';
import { ledgerAuditTables } from './modules/ledger-audit';
import { memberTables } from './modules/members';
import { orderPointsTables } from './modules/order-points';
import { orderTables } from './modules/orders';
import { settlementTables } from './modules/settlement';
import { tierTables } from './modules/tiers';
import { touchTables } from './modules/touches';
import { transferTables } from './modules/transfers';
import type { AreaTables } from './platform/db/tables';
import { platformTables } from './platform/tables';

/** Every table of the product: what migrations must build and the schema test compares with. */
export const allTables: readonly AreaTables[] = [
  platformTables,
  brandTables,
  identityTables,
  memberTables,
  eventTables,
  orderTables,
  ledgerTables,
  ledgerAuditTables,
  insightsTables,
  guideTables,
  bindingTables,
  touchTables,
  importTables,
  auditTables,
  earningTables,
  tierTables,
  settlementTables,
  orderPointsTables,
  giftTables,
  transferTables,
  exchangeTables,
  adjustmentTables,
];
