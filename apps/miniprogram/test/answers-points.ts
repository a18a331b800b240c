import type { ReplyOf } from '@liuliang/contract/client';
import { NOW_MS } from './answers';

/** Answers of the contract's shape about points, tiers, gifts, transfers and a guide's wallet. */

const DAY_MS = 86_400_000;
type Overview = ReplyOf<'pointsOverview'>;
type Lot = ReplyOf<'pointsLots'>['items'][number];
type Shelf = ReplyOf<'gifts'>;
type Gift = Shelf['items'][number];
type GiftOrder = ReplyOf<'reserveGift'>;
type MyOrder = ReplyOf<'myOrders'>['items'][number];
type MyOrderWhole = ReplyOf<'myOrder'>;
type Transfer = ReplyOf<'sendPoints'>;
type Wallet = ReplyOf<'guideWallet'>;
type Statement = Wallet['thisMonth'];
type Payout = ReplyOf<'requestPayout'>;

/** The last instant of 2026 in China. */
export const YEAR_END_MS = Date.UTC(2026, 11, 31, 16);

export const pointsReason = (change: Partial<Lot['reason']> = {}): Lot['reason'] => ({
  about: 'order',
  purpose: null,
  orderId: 'SO-1',
  amountFen: 12_000,
  channel: 'pos',
  store: '上海静安店',
  rule: 'v3',
  explanation: {},
  heardAtMs: null,
  ...change,
});

export const pointsOverview = (change: Partial<Overview> = {}): Overview => ({
  serverNowMs: Date.now(),
  available: 12_480,
  pending: 1_299,
  held: 0,
  debt: 0,
  pendingSchedule: [{ atMs: YEAR_END_MS - 20 * DAY_MS, points: 1_299 }],
  expiring: [{ atMs: YEAR_END_MS, points: 120 }],
  expiringNext: { atMs: YEAR_END_MS, points: 120 },
  pendingCredits: [],
  earnedThisYear: 8_800,
  ...change,
});

export const pointsLot = (change: Partial<Lot> = {}): Lot => ({
  id: 'lot_1',
  points: 120,
  pending: 0,
  remaining: 80,
  held: 0,
  openedAtMs: NOW_MS - 30 * DAY_MS,
  activatesAtMs: null,
  expiresAtMs: YEAR_END_MS,
  isExpired: false,
  isCarriedOn: false,
  reason: pointsReason(),
  ...change,
});

export const lotStory = (): ReplyOf<'pointsLotStory'> => ({
  lot: pointsLot(),
  moves: [
    {
      transactionId: 'txn_2',
      kind: 'capture',
      points: -40,
      pendingAfter: 0,
      remainingAfter: 80,
      heldAfter: 0,
      occurredAtMs: NOW_MS - DAY_MS,
      expiresToMs: null,
      reason: pointsReason({ about: 'hold', purpose: 'gift', orderId: null }),
    },
  ],
});

const named = (zh: string, en: string) => ({ zh, en });
const multiplier = (percent: number, zh: string) => ({
  kind: 'multiplier' as const,
  value: percent,
  text: named(zh, `${percent}%`),
});

export const myTier = (): ReplyOf<'myTier'> => ({
  serverNowMs: Date.now(),
  standing: {
    level: 2,
    name: named('探路者', 'Pathfinder'),
    colour: 'tier-2',
    sinceMs: NOW_MS - 200 * DAY_MS,
    earnedLevel: 2,
    earnedSinceMs: NOW_MS - 200 * DAY_MS,
    basis: 'net_spend',
    figure: 462_000,
    windowStartsAtMs: NOW_MS - 365 * DAY_MS,
    benefits: [multiplier(120, '1.2 倍积分')],
    next: {
      level: 3,
      name: named('远行者', 'Traveller'),
      colour: 'tier-3',
      threshold: 500_000,
      missing: 38_000,
      benefits: [multiplier(150, '1.5 倍积分')],
    },
    keep: {
      reviewAtMs: YEAR_END_MS,
      untilMs: YEAR_END_MS,
      needed: 200_000,
      missing: 0,
      windowStartsAtMs: YEAR_END_MS - 365 * DAY_MS,
      isDue: false,
    },
    risk: null,
    pass: null,
  },
  ladder: [
    { level: 1, name: named('初识', 'Newcomer'), colour: 'tier-1', threshold: 0, benefits: [] },
    { level: 2, name: named('探路者', 'Pathfinder'), colour: 'tier-2', threshold: 200_000, benefits: [] },
    { level: 3, name: named('远行者', 'Traveller'), colour: 'tier-3', threshold: 500_000, benefits: [] },
  ],
  changes: [
    {
      reason: 'upgrade',
      fromLevel: 1,
      toLevel: 2,
      fromName: named('初识', 'Newcomer'),
      toName: named('探路者', 'Pathfinder'),
      occurredAtMs: NOW_MS - 200 * DAY_MS,
      recordedAtMs: NOW_MS - 200 * DAY_MS,
      schemeVersion: 1,
      figure: 210_000,
      needed: 200_000,
      causeKind: 'order',
      orderNumber: 'SO-5',
    },
  ],
});

export const gift = (change: Partial<Gift> = {}): Gift => ({
  giftId: 'gft_1',
  name: '山茶杯',
  description: '景德镇烧制，手绘山茶。',
  picture: 'cup',
  points: 1_200,
  cashFen: 0,
  left: 3,
  limitEach: 1,
  mine: 0,
  hindrance: null,
  ...change,
});

