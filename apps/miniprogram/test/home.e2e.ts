import * as answers from './answers';
import * as loyalty from './answers-points';
import type { Weapp } from './weapp/runtime';
import { type Answers, startWeapp } from './weapp/start';
import { NOW_MS } from './answers';

// Goal: home says what a member has and can do now, and one's own page is one tap from everything. Method: as in
// weapp.e2e.ts.

let app: Weapp;

afterEach(() => {
  app.close();
  expect(app.errors).toEqual([]);
});

const DAY_MS = 86_400_000;
const member = { memberHome: () => answers.memberHome() } satisfies Answers;
const shows = (...words: string[]): void => words.forEach((text) => expect(app.text()).toContain(text));
const gift = (name: string, change: object) =>
  loyalty.giftOrder({ orderId: `gor_${name}`, name, pickupCode: '7657930915', ...change });

it('shows the gift that has to be collected first, with its code, and how many more wait', async () => {
  const items = [
    gift('帆布袋', { expiresAtMs: NOW_MS + 9 * DAY_MS, pickupCode: '1111111111' }),
    gift('山茶杯', { expiresAtMs: NOW_MS + 2 * DAY_MS }),
    gift('香薰', { state: 'collected', pickupCode: null }),
  ];
  app = await startWeapp({ ...member, myGiftOrders: () => ({ items, nextCursor: null }) });
  await app.settle();
  shows('山茶杯', '取货码 7657 9309 15', '11月23日 前到店领取 · 还有 1 份');
  expect(app.text()).not.toMatch(/1111|香薰/);
  await app.press('山茶杯');
  expect(app.route()).toBe('packages/gifts/orders/index');
});

it('is no emptier than it must be: without a gift or anything live there is no heading for it', async () => {
  app = await startWeapp({ ...member, myGiftOrders: () => ({ items: [], nextCursor: null }) });
  await app.settle();
  expect(app.text()).not.toMatch(/待领取的礼品|正在进行/);
  for (const words of ['积分兑礼', '我的兑换', '送积分', '领积分']) shows(words);
});

it('shows what is live, and opens it', async () => {
  const live = [
    {
      title: { zh: '限量款抽签', en: 'Draw' },
      hint: { zh: '', en: '' },
      endsAtMs: NOW_MS,
      page: '/packages/gifts/shelf/index',
    },
  ];
  app = await startWeapp({ memberHome: () => answers.memberHome({ live }) });
  shows('正在进行', '限量款抽签');
  await app.press('限量款抽签');
  expect(app.route()).toBe('packages/gifts/shelf/index');
});

it('says in a line each what would be lost, a level first', async () => {
  const { member: known, ...home } = answers.memberHome();
  const expiringNext = { points: 120, atMs: Date.now() + DAY_MS };
  const { standing, ...tier } = loyalty.myTier();
  const keep = standing.keep && {
    ...standing.keep,
    missing: 50_000,
    isDue: true,
    untilMs: Date.now() + 9 * DAY_MS,
  };
  app = await startWeapp({
    memberHome: () => ({ ...home, member: known && { ...known, expiringNext } }),
    myTier: () => ({ ...tier, standing: { ...standing, keep, risk: null } }),
  });
  await app.settle();
  shows('120 积分', '到期');
  expect(app.count('notice--attention')).toBe(2);
  expect(app.text().indexOf('保住')).toBeGreaterThan(0);
  expect(app.text().indexOf('保住')).toBeLessThan(app.text().indexOf('120 积分'));
});

it('shows the member code as a QR code and as a barcode', async () => {
  const code = () => ({ code: '48291307', serverNowMs: Date.now(), expiresAtMs: Date.now() + 60_000 });
  app = await startWeapp({ ...member, memberCode: code });
  await app.press('会员码');
  await app.settle();
  for (const drawing of ['qr__image', 'barcode__image']) expect(app.count(drawing)).toBe(1);
});

it('says that the code was scanned as soon as a guide did, stops counting, and offers another one', async () => {
  const openedAtMs = Date.now();
  let scannedAtMs: number | null = openedAtMs - 1;
  let codes = 0;
  const memberCode = () => {
    codes += 1;
    return { code: '48291307', serverNowMs: openedAtMs, expiresAtMs: Date.now() + 60_000 };
  };
  app = await startWeapp({ ...member, memberCode, memberCodeScan: () => ({ scannedAtMs }) });
  await app.press('会员码');
  await app.tick();
  // The scan of yesterday is none of this code.
  shows('4829 1307');
  scannedAtMs = openedAtMs + 1;
  await app.tick();
  shows('已扫码');
  expect(app.text()).not.toContain('4829 1307');
  await app.tick();
  expect(codes).toBe(1);
  await app.press('换一个');
  expect(codes).toBe(2);
});

it('takes a gift from the first screen once it was handed over at the counter', async () => {
  const waiting = gift('山茶杯', { state: 'reserved', pickupCode: '1234567890' });
  let items = [waiting];
  app = await startWeapp({ ...member, myGiftOrders: () => ({ items, nextCursor: null }) });
  shows('山茶杯', '1234 5678 90');
  items = [{ ...waiting, state: 'collected', pickupCode: null }];
  await app.tick();
  expect(app.text()).not.toContain('1234 5678 90');
});

