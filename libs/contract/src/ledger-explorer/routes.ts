import { z } from 'zod';
import { PointsAsset } from '../ledger/schemas';
import { route } from '../route';
import { InstantMs, PageQuery, Points, PublicId, page } from '../shared/schemas';
import {
  LedgerAccount,
  LedgerAccountLine,
  LedgerHold,
  LedgerLot,
  LedgerLotMove,
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
  ledgerAccounts: route({
    method: 'GET',
    path: '/operator/ledger/accounts',
    access: 'operator:ledger.read',
    summary: 'Accounts, also of one owner; an owner that does not exist has none',
    query: PageQuery.extend({ ...ownerQuery, bucket: z.string().max(16).optional() }),
    reply: page(LedgerAccount),
    errors: [],
  }),
  ledgerAccount: route({
    method: 'GET',
    path: '/operator/ledger/accounts/:accountId',
    access: 'operator:ledger.read',
    summary: 'One account with its transactions, newest first',
    params: z.strictObject({ accountId: PublicId }),
    query: PageQuery,
    reply: page(LedgerAccountLine).extend({ account: LedgerAccount }),
    errors: ['LEDGER_ACCOUNT_UNKNOWN'],
  }),
  ledgerTransaction: route({
    method: 'GET',
    path: '/operator/ledger/transactions/:transactionId',
    access: 'operator:ledger.read',
    summary: 'One transaction: entries, lots, hold, hash, and what caused it',
    params: z.strictObject({ transactionId: PublicId }),
    reply: LedgerTransaction,
    errors: ['LEDGER_TRANSACTION_UNKNOWN'],
  }),
  ledgerLots: route({
    method: 'GET',
    path: '/operator/ledger/lots',
    access: 'operator:ledger.read',
    summary: 'Lots of one owner, the open ones first and by expiry',
    query: PageQuery.extend({
      ownerKind: LedgerOwnerKind,
      owner: z.string().trim().min(1).max(64),
      asset: PointsAsset.default('points'),
    }),
    reply: page(LedgerLot),
    errors: [],
  }),
  ledgerLot: route({
    method: 'GET',
    path: '/operator/ledger/lots/:lotId',
    access: 'operator:ledger.read',
    summary: 'One lot with every move, oldest first',
    params: z.strictObject({ lotId: PublicId }),
    reply: z.strictObject({ lot: LedgerLot, moves: z.array(LedgerLotMove) }),
    errors: ['LOT_UNKNOWN'],
  }),
  ledgerHolds: route({
    method: 'GET',
    path: '/operator/ledger/holds',
    access: 'operator:ledger.read',
    summary: 'Open holds, the one that lapses first at the top; or all of one owner, newest first',
    query: PageQuery.extend({ ownerKind: ownerQuery.ownerKind, owner: ownerQuery.owner }),
    reply: page(LedgerHold),
    errors: [],
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
