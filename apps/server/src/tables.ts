import { adjustmentTables } from './modules/adjustments/entities';
import { auditTables } from './modules/audit';
import { brandTables } from './modules/brands';
import { earningTables } from './modules/earning/entities';
import { eventTables } from './modules/events';
import { guideTables } from './modules/guides';
import { identityTables } from './modules/identity';
import { importTables } from './modules/imports';
import { insightsTables } from './modules/insights';
import { memberTables } from './modules/members';
import { orderTables } from './modules/orders';
import { pointsTables } from './modules/points';
import { settlementTables } from './modules/settlement/entities';
import { spendingTables } from './modules/spending/entities';
import { tierTables } from './modules/tiers/entities';
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
  touchTables,
  importTables,
  auditTables,
  earningTables,
  tierTables,
  settlementTables,
  spendingTables,
  adjustmentTables,
];
