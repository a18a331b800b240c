import { z } from 'zod';
import { route } from './route';
import { Fen, InstantMs, PageQuery, PublicId } from './shared.schemas';
import {
  Exchange,
  ExchangeOffer,
  ExchangeRate,
  PointsAsked,
  PointsHold,
  PointsQuote,
  RequestKey,
  SpendingSettings,
  StoreCode,
  Transfer,
  TransferRules,
} from './spending.schemas';

/** The customer as the caller knows them. In the body always: an identity never stands in an address. */
const Identity = z.strictObject({ kind: z.string().min(1).max(32), value: z.string().min(1).max(256) });

const signature = ['SIGNATURE_MISSING', 'SIGNATURE_STALE', 'SIGNATURE_WRONG', 'SIGNATURE_REPLAYED'] as const;
const holdParams = z.strictObject({ key: RequestKey });

/** Points in orders of tills and shops: hold when the order is made, capture when it is paid, release when it dies. */
const orderPointsRoutes = {
  quoteOrderPoints: route({
    method: 'POST',
    path: '/open/points/quotes',
    access: 'open-api',
    summary: 'How many points may be used for an order of so many fen, and what they are worth',
    body: z.strictObject({ identity: Identity, orderFen: Fen }),
    reply: PointsQuote,
    errors: [...signature, 'IDENTITY_KIND_UNKNOWN', 'IDENTITY_INVALID', 'CUSTOMER_UNKNOWN'],
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
      ...signature,
      'IDENTITY_KIND_UNKNOWN',
      'IDENTITY_INVALID',
      'CUSTOMER_UNKNOWN',
      'STORE_UNKNOWN',
      'IDEMPOTENCY_KEY_REUSED',
      'ORDER_POINTS_DISABLED',
      'ORDER_POINTS_NOT_ALLOWED',
      'POINTS_IN_DEBT',
      'POINTS_INSUFFICIENT',
    ],
  }),
  orderPointsHold: route({
    method: 'GET',
    path: '/open/points/holds/:key',
    access: 'open-api',
    summary: 'What became of a hold: settles any unknown outcome',
    params: holdParams,
    reply: PointsHold,
    errors: [...signature, 'HOLD_UNKNOWN'],
  }),
  captureOrderPoints: route({
    method: 'POST',
    path: '/open/points/holds/:key/capture',
    access: 'open-api',
    summary: 'The order is paid: the held points, or fewer of them, are spent; the rest goes back',
    params: holdParams,
    body: z.strictObject({ points: PointsAsked.optional() }),
    reply: PointsHold,
    errors: [...signature, 'HOLD_UNKNOWN', 'HOLD_LAPSED', 'HOLD_SETTLED', 'CAPTURE_EXCEEDS'],
  }),
  releaseOrderPoints: route({
    method: 'POST',
    path: '/open/points/holds/:key/release',
    access: 'open-api',
    summary: 'The order died: the points go back into the lots they came from',
    params: holdParams,
    body: z.strictObject({}),
    reply: PointsHold,
    errors: [...signature, 'HOLD_UNKNOWN', 'HOLD_SETTLED'],
  }),
  restoreOrderPoints: route({
    method: 'POST',
    path: '/open/points/holds/:key/restore',
    access: 'open-api',
    summary: 'The order was refunded, in whole or in part: so many captured points go back, in any split',
    params: holdParams,
    body: z.strictObject({ refundKey: RequestKey, points: PointsAsked, refundedAtMs: InstantMs.optional() }),
    reply: z.strictObject({ hold: PointsHold, restored: z.int(), expired: z.int(), worthFen: Fen }),
    errors: [...signature, 'HOLD_UNKNOWN', 'IDEMPOTENCY_KEY_REUSED', 'HOLD_SETTLED', 'RESTORE_EXCEEDS'],
  }),
};

