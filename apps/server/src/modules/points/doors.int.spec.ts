import { randomBytes } from 'node:crypto';
import type { Client } from '@liuliang/contract/client';
import { signRequest } from '../../platform/auth/signatures';
import { openGuide } from '../../testing/guide';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';
import { BrandsService } from '../brands';
import { ConnectorsService } from '../identity';
import { CustomersService } from '../members';

/** Every door of spending and adjustments through HTTP; each reply is held to its contract. */
let http: TestHttp;
let owner: Client;
let operations: Client;
let guide: Client;
let connector: { keyId: string; secret: string };
const MOBILE = '13900001111';
let buyer: { client: Client; id: string };

beforeAll(async () => {
  http = await openTestHttp();
  guide = await openGuide(http);
  owner = await http.operator('owner');
  operations = await http.operator('operations');
  connector = await http.get(ConnectorsService).create(http.brand.id, 'till');
  const joined = await http.join('buyer', MOBILE);
  buyer = { client: joined.client, id: joined.home.member?.customerId ?? '' };
  const buyerId = http.platform.publicIds.decode('cus', buyer.id) ?? 0;
  await http.platform.db.run('test.name', (tx) =>
    http.get(CustomersService).keepField(tx, http.brand.id, buyerId, 'nickname', '阿买'),
  );
});
afterAll(() => http.close());

async function open(method: 'GET' | 'POST', path: string, content?: unknown) {
  const body = content === undefined ? '' : JSON.stringify(content);
  const timestamp = String(http.clock.nowMs());
  const nonce = randomBytes(16).toString('hex');
  const full = `/api/v1${path}`;
  const signed = { method, path: full, timestamp, nonce, body: Buffer.from(body) };
  const answer = await fetch(`${http.url}${full}`, {
    method,
    headers: {
      ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
      'x-liuliang-key': connector.keyId,
      'x-liuliang-timestamp': timestamp,
      'x-liuliang-nonce': nonce,
      'x-liuliang-signature': signRequest(Buffer.from(connector.secret, 'hex'), signed),
    },
    ...(method === 'POST' ? { body } : {}),
  });
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
}

it('an operator gives points, a second person approves what is more than the limit', async () => {
  const asked = {
    key: 'adj-1',
    ownerId: buyer.id,
    asset: 'points',
    points: 5_000,
    reason: '开业礼',
  } as const;
  const waiting = must(await operations.requestAdjustment({ body: asked }));
  expect(waiting).toMatchObject({
    state: 'waiting',
    needsSecond: true,
    may: { decide: false, withdraw: true },
    requestedBy: 'operations',
  });
  const params = { adjustmentId: waiting.adjustmentId };
  expect(await operations.approveAdjustment({ params, body: { note: '' } })).toMatchObject({
    code: 'FORBIDDEN',
  });
  expect(must(await owner.adjustment({ params })).may).toEqual({ decide: true, withdraw: false });
  expect(must(await owner.approveAdjustment({ params, body: { note: '同意' } }))).toMatchObject({
    state: 'posted',
    decidedBy: 'owner',
    note: '同意',
  });
  const query = { state: 'posted', ownerId: buyer.id } as const;
  expect(must(await owner.adjustments({ query })).items).toHaveLength(1);
  expect(must(await owner.adjustmentSettings())).toMatchObject({ limitPoints: 1_000 });
  const limits = { limitPoints: 100, maxPoints: 10_000 };
  expect(must(await owner.changeAdjustmentSettings({ body: limits }))).toEqual(limits);
  const own = must(await owner.requestAdjustment({ body: { ...asked, key: 'adj-2' } }));
  const refused = { params: { adjustmentId: own.adjustmentId }, body: { note: '' } };
  expect(await owner.approveAdjustment(refused)).toMatchObject({ code: 'ADJUSTMENT_SECOND_PERSON' });
  expect(must(await owner.withdrawAdjustment({ ...refused, body: {} })).state).toBe('withdrawn');
});