it.each([
  ['我的订单', 'packages/orders/list/index'],
  ['我的兑换', 'packages/gifts/orders/index'],
  ['转赠记录', 'packages/transfer/list/index'],
  ['我的等级', 'packages/tier/tier/index'],
  ['我的导购', 'packages/stores/guide/index'],
  ['门店', 'packages/stores/list/index'],
  ['帮助', 'packages/help/questions/index'],
  ['会员协议', 'packages/join/terms/index'],
  ['关于', 'packages/help/about/index'],
])('one’s own page leads to %s', async (words, route) => {
  app = await startWeapp(member, 'pages/me/index');
  await app.press(words);
  expect(app.route()).toBe(route);
});

it('says in figures what would be lost before anything is erased', async () => {
  app = await startWeapp(
    {
      ...member,
      myData: answers.myData,
      pointsOverview: () => loyalty.pointsOverview({ available: 12_480, pending: 1_299, held: 1_200 }),
      myGiftOrders: () => ({ items: [gift('山茶杯', {})], nextCursor: null }),
    },
    'packages/data/mine/index',
  );
  await app.press(/^注销会员$/);
  await app.settle();
  shows('注销后会失去', '可用积分\n12,480', '待生效积分\n1,299', '冻结中的积分\n1,200', '待领取的礼品\n1');
});

it('lists what was bought, and tells one order whole with its points', async () => {
  const items = [loyalty.myOrder(), loyalty.myOrder({ orderId: 'ord_2', items: [], refundedFen: 0 })];
  app = await startWeapp(
    {
      ...member,
      myOrders: () => ({ items, nextCursor: null }),
      myOrder: () => loyalty.myOrderWhole(),
      pointsLotStory: loyalty.lotStory,
    },
    'packages/orders/list/index',
  );
  await app.settle();
  shows(
    '羽绒服、帽子',
    '11月18日 · 上海静安店',
    '¥1,299.00',
    '已退 ¥299.00',
    '1,000 积分，11月25日起可用',
    '消费',
  );
  await app.press('羽绒服、帽子');
  await app.settle();
  expect(app.route()).toBe('packages/orders/order/index');
  shows(
    '退后实付\n¥1,000.00',
    'T-2048',
    '其中已退 ¥299.00',
    '−¥299.00',
    '可用日期\n11月25日',
    '有效期至\n12月31日',
  );
  await app.press('这笔积分的来龙去脉');
  expect(app.route()).toBe('packages/points/lot/index');
});

const shops = (request: { readonly body: unknown }) => ({
  items: [loyalty.store({ distanceMetres: JSON.stringify(request.body).includes('near') ? 1_240 : null })],
  cities: ['上海', '杭州'],
  hasMore: false,
});

it('asks where the phone is only after a tap, sorts by it, and leads to the map and the number', async () => {
  const asked: unknown[] = [];
  const findStores = (request: { readonly body: unknown }) => {
    asked.push(request.body);
    return shops(request);
  };
  const place = { latitude: 31.23, longitude: 121.47 };
  app = await startWeapp({ ...member, findStores }, 'packages/stores/list/index', { place });
  await app.settle();
  shows('上海静安店', '上海 · 屿见路 101 号', '周一–周日 10:00–22:00');
  expect(asked).toEqual([{}]);
  await app.press('离我最近的在前');
  await app.settle();
  shows('约 1.2 公里');
  expect(asked.at(-1)).toEqual({ near: place });
  expect(app.text()).not.toContain('离我最近的在前');
  await app.press('打电话');
  await app.press('看地图');
  const asksOf = (call: string) => app.calls.find(({ name }) => name === call)?.options;
  expect(asksOf('makePhoneCall')).toMatchObject({ phoneNumber: '021 0000 0101' });
  expect(asksOf('openLocation')).toMatchObject({ latitude: 31.2286 });
});

it('lists stores by city to who keeps their place to themselves', async () => {
  const asked: unknown[] = [];
  const findStores = (request: { readonly body: unknown }) => {
    asked.push(request.body);
    return shops(request);
  };
  app = await startWeapp({ ...member, findStores }, 'packages/stores/list/index');
  await app.press('离我最近的在前');
  await app.settle();
  shows('没有拿到位置，按城市查看也可以', '上海静安店');
  await app.press('杭州');
  await app.settle();
  expect(asked.at(-1)).toEqual({ city: '杭州' });
});

it('names the guide with the number of the store, or says how to get one', async () => {
  const guide = { name: '阿岚', storeName: '上海静安店', store: loyalty.store(), contactLink: null };
  app = await startWeapp({ ...member, myGuide: () => ({ guide }) }, 'pages/me/index');
  await app.settle();
  shows('阿岚 · 上海静安店');
  await app.press('我的导购');
  await app.settle();
  shows('在 上海静安店 为您服务', '打电话', '您联系的是门店电话');
  app.close();
  app = await startWeapp({ ...member, myGuide: () => ({ guide: null }) }, 'packages/stores/guide/index');
  await app.settle();
  shows('还没有专属导购', '看看附近的门店');
});