export const giftShelf = (items: Gift[] = [gift()]): Shelf => ({
  asset: 'points',
  pointsAvailable: 12_480,
  pointsDebt: 0,
  serverNowMs: Date.now(),
  items,
});

export const giftOrder = (change: Partial<GiftOrder> = {}): GiftOrder => ({
  orderId: 'gor_1',
  giftId: 'gft_1',
  name: '山茶杯',
  picture: 'cup',
  points: 1_200,
  cashFen: 0,
  state: 'reserved',
  pickupCode: 'K7M2Q9XA',
  store: null,
  createdAtMs: NOW_MS,
  expiresAtMs: NOW_MS + 14 * DAY_MS,
  settledAtMs: null,
  ...change,
});

export const giftPickup = (): ReplyOf<'previewGiftPickup'> => ({
  orderId: 'gor_1',
  name: '山茶杯',
  picture: 'cup',
  points: 1_200,
  cashFen: 990,
  state: 'reserved',
  audience: 'member',
  who: '林夏',
  expiresAtMs: NOW_MS + 14 * DAY_MS,
  collectedAtMs: null,
  store: null,
});

export const transfer = (change: Partial<Transfer> = {}): Transfer => ({
  transferId: 'trf_1',
  direction: 'sent',
  points: 500,
  message: '生日快乐',
  state: 'waiting',
  claimCode: 'QW3RT7YU',
  other: null,
  createdAtMs: NOW_MS,
  expiresAtMs: NOW_MS + DAY_MS,
  settledAtMs: null,
  ...change,
});

export const transfers = (items: Transfer[] = []): ReplyOf<'myTransfers'> => ({
  rules: { enabled: true, minPoints: 100, dayLimit: 5_000, ttlHours: 24 },
  leftToday: 5_000,
  items,
  nextCursor: null,
});

export const statement = (change: Partial<Statement> = {}): Statement => ({
  period: '2026-11',
  party: { kind: 'guide', id: 'gui_1', name: '陈屿' },
  state: 'draft',
  redeemedPoints: 0,
  rewardPoints: 2_600,
  clawbackPoints: -120,
  paidOutPoints: 0,
  otherPoints: 0,
  amountFen: 2_480,
  carriedInFen: 0,
  writtenOffFen: 0,
  carriedOutFen: 2_480,
  payableFen: 2_480,
  lines: 2,
  rates: { points: 100, guidePoints: 100 },
  contentHash: null,
  closedAtMs: null,
  closedBy: null,
  paidAtMs: null,
  paidBy: null,
  paidReference: null,
  needsSecondPerson: false,
  notPayableBecause: 'draft',
  ...change,
});

export const wallet = (change: Partial<Wallet> = {}): Wallet => ({
  serverNowMs: Date.now(),
  available: 2_480,
  pending: 300,
  held: 0,
  debt: 0,
  availableFen: 2_480,
  fenPer100: 100,
  payout: { isEnabled: true, minPoints: 100, maxPointsNow: 2_480 },
  thisMonth: statement(),
  ...change,
});

export const statementLines = (): ReplyOf<'guideStatementLines'> => ({
  items: [
    {
      transactionId: 'txn_8',
      line: 0,
      kind: 'clawback',
      points: -120,
      amountFen: -120,
      occurredAtMs: NOW_MS - DAY_MS,
      postedAtMs: NOW_MS - DAY_MS,
      reference: { kind: 'order', id: null, label: 'SO-9' },
    },
  ],
  nextCursor: null,
});

export const payout = (change: Partial<Payout> = {}): Payout => ({
  payoutId: 'pay_1',
  points: 1_000,
  amountFen: 1_000,
  state: 'awaiting_claim',
  failReason: null,
  requestedAtMs: NOW_MS,
  claimUntilMs: NOW_MS + DAY_MS,
  settledAtMs: null,
  ...change,
});

const bought = {
  orderId: 'ord_1',
  number: 'T-2048',
  paidAtMs: NOW_MS - 3 * DAY_MS,
  amountFen: 129_900,
  refundedFen: 29_900,
  channel: 'pos',
  store: '上海静安店',
  points: {
    earned: 1_000,
    waiting: 1_000,
    usableFromMs: NOW_MS + 4 * DAY_MS,
    left: 0,
    untilMs: YEAR_END_MS,
  },
};

export const myOrder = (change: Partial<MyOrder> = {}): MyOrder => ({
  ...bought,
  items: ['羽绒服', '帽子'],
  hasMoreItems: false,
  ...change,
});

export const myOrderWhole = (change: Partial<MyOrderWhole> = {}): MyOrderWhole => ({
  ...bought,
  lines: [
    { item: '羽绒服', quantity: 1, amountFen: 100_000, refundedFen: 0 },
    { item: '帽子', quantity: 2, amountFen: 29_900, refundedFen: 29_900 },
  ],
  refunds: [{ refundedAtMs: NOW_MS - 2 * DAY_MS, amountFen: 29_900 }],
  lotId: 'lot_1',
  ...change,
});

const openDay = { fromMinute: 600, toMinute: 1_320 };

export const store = (
  change: Partial<ReplyOf<'findStores'>['items'][number]> = {},
): ReplyOf<'findStores'>['items'][number] => ({
  storeId: 'str_1',
  name: '上海静安店',
  city: '上海',
  address: '屿见路 101 号',
  phone: '021 0000 0101',
  latitude: 31.2286,
  longitude: 121.4508,
  hours: [openDay, openDay, openDay, openDay, openDay, openDay, openDay],
  distanceMetres: null,
  ...change,
});