it('a gift goes from the editor over the shelf to the counter and back', async () => {
  const input = {
    name: '帆布袋',
    description: '',
    picture: 'bag',
    points: 800,
    cashFen: 900,
    audience: 'member',
    stock: 2,
    limitEach: 1,
  } as const;
  const { giftId } = must(await operations.createGift({ body: input }));
  const params = { giftId };
  expect(must(await buyer.client.gifts()).items).toEqual([]);
  must(await operations.changeGift({ params, body: { ...input, stock: 3 } }));
  must(await operations.publishGift({ params, body: {} }));
  expect(must(await operations.editorGifts()).items).toHaveLength(1);
  expect(must(await buyer.client.gift({ params }))).toMatchObject({ left: 3, hindrance: null });
  const order = must(await buyer.client.reserveGift({ body: { key: 'g1', giftId } }));
  expect(order).toMatchObject({ state: 'reserved', points: 800 });
  expect(must(await buyer.client.gift({ params })).hindrance).toBe('limit_reached');
  const code = order.pickupCode ?? '';
  expect(must(await guide.previewGiftPickup({ body: { code } }))).toMatchObject({ state: 'reserved' });
  expect(must(await guide.collectGift({ body: { code, key: 'c1' } }))).toMatchObject({ state: 'collected' });
  expect(await guide.collectGift({ body: { code, key: 'c2' } })).toMatchObject({
    code: 'GIFT_ORDER_SETTLED',
  });
  const mine = must(await buyer.client.myGiftOrders({ query: {} })).items;
  expect(mine).toMatchObject([{ state: 'collected', store: '静安店', pickupCode: null }]);
  expect(await buyer.client.cancelGiftOrder({ params: { orderId: order.orderId }, body: {} })).toMatchObject({
    code: 'GIFT_ORDER_SETTLED',
  });
  const rows = must(await operations.giftOrders({ query: { state: 'collected', giftId } })).items;
  expect(rows).toMatchObject([{ ownerId: buyer.id, store: '静安店' }]);
  const back = { params: { orderId: order.orderId }, body: { reason: '破损' } };
  expect(must(await operations.returnGift(back)).state).toBe('returned');
  const page = must(await operations.giftOrder({ params: { orderId: order.orderId } }));
  expect(page).toMatchObject({ name: '帆布袋', ownerId: buyer.id, who: '阿买', state: 'returned' });
  expect(page).toMatchObject({ store: '静安店', handedBy: expect.any(String) as string });
  const auditor = await http.operator('auditor');
  const asAuditor = must(await auditor.giftOrder({ params: { orderId: order.orderId } }));
  expect(asAuditor).toEqual({ ...page, who: null });
  for (const [transactionId, kind] of [
    [page.heldBy, 'hold'],
    [page.settledBy, 'capture'],
  ] as const) {
    const found = must(await auditor.ledgerTransaction({ params: { transactionId: transactionId ?? '' } }));
    expect(found).toMatchObject({ kind, source: { kind: 'gift', id: order.orderId } });
  }
  expect(await auditor.giftOrder({ params: { orderId: buyer.id } })).toMatchObject({
    code: 'GIFT_ORDER_UNKNOWN',
  });
  expect(must(await operations.endGift({ params, body: {} })).state).toBe('ended');
  expect(must(await guide.guideGifts())).toMatchObject({ asset: 'guide_points', items: [] });
  expect(must(await guide.guideGiftOrders({ query: {} })).items).toEqual([]);
  expect(await guide.reserveGuideGift({ body: { key: 'x', giftId } })).toMatchObject({
    code: 'GIFT_UNKNOWN',
  });
});

it('points go to a friend by a code', async () => {
  const settings = must(await owner.spendingSettings());
  const transfers = { ...settings.transfers, enabled: true };
  must(await operations.changeSpendingSettings({ body: { ...settings, transfers } }));
  const friend = (await http.join('friend')).client;
  const sent = must(await buyer.client.sendPoints({ body: { key: 't1', points: 300 } }));
  const code = sent.claimCode ?? '';
  expect(must(await friend.previewTransfer({ body: { code } }))).toMatchObject({
    direction: 'received',
    points: 300,
    claimCode: null,
  });
  expect(must(await friend.acceptTransfer({ body: { code } })).state).toBe('accepted');
  expect(must(await friend.myTransfers({ query: {} }))).toMatchObject({
    leftToday: 10_000,
    items: [{ points: 300 }],
  });
  expect(must(await buyer.client.myTransfers({ query: {} })).leftToday).toBe(9_700);
  const told = must(await operations.transfer({ params: { transferId: sent.transferId } }));
  expect(told).toMatchObject({
    points: 300,
    state: 'accepted',
    from: { customerId: buyer.id, nickname: '阿买' },
  });
  expect(told.to?.customerId).toMatch(/^cus_/);
  expect(JSON.stringify(told)).not.toContain(code);
  const auditor = await http.operator('auditor');
  const asAuditor = must(await auditor.transfer({ params: { transferId: sent.transferId } }));
  expect(asAuditor.from).toEqual({ customerId: buyer.id, nickname: null });
  const second = must(await buyer.client.sendPoints({ body: { key: 't2', points: 100 } }));
  const cancel = { params: { transferId: second.transferId }, body: {} };
  expect(must(await buyer.client.cancelTransfer(cancel)).state).toBe('cancelled');
});

