import type { RouteName } from '@liuliang/contract/client';
import { subPackages } from '../src/generated/packages';
import * as answers from './answers';
import * as loyalty from './answers-points';
import type { Weapp } from './weapp/runtime';
import { type Answers, refuse, startWeapp } from './weapp/start';
import { newPhone } from './weapp/wx';

// Goal: what holds on every screen. Method: each page of the built app in front of whole answers, or of the refusal that
// a stranger gets, and its words read as a person would.

let app: Weapp;

afterEach(() => {
  app.close();
  expect(app.errors).toEqual([]);
});

const PAGES = [
  'pages/home/index',
  'pages/points/index',
  'pages/inbox/index',
  'pages/me/index',
  ...subPackages.flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`)),
];
/** What a page is about, where it is about something. */
const QUERY: Readonly<Record<string, string>> = {
  'packages/gifts/gift/index': '?id=gft_4WrAzwgGjwMxiOTC',
  'packages/guide/customer/index': '?id=cus_4WrAzwgGjwMxiOTC',
  'packages/points/lot/index': '?id=lot_4WrAzwgGjwMxiOTC',
  'packages/orders/order/index': '?id=ord_4WrAzwgGjwMxiOTC',
  'packages/join/terms/index': '?purpose=membership',
  'packages/wallet/statement/index': '?period=2026-11',
  'packages/transfer/claim/index': '?code=QW3RT7YU',
};
const urlOf = (page: string): string => `${page}${QUERY[page] ?? ''}`;

const ID = '4WrAzwgGjwMxiOTC';
const end = { nextCursor: null };

/** Everything there is one of, with ids as the server makes them: what a screen must never show. */
const everything = (): Answers => {
  const points = { available: 1, pending: 1, held: 1, debt: 1 };
  const home = answers.memberHome({ guide: { ...answers.guideHome().guide, guideId: `gde_${ID}` } });
  const lot = loyalty.pointsLot({ id: `lot_${ID}`, points: 1, pending: 1, remaining: 1, held: 1 });
  const step = (id: string, change: Partial<ReturnType<typeof answers.timelineItem>>) =>
    answers.timelineItem(id, { reference: `msg_${ID}`, ...change });
  return {
    privacyPolicy: answers.privacyPolicy,
    memberHome: () => ({
      ...home,
      unreadMessages: 1,
      member: home.member && { ...home.member, pointsAvailable: 1, pointsPending: 1, pointsDebt: 1 },
      latestPoints: [answers.pointsItem(ID, 1)],
    }),
    myTier: loyalty.myTier,
    pointsOverview: () =>
      loyalty.pointsOverview({
        ...points,
        earnedThisYear: 1,
        pendingCredits: [lot],
        expiring: [{ atMs: Date.now() + 1_000, points: 1 }],
      }),
    pointsHistory: () => ({ ...points, ...end, items: [answers.pointsItem(ID, 1)] }),
    pointsLots: () => ({ ...end, items: [lot] }),
    pointsLotStory: () => ({ ...loyalty.lotStory(), lot }),
    earningInWords: () => ({ ruleVersion: 2, words: [{ zh: '消费得积分', en: 'Points for shopping' }] }),
    gifts: () => ({ ...loyalty.giftShelf([gift()]), pointsAvailable: 1, pointsDebt: 1 }),
    guideGifts: () => ({ ...loyalty.giftShelf([gift()]), pointsAvailable: 1 }),
    myGiftOrders: () => ({ ...end, items: [order('reserved'), order('collected')] }),
    guideGiftOrders: () => ({ ...end, items: [order('reserved')] }),
    myOrders: () => ({ ...end, items: [loyalty.myOrder({ orderId: `ord_${ID}` })] }),
    myOrder: () => loyalty.myOrderWhole({ orderId: `ord_${ID}`, lotId: `lot_${ID}` }),
    ...storesAndGuide(),
    myTransfers: () => loyalty.transfers([loyalty.transfer({ transferId: `trf_${ID}`, points: 1 })]),
    previewTransfer: () => loyalty.transfer({ transferId: `trf_${ID}`, points: 1, direction: 'received' }),
    guideHome: answers.guideHome,
    ...seenByGuides(),
    guideCustomerTimeline: () => ({
      ...end,
      items: [
        answers.timelineItem('1'),
        step('2', { kind: 'event', type: 'mini.opened', amountFen: null }),
        step('3', { kind: 'event', type: 'mini.opened', amountFen: null }),
        step('4', { kind: 'event', type: 'message.clicked', amountFen: null }),
      ],
    }),
    guideWallet: () => loyalty.wallet({ available: 1, pending: 1, held: 1, debt: 1 }),
    guideStatements: () => ({ items: [loyalty.statement()] }),
    guideStatementLines: loyalty.statementLines,
    guidePayouts: () => ({ ...end, items: [loyalty.payout({ payoutId: `pay_${ID}`, points: 1 })] }),
    inbox: () => answers.inboxOf(null),
    myData: answers.myData,
    myBirthday: () => ({ birthday: null, changeableAtMs: null }),
  };
};
/** Where the brand's stores are, and who looks after the member. */
const storesAndGuide = (): Answers => ({
  findStores: () => ({
    items: [loyalty.store({ storeId: `str_${ID}` })],
    cities: ['上海', '杭州'],
    hasMore: true,
  }),
  myGuide: () => ({
    guide: {
      name: '阿岚',
      storeName: '上海静安店',
      store: loyalty.store(),
      contactLink: answers.CONTACT_LINK,
    },
  }),
  myContact: answers.myContact,
});
/** Customers as a guide sees them, and what she handed over. */
const seenByGuides = (): Answers => ({
  guideCustomers: () =>
    answers.myCustomers([{ customerId: `cus_${ID}`, ...TOLD, tier: null }, { customerId: `cus_2${ID}` }]),
  guidePickups: () => ({
    ...end,
    items: [
      { ...loyalty.giftPickup(), orderId: `gor_${ID}`, state: 'returned', collectedAtMs: answers.NOW_MS },
    ],
  }),
  guideCustomer: () =>
    answers.customerCard({
      ...TOLD,
      ...{ customerId: `cus_${ID}`, pointsAvailable: 1, pointsDebt: 1, lastPurchase: answers.purchase() },
    }),
});
/** Whatever a guide can be told of a customer. */
const TOLD = {
  giftsWaiting: [{ name: '山茶杯', untilMs: answers.NOW_MS }],
  birthday: { on: '2026-11-21', isLunar: true },
  pointsExpiring: { points: 1, atMs: answers.NOW_MS },
};
const gift = () => loyalty.gift({ giftId: `gft_${ID}`, points: 1 });
const order = (state: 'reserved' | 'collected') =>
  loyalty.giftOrder({ orderId: `gor_${state}_${ID}`, state, points: 1, pickupCode: null });

/** What nobody should read: ids of ours, what a program says of nothing, days of machines, one of several. */
const UNREADABLE = [
  /\b[a-z]{3}_[A-Za-z0-9_]{6,}/,
  /\b[0-9a-f]{8}-[0-9a-f]{4}-/,
  /\b(undefined|null|NaN|\[object)\b/,
  /\b\d{4}-\d{2}-\d{2}\b/,
  /(^|[^\d,.])1 (points|hours|days|orders|messages)\b/m,
];

describe.each(['zh', 'en'] as const)('every screen in %s', (language) => {
  it.each(PAGES)(
    '%s shows no ids, nothing undefined, no days of machines, and no "1 points"',
    async (page) => {
      app = await startWeapp(everything(), urlOf(page), { phone: newPhone({ language }) });
      await app.settle();
      const text = app.text();
      expect(text.length).toBeGreaterThan(8);
      for (const pattern of UNREADABLE) expect(text).not.toMatch(pattern);
    },
  );

  it.each(PAGES)(
    '%s shares the brand from the menu, with a picture that is no photograph of it',
    async (page) => {
      app = await startWeapp(everything(), urlOf(page), { phone: newPhone({ language }) });
      await app.settle();
      const shared = JSON.stringify(app.share());
      expect(shared).toContain('"path":"/pages/home/index"');
      expect(shared).toMatch(/"imageUrl":"[^"]+\.jpg"/);
      expect(shared).not.toContain('QW3RT7YU');
    },
  );
});

/** Every route of the contract that asks for a member or a guide refuses, as it does to a stranger. */
const refused = (code: string, names: readonly RouteName[]): Answers =>
  Object.fromEntries(names.map((name) => [name, () => refuse(403, code)])) as Answers;
const OF_MEMBERS: readonly RouteName[] = [
  'myTier',
  'pointsOverview',
  'pointsHistory',
  'pointsLots',
  'pointsLotStory',
  'gifts',
  'myGiftOrders',
  'myOrders',
  'myOrder',
  'myGuide',
  'myTransfers',
  'previewTransfer',
  'myBirthday',
];
const OF_GUIDES: readonly RouteName[] = [
  'guideHome',
  'guideCustomers',
  'guidePickups',
  'guideGifts',
  'guideGiftOrders',
  'guideCustomer',
  'guideCustomerTimeline',
  'guideWallet',
  'guideStatements',
  'guideStatementLines',
  'guidePayouts',
  'previewGiftPickup',
  'myGuideCode',
  'myContact',
  'myGuideCodePicture',
];

describe('the way in', () => {
  const stranger = (): Answers => ({
    ...everything(),
    ...refused('MEMBER_REQUIRED', OF_MEMBERS),
    ...refused('GUIDE_REQUIRED', OF_GUIDES),
    memberHome: () => answers.visitorHome(),
  });

  it.each(PAGES)('%s of somebody who is neither a member nor a guide is no alarm', async (page) => {
    app = await startWeapp(stranger(), urlOf(page));
    await app.settle();
    const text = app.text();
    expect(text).not.toMatch(/编号|请先入会|仅限|再试一次/);
    if (page.startsWith('packages/guide/') || page.startsWith('packages/wallet/'))
      expect(text).toContain('这个账号不是门店导购');
    else if (!/^pages\/(home|inbox|me)|join|data|help|rules|stores\/list/.test(page))
      expect(text).toContain('去入会');
  });
});

it('tells openings that follow each other as one line, shows what events were about to nobody, and filters', async () => {
  const asked: string[] = [];
  const { guideCustomerTimeline, ...rest } = everything();
  app = await startWeapp(
    {
      ...rest,
      guideCustomerTimeline: (request) => {
        asked.push(new URL(request.url).searchParams.get('kinds') ?? '');
        return (guideCustomerTimeline as NonNullable<typeof guideCustomerTimeline>)(request);
      },
    },
    urlOf('packages/guide/customer/index'),
  );
  expect(asked).toEqual(['order,refund']);
  expect(app.text()).toContain('打开小程序 · 2 次');
  await app.press('全部');
  await app.settle();
  expect(asked).toEqual(['order,refund', '']);
});

it('takes a pickup code in the member scan for what it is, and says of a collected gift where it went', async () => {
  const handed = {
    ...loyalty.giftPickup(),
    state: 'collected' as const,
    store: '上海静安店',
    collectedAtMs: 0,
  };
  let previews = 0;
  app = await startWeapp(
    {
      ...everything(),
      previewGiftPickup: () => {
        previews += 1;
        return handed;
      },
    },
    'packages/guide/today/index',
  );
  await app.press('输入会员码');
  app.type('7657 930 915');
  await app.settle();
  expect(app.text()).toContain('这是取货码，不是会员码');
  app.close();
  app = await startWeapp(
    { ...everything(), previewGiftPickup: () => handed },
    'packages/guide/pickup/index?code=7657930915',
  );
  await app.settle();
  for (const words of ['这份礼品已经领走', '上海静安店', '不用再交礼品']) expect(app.text()).toContain(words);
  expect(app.text()).not.toContain('已交给顾客');
  expect(previews).toBe(0);
});
