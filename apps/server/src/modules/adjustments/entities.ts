import { adjustmentLifecycle, ASSETS } from '@liuliang/domain';
import { c, later } from '../../platform/db/columns';
import { KeyedRows } from '../../platform/db/keyed-rows';
import { table, type RowOf } from '../../platform/db/table';

/** Points given or taken by hand (人工调整), with a reason and, above a limit, a second person (INV-32). */
export const adjustments = table(
  'points_adjustment',
  {
    id: c.id(),
    brandId: c.ref(),
    requestKey: c.bytes(64),
    ownerKind: c.oneOf(['member', 'guide']),
    ownerId: c.ref(),
    asset: c.oneOf(ASSETS),
    /** Above zero gives, below zero takes. */
    points: c.whole(),
    expiresAtMs: c.instant(),
    reason: c.text(255),
    state: c.oneOf(adjustmentLifecycle.states),
    needsSecond: c.flag(),
    requestedBy: c.ref(),
    requestedAtMs: c.instant(),
    decidedBy: c.ref(),
    decidedAtMs: c.instant(),
    decisionNote: c.text(255),
    transactionId: c.ref(),
  },
  {
    unique: [['brandId', 'requestKey']],
    index: [
      ['brandId', 'state', 'requestedAtMs'],
      ['ownerKind', 'ownerId'],
    ],
  },
);

export type AdjustmentRow = RowOf<typeof adjustments>;

/** A lot that another system kept before; the line's key makes importing twice harmless. */
export const openingBalances = table(
  'opening_balance',
  {
    id: c.id(),
    brandId: c.ref(),
    lineKey: c.bytes(64),
    contentHash: c.bytes(16),
    customerId: c.ref(),
    asset: c.oneOf(ASSETS),
    points: c.whole(),
    expiresAtMs: c.instant(),
    transactionId: later(c.ref()),
    importedAtMs: c.instant(),
  },
  {
    unique: [['brandId', 'lineKey']],
  },
);

export const keyedBalances = new KeyedRows(openingBalances, 'lineKey');

export const adjustmentTables = [adjustments, openingBalances];