const transferRoutes = {
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
    errors: [
      'IDEMPOTENCY_KEY_REUSED',
      'TRANSFER_DISABLED',
      'TRANSFER_TOO_SMALL',
      'TRANSFER_DAY_LIMIT',
      'POINTS_IN_DEBT',
      'POINTS_INSUFFICIENT',
    ],
  }),
  previewTransfer: route({
    method: 'POST',
    path: '/members/me/transfers/preview',
    access: 'member',
    summary: 'What a claim code holds, before it is accepted',
    body: z.strictObject({ code: z.string().trim().min(4).max(32) }),
    reply: Transfer,
    errors: ['TRANSFER_UNKNOWN'],
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
  cancelTransfer: route({
    method: 'POST',
    path: '/members/me/transfers/:transferId/cancel',
    access: 'member',
    summary: 'Take points back that nobody accepted yet; harmless when repeated',
    params: z.strictObject({ transferId: PublicId }),
    body: z.strictObject({}),
    reply: Transfer,
    errors: ['TRANSFER_UNKNOWN', 'TRANSFER_SETTLED'],
  }),
};

const exchangeRoutes = {
  exchangeOffers: route({
    method: 'GET',
    path: '/members/me/exchanges/offers',
    access: 'member',
    summary: 'Brands of the group that my points can go to, and at what rate',
    reply: z.strictObject({ pointsAvailable: z.int(), items: z.array(ExchangeOffer) }),
    errors: [],
  }),
  exchangePoints: route({
    method: 'POST',
    path: '/members/me/exchanges',
    access: 'member',
    summary: 'Turn points of this brand into points of another one, at once and for good',
    body: z.strictObject({ key: RequestKey, toBrand: z.string().min(1).max(32), points: PointsAsked }),
    reply: Exchange,
    errors: [
      'BRAND_UNKNOWN',
      'IDEMPOTENCY_KEY_REUSED',
      'EXCHANGE_DISABLED',
      'EXCHANGE_NOT_MULTIPLE',
      'EXCHANGE_NOT_MEMBER_THERE',
      'EXCHANGE_DAY_LIMIT',
      'POINTS_IN_DEBT',
      'POINTS_INSUFFICIENT',
    ],
  }),
};

const spendingSettingsRoutes = {
  spendingSettings: route({
    method: 'GET',
    path: '/operator/spending/settings',
    access: 'operator:ledger.read',
    summary: 'How points can be spent: in orders, on gifts, between members',
    reply: SpendingSettings,
    errors: [],
  }),
  changeSpendingSettings: route({
    method: 'PUT',
    path: '/operator/spending/settings',
    access: 'operator:gifts.write',
    summary: 'Change how points can be spent, from now on',
    body: SpendingSettings,
    reply: SpendingSettings,
    errors: [],
  }),
  exchangeRates: route({
    method: 'GET',
    path: '/operator/exchange-rates',
    access: 'operator:ledger.read',
    summary: 'Rates from and to this brand, and the brands of the group',
    reply: z.strictObject({
      brands: z.array(z.strictObject({ code: z.string(), name: z.string() })),
      items: z.array(ExchangeRate),
    }),
    errors: [],
  }),
  setExchangeRate: route({
    method: 'PUT',
    path: '/operator/exchange-rates',
    access: 'operator:gifts.write',
    summary: 'At what rate this brand takes points of another one: whoever will owe the points sets the rate',
    body: z.strictObject({
      fromBrand: z.string().min(1).max(32),
      fromPoints: z.int().min(1).max(1_000_000),
      toPoints: z.int().min(1).max(1_000_000),
      dayLimit: z.int().min(0).max(1e12),
    }),
    reply: ExchangeRate,
    errors: ['BRAND_UNKNOWN'],
  }),
  removeExchangeRate: route({
    method: 'POST',
    path: '/operator/exchange-rates/remove',
    access: 'operator:gifts.write',
    summary: 'No longer take points of another brand',
    body: z.strictObject({ fromBrand: z.string().min(1).max(32) }),
    reply: z.strictObject({ removed: z.boolean() }),
    errors: ['BRAND_UNKNOWN'],
  }),
};

export const spendingRoutes = {
  ...orderPointsRoutes,
  ...transferRoutes,
  ...exchangeRoutes,
  ...spendingSettingsRoutes,
};
