import { z } from 'zod';
import { route } from '../route';
import { keyCodes, signatureCodes, spendCodes } from '../shared/codes';
import { Fen, InstantMs, PointsAsked, RequestKey, StoreCode } from '../shared/schemas';
import { PointsHold, PointsQuote } from './schemas';

/** The customer as the caller knows them. In the body always: an identity never stands in an address. */
const Identity = z.strictObject({ kind: z.string().min(1).max(32), value: z.string().min(1).max(256) });

const holdParams = z.strictObject({ key: RequestKey });

/** Points in orders of tills and shops: hold when the order is made, capture when it is paid, release when it dies. */
export const routes = {
  quoteOrderPoints: route({
    method: 'POST',
    path: '/open/points/quotes',
    access: 'open-api',
    summary: 'How many points may be used for an order of so many fen, and what they are worth',
    body: z.strictObject({ identity: Identity, orderFen: Fen }),
    reply: PointsQuote,
    errors: [...signatureCodes, 'IDENTITY_KIND_UNKNOWN', 'IDENTITY_INVALID', 'CUSTOMER_UNKNOWN'],
  }),
  holdOrderPoints: route({
    method: 'POST',
    path: '/open/points/holds',
    access: 'open-api',
    summary:
      'Hold points for an order; `key` names the hold within the brand, the same again answers the same',
    body: z.strictObject({
      identity: Identity,
      key: RequestKey,
      points: PointsAsked,
      orderKey: z.string().min(1).max(64),
      orderFen: Fen,
      /** Code of the store that redeems them; null for online orders, which HQ redeems. */
      store: StoreCode.nullable().default(null),
      /** When the hold lapses by itself; absent: as the brand has it. */
      untilMs: InstantMs.optional(),
    }),
    reply: PointsHold,
    errors: [
      ...signatureCodes,
      'IDENTITY_KIND_UNKNOWN',
      'IDENTITY_INVALID',
      'CUSTOMER_UNKNOWN',
      'STORE_UNKNOWN',
      ...keyCodes,
      'ORDER_POINTS_DISABLED',
      'ORDER_POINTS_NOT_ALLOWED',
      ...spendCodes,
    ],
  }),
  orderPointsHold: route({
    method: 'GET',
    path: '/open/points/holds/:key',
    access: 'open-api',
    summary: 'What became of a hold: settles any unknown outcome',
    params: holdParams,
    reply: PointsHold,
    errors: [...signatureCodes, 'HOLD_UNKNOWN'],
  }),
  captureOrderPoints: route({
    method: 'POST',
    path: '/open/points/holds/:key/capture',
    access: 'open-api',
    summary: 'The order is paid: the held points, or fewer of them, are spent; the rest goes back',
    params: holdParams,
    body: z.strictObject({ points: PointsAsked.optional() }),
    reply: PointsHold,
    errors: [...signatureCodes, 'HOLD_UNKNOWN', 'HOLD_LAPSED', 'HOLD_SETTLED', 'CAPTURE_EXCEEDS'],
  }),
  releaseOrderPoints: route({
    method: 'POST',
    path: '/open/points/holds/:key/release',
    access: 'open-api',
    summary: 'The order died: the points go back into the lots they came from',
    params: holdParams,
    body: z.strictObject({}),
    reply: PointsHold,
    errors: [...signatureCodes, 'HOLD_UNKNOWN', 'HOLD_SETTLED'],
  }),
  restoreOrderPoints: route({
    method: 'POST',
    path: '/open/points/holds/:key/restore',
    access: 'open-api',
    summary: 'The order was refunded, in whole or in part: so many captured points go back, in any split',
    params: holdParams,
    body: z.strictObject({ refundKey: RequestKey, points: PointsAsked, refundedAtMs: InstantMs.optional() }),
    reply: z.strictObject({ hold: PointsHold, restored: z.int(), expired: z.int(), worthFen: Fen }),
    errors: [
      ...signatureCodes,
      'HOLD_UNKNOWN',
      ...keyCodes,
      'HOLD_SETTLED',
      'RESTORE_EXCEEDS',
      'IN_THE_FUTURE',
    ],
  }),
};
