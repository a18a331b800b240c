import { z } from 'zod';
import { route } from '../route';
import { keyCodes, spendCodes } from '../shared/codes';
import { PageQuery, PointsAsked, RequestKey } from '../shared/schemas';
import { command, one } from '../shared/shapes';
import { Transfer, TransferPage, TransferRules } from './schemas';

export const routes = {
  myTransfers: route({
    method: 'GET',
    path: '/members/me/transfers',
    access: 'member',
    summary: 'Points I sent and received, newest first, and what the programme allows',
    query: PageQuery,
    reply: z.strictObject({
      rules: TransferRules,
      /** Points that may still be sent today; null for any number. */
      leftToday: z.int().nullable(),
      items: z.array(Transfer),
      nextCursor: z.string().nullable(),
    }),
    errors: [],
  }),
  sendPoints: route({
    method: 'POST',
    path: '/members/me/transfers',
    access: 'member',
    summary: 'Set points aside for a friend; the answer has the code to share',
    body: z.strictObject({
      key: RequestKey,
      points: PointsAsked,
      message: z.string().trim().max(30).default(''),
    }),
    reply: Transfer,
    errors: [...keyCodes, 'TRANSFER_DISABLED', 'TRANSFER_TOO_SMALL', 'TRANSFER_DAY_LIMIT', ...spendCodes],
  }),
  previewTransfer: route({
    method: 'POST',
    path: '/members/me/transfers/preview',
    access: 'customer',
    summary:
      'What a claim code holds, before it is accepted and before joining; once it is settled, only for the two of it',
    body: z.strictObject({ code: z.string().trim().min(4).max(32) }),
    reply: Transfer,
    errors: ['TRANSFER_UNKNOWN', 'TRANSFER_LAPSED', 'TRANSFER_SETTLED'],
  }),
  acceptTransfer: route({
    method: 'POST',
    path: '/members/me/transfers/accept',
    access: 'member',
    summary: 'Accept points by their claim code; they keep their expiry. Harmless when repeated',
    body: z.strictObject({ code: z.string().trim().min(4).max(32) }),
    reply: Transfer,
    errors: ['TRANSFER_UNKNOWN', 'TRANSFER_OWN', 'TRANSFER_LAPSED', 'TRANSFER_SETTLED'],
  }),
  cancelTransfer: command('member', '/members/me/transfers/:transferId/cancel', {
    summary: 'Take points back that nobody accepted yet; harmless when repeated',
    body: z.strictObject({}),
    reply: Transfer,
    errors: ['TRANSFER_UNKNOWN', 'TRANSFER_SETTLED'],
  }),
  transfer: one('operator:ledger.read', '/operator/transfers/:transferId', {
    summary: 'Who gave points to whom, as the ledger names it',
    reply: TransferPage,
    errors: ['TRANSFER_UNKNOWN'],
  }),
};
