import { z } from 'zod';
import { PointsAsset } from '../ledger/schemas';
import { route } from '../route';
import { InstantMs, PageQuery, Points, page } from '../shared/schemas';
import { one, pages } from '../shared/shapes';
import {
  LedgerAccount,
  LedgerAccountLine,
  LedgerHold,
  LedgerLot,
  LedgerLotMove,
  LedgerLotTotals,
  LedgerOwnerKind,
  LedgerTransaction,
} from './schemas';

const ownerQuery = {
  ownerKind: LedgerOwnerKind.optional(),
  /** Public id of a customer or guide, or code of a store. */
  owner: z.string().trim().min(1).max(64).optional(),
  asset: PointsAsset.optional(),
};

/** From an account to its transactions, to their entries, lots and holds, to what caused them, and back. */
export const routes = {
  ledgerAccounts: pages('operator:ledger.read', '/operator/ledger/accounts', {
    summary: 'Accounts, also of one owner; an owner that does not exist has none',
    filters: { ...ownerQuery, bucket: z.string().max(16).optional() },
    of: LedgerAccount,
  }),
  ledgerAccount: one('operator:ledger.read', '/operator/ledger/accounts/:accountId', {
    summary: 'One account with its transactions, newest first',
    query: PageQuery,
    reply: page(LedgerAccountLine).extend({ account: LedgerAccount }),
    errors: ['LEDGER_ACCOUNT_UNKNOWN'],
  }),
  ledgerTransaction: one('operator:ledger.read', '/operator/ledger/transactions/:transactionId', {
    summary: 'One transaction: entries, lots, hold, hash, and what caused it',
    reply: LedgerTransaction,
    errors: ['LEDGER_TRANSACTION_UNKNOWN'],
  }),
  ledgerLots: route({
    method: 'GET',
    path: '/operator/ledger/lots',
    access: 'operator:ledger.read',
    summary: 'Lots of one owner, the open ones first and by expiry, with what all of them come to',
    query: PageQuery.extend({
      ownerKind: LedgerOwnerKind,
      owner: z.string().trim().min(1).max(64),
      asset: PointsAsset.default('points'),
    }),
    reply: page(LedgerLot).extend({ totals: LedgerLotTotals }),
    errors: [],
  }),
  ledgerLot: one('operator:ledger.read', '/operator/ledger/lots/:lotId', {
    summary: 'One lot with every move, oldest first',
    reply: z.strictObject({ lot: LedgerLot, moves: z.array(LedgerLotMove) }),
    errors: ['LOT_UNKNOWN'],
  }),
  ledgerHolds: pages('operator:ledger.read', '/operator/ledger/holds', {
    summary: 'Open holds, the one that lapses first at the top; or all of one owner, newest first',
    filters: { ownerKind: ownerQuery.ownerKind, owner: ownerQuery.owner },
    of: LedgerHold,
  }),
  ledgerExpiryForecast: route({
    method: 'GET',
    path: '/operator/ledger/expiry',
    access: 'operator:ledger.read',
    summary: 'What will expire month by month if nobody spends it',
    query: z.strictObject({ asset: PointsAsset.default('points') }),
    reply: z.strictObject({
      asOfMs: InstantMs,
      /** Due already and not yet posted by the job. */
      overdue: Points,
      never: Points,
      months: z.array(
        z.strictObject({
          month: z.string().regex(/^\d{4}-\d{2}$/),
          points: Points,
          lots: z.int(),
          owners: z.int(),
        }),
      ),
    }),
    errors: [],
  }),
};
