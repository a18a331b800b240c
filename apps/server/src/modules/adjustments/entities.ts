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
    /** The upload that brought it; 0: the command line did. */
    importId: later(c.ref()),
    /** What a reversal of that upload made of it; of what was left, something was used before. */
    taken: later(c.oneOf(['', 'back', 'left'])),
  },
  {
    unique: [['brandId', 'lineKey']],
    index: [['importId', 'taken', 'id']],
  },
);

export type OpeningRow = RowOf<typeof openingBalances>;

/** What an uploaded file of balances would bring, by the id of its import, and who let it. */
export const balanceImports = table(
  'balance_import',
  {
    id: c.id(),
    brandId: c.ref(),
    points: c.whole(),
    growth: c.whole(),
    persons: c.whole(),
    strangers: c.whole(),
    holders: c.whole(),
    largest: c.whole(),
    largestLine: c.small(),
    /** Who confirmed it without anybody else; 0: nobody, or it took two. */
    aloneBy: later(c.ref()),
    confirmedAtMs: later(c.instant()),
  },
  { index: [['brandId', 'aloneBy', 'confirmedAtMs']] },
);

export const keyedBalances = new KeyedRows(openingBalances, 'lineKey');

export const adjustmentTables = [adjustments, openingBalances, balanceImports];
