import { adjustmentTables } from './modules/adjustments/entities';
import { auditTables } from './modules/audit';
import { bindingTables } from './modules/bindings';
import { brandTables } from './modules/brands';
import { earningTables } from './modules/earning';
import { eventTables } from './modules/events';
import { guideTables } from './modules/guides';
import { identityTables } from './modules/identity';
import { importTables } from './modules/imports';
import { insightsTables } from './modules/insights';
import { memberTables } from './modules/members';
import { orderTables } from './modules/orders';
import { pointsTables } from './modules/points';
import { settlementTables } from './modules/settlement';
import { spendingTables } from './modules/spending/entities';
import { tierTables } from './modules/tiers';
import { touchTables } from './modules/touches';
import type { Tables } from './platform/db/tables';
import { platformTables } from './platform/tables';

/** Every table of the product: what migrations must build and the schema test compares with. */
export const allTables: readonly Tables[] = [
  platformTables,
  brandTables,
  identityTables,
  memberTables,
  eventTables,
  orderTables,
  pointsTables,
  insightsTables,
  guideTables,
  bindingTables,
  touchTables,
  importTables,
  auditTables,
  earningTables,
  tierTables,
  settlementTables,
  spendingTables,
  adjustmentTables,
];