it('a sister brand takes points at its own rate', async () => {
  await http.get(BrandsService).create({ code: 'cove', name: '湾 COVE' });
  const rate = { fromBrand: 'cove', fromPoints: 1, toPoints: 2, dayLimit: 0 };
  expect(must(await operations.setExchangeRate({ body: rate }))).toMatchObject({ toBrand: http.brand.code });
  expect(must(await owner.exchangeRates())).toMatchObject({
    brands: [{ code: 'cove' }],
    items: [{ toPoints: 2 }],
  });
  expect(must(await buyer.client.exchangeOffers()).items).toEqual([]);
  expect(
    await buyer.client.exchangePoints({ body: { key: 'e1', toBrand: 'cove', points: 10 } }),
  ).toMatchObject({ code: 'EXCHANGE_DISABLED' });
  const removed = await operations.removeExchangeRate({ body: { fromBrand: 'cove' } });
  expect(must(removed)).toEqual({ removed: true });
});

it('a till holds, captures and restores points through the signed door', async () => {
  const identity = { kind: 'mobile', value: MOBILE };
  expect(await open('POST', '/open/points/quotes', { identity, orderFen: 10_000 })).toMatchObject({
    status: 200,
    json: { pointsMax: 4_700, worthMaxFen: 4_700, reason: null },
  });
  const asked = { identity, key: 'O-1', points: 1_000, orderKey: 'O-1', orderFen: 10_000, store: 'S1' };
  expect(await open('POST', '/open/points/holds', asked)).toMatchObject({
    status: 200,
    json: { state: 'open', store: 'S1', worthFen: 1_000 },
  });
  expect(await open('POST', '/open/points/holds', { ...asked, points: 900 })).toMatchObject({
    status: 422,
    json: { code: 'IDEMPOTENCY_KEY_REUSED' },
  });
  expect((await open('POST', '/open/points/holds/O-1/capture', {})).json).toMatchObject({ captured: 1_000 });
  const refund = { refundKey: 'R-1', points: 400 };
  expect((await open('POST', '/open/points/holds/O-1/restore', refund)).json).toMatchObject({
    restored: 400,
    worthFen: 400,
    hold: { restored: 400, restoredWorthFen: 400 },
  });
  expect((await open('GET', '/open/points/holds/O-1')).json).toMatchObject({
    state: 'captured',
    restored: 400,
  });
  expect(await open('POST', '/open/points/holds/O-1/release', {})).toMatchObject({
    status: 409,
    json: { code: 'HOLD_SETTLED', data: { state: 'captured' } },
  });
  expect((await open('GET', '/open/points/holds/O-9')).json).toMatchObject({ code: 'HOLD_UNKNOWN' });
});

it('a till is offered no points that buy nothing', async () => {
  const identity = { kind: 'mobile', value: MOBILE };
  const settings = must(await owner.spendingSettings());
  const offered = async (rule: Partial<typeof settings.orders>, orderFen: number) => {
    const orders = { ...settings.orders, stepPoints: 1, minPoints: 1, maxPercent: 100, ...rule };
    must(await operations.changeSpendingSettings({ body: { ...settings, orders } }));
    const { json } = await open('POST', '/open/points/quotes', { identity, orderFen });
    return [json['pointsMax'], json['worthMaxFen'], json['reason']];
  };
  const { json } = await open('POST', '/open/points/quotes', { identity, orderFen: 10_000 });
  const available = json['pointsAvailable'] as number;
  expect(await offered({ fenPer100Points: 1 }, 10_000)).toEqual([
    Math.floor(available / 100) * 100,
    Math.floor(available / 100),
    null,
  ]);
  const worth = Math.floor((available * 7) / 100);
  expect(worth).toBeGreaterThan(0);
  expect(await offered({ fenPer100Points: 7 }, 10_000)).toEqual([Math.ceil((worth * 100) / 7), worth, null]);
  expect(await offered({ fenPer100Points: 3 }, 1)).toEqual([34, 1, null]);
  expect(await offered({ minPoints: available + 1 }, 1_000_000)).toEqual([0, 0, 'points_too_few']);
  must(await operations.changeSpendingSettings({ body: settings }));
});
