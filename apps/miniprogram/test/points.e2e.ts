import * as answers from './answers';
import * as loyalty from './answers-points';
import type { Weapp } from './weapp/runtime';
import { type Answers, lost, refuse, requestsOf, startWeapp } from './weapp/start';

// Goal: what is shown of points is what the server answered, and nothing about points happens twice or unasked. Method:
// as in weapp.e2e.ts.

let app: Weapp;

afterEach(() => {
  app.close();
  expect(app.errors).toEqual([]);
});

const member = { memberHome: () => answers.memberHome() } satisfies Answers;
const shows = (...words: string[]): void => words.forEach((text) => expect(app.text()).toContain(text));

it('shows what is pending and what expires with their dates, and explains a debt', async () => {
  const history = { available: 0, pending: 1_299, held: 0, debt: 20, items: [], nextCursor: null };
  const waits = loyalty.pointsLot({
    points: 1_299,
    pending: 1_299,
    activatesAtMs: Date.UTC(2126, 11, 12, 4),
  });
  app = await startWeapp(
    {
      ...member,
      pointsOverview: () => loyalty.pointsOverview({ available: 0, debt: 20, pendingCredits: [waits] }),
      pointsHistory: () => history,
    },
    'pages/points/index',
  );
  shows('可用积分\n0', '12月12日 +1,299', '120 积分 12月31日 到期', '暂欠 20 积分');
  expect(app.text()).not.toContain('−20');
  // A purchase that waits is in the history, with the day from which it can be used.
  shows('消费得积分', '2126年12月12日 生效', '+1,299\n待生效');
});

it('opens the story of a lot from the list of lots', async () => {
  app = await startWeapp(
    {
      ...member,
      pointsLots: () => ({ items: [loyalty.pointsLot()], nextCursor: null }),
      pointsLotStory: loyalty.lotStory,
    },
    'packages/points/lots/index',
  );
  await app.press('消费得积分');
  await app.settle();
  shows('+120', '订单号 SO-1', '兑换礼品', '−40', '剩余 80 到期');
});

it('says where a member stands, what is missing, and why the tier changed', async () => {
  app = await startWeapp({ ...member, myTier: loyalty.myTier }, 'packages/tier/tier/index');
  shows(
    '探路者',
    '再消费 ¥380，升至 远行者',
    '1.2 倍积分',
    '1.5 倍积分',
    '升至探路者',
    '订单号 SO-5',
    '您在这里',
  );
});

it('reserves a gift only after asking, under one key however often it is tried', async () => {
  const keys: unknown[] = [];
  app = await startWeapp(
    {
      ...member,
      gifts: () => loyalty.giftShelf(),
      reserveGift: ({ body }) => {
        keys.push((body as { key: string }).key);
        return keys.length === 1 ? refuse(503, 'OVERLOADED') : loyalty.giftOrder();
      },
    },
    'packages/gifts/gift/index?id=gft_1',
  );
  await app.press(/^兑换$/);
  shows('兑换后可用', '11,280 积分');
  expect(keys).toEqual([]);
  await app.pressShape('button--primary', 1);
  shows('现在人太多，请稍后再试');
  await app.pressShape('button--primary', 1);
  expect(keys).toHaveLength(2);
  expect(keys[0]).toBe(keys[1]);
  shows('已为您留好，到店出示取货码', 'K7M2 Q9XA', '复制凭证编号');
});

it('says of a lost answer that it may have succeeded, and is still the same one after the phone was off', async () => {
  const keys: unknown[] = [];
  const answering = {
    ...member,
    gifts: () => loyalty.giftShelf(),
    reserveGift: ({ body }) => {
      keys.push((body as { key: string }).key);
      return keys.length === 1 ? lost() : loyalty.giftOrder();
    },
  } satisfies Answers;
  const gift = 'packages/gifts/gift/index?id=gft_1';
  app = await startWeapp(answering, gift);
  await app.press(/^兑换$/);
  await app.pressShape('button--primary', 1);
  shows('没有收到答复，可能已经成功');
  app.close();
  app = await startWeapp(answering, gift, { phone: app.phone });
  await app.press(/^兑换$/);
  await app.pressShape('button--primary', 1);
  expect(keys).toHaveLength(2);
  expect(keys[0]).toBe(keys[1]);
  shows('兑换成功', 'K7M2 Q9XA');
});

it('says why a gift cannot be had instead of a dead button', async () => {
  const items = [loyalty.gift({ hindrance: 'points_too_few', points: 20_000 })];
  app = await startWeapp(
    { ...member, gifts: () => loyalty.giftShelf(items) },
    'packages/gifts/gift/index?id=gft_1',
  );
  shows('还差 7,520 积分');
});

it('cancels a gift only after asking', async () => {
  let isCancelled = false;
  app = await startWeapp(
    {
      ...member,
      myGiftOrders: () => ({
        items: [
          isCancelled ? loyalty.giftOrder({ state: 'cancelled', pickupCode: null }) : loyalty.giftOrder(),
        ],
        nextCursor: null,
      }),
      cancelGiftOrder: () => {
        isCancelled = true;
        return loyalty.giftOrder({ state: 'cancelled', pickupCode: null });
      },
    },
    'packages/gifts/orders/index',
  );
  await app.press('山茶杯');
  shows('K7M2 Q9XA');
  await app.press('取消兑换');
  expect(isCancelled).toBe(false);
  await app.press('确认取消');
  await app.settle();
  shows('已取消');
});

it('sends points as a code after saying what it means', async () => {
  let sent: Record<string, unknown> | undefined;
  app = await startWeapp(
    {
      ...member,
      myTransfers: () => loyalty.transfers(),
      sendPoints: ({ body }) => {
        sent = body as Record<string, unknown>;
        return loyalty.transfer();
      },
    },
    'packages/transfer/list/index',
  );
  await app.press('送积分');
  await app.type('99');
  shows('至少 100 积分');
  await app.type('500');
  await app.press('下一步');
  shows('11,980', '24 小时');
  expect(sent).toBeUndefined();
  await app.press('确认送出');
  expect(sent).toMatchObject({ points: 500, message: '' });
  shows('QW3R T7YU', '复制凭证编号');
});

it('accepts points by the code of a link', async () => {
  app = await startWeapp(
    {
      ...member,
      previewTransfer: () => loyalty.transfer({ direction: 'received', claimCode: null, other: '周衡' }),
      acceptTransfer: () => loyalty.transfer({ direction: 'received', state: 'accepted', claimCode: null }),
      myTransfers: () => loyalty.transfers(),
    },
    'packages/transfer/claim/index?code=QW3RT7YU',
  );
  shows('周衡 送来积分', '500', '生日快乐');
  await app.press('领取');
  shows('积分已经到账', '复制凭证编号');
});

const guide = {
  memberHome: () => answers.memberHome({ guide: answers.guideHome().guide }),
  guideHome: answers.guideHome,
} satisfies Answers;

it('shows a guide what the month gave and took back', async () => {
  app = await startWeapp(
    { ...guide, guideWallet: () => loyalty.wallet(), guideStatementLines: loyalty.statementLines },
    'packages/wallet/wallet/index',
  );
  shows('2,480', '约合 ¥24.80', '+2,600', '−120', '退款收回奖励', '订单号 SO-9');
});

it('collects a payout through WeChat and believes the server alone', async () => {
  let isPaid = false;
  app = await startWeapp(
    {
      ...guide,
      guidePayouts: () => ({ items: [loyalty.payout()], nextCursor: null }),
      claimPayout: () => ({ mchId: '19', appId: 'wx1', package: 'pkg' }),
      refreshPayout: () => {
        isPaid = true;
        return loyalty.payout({ state: 'paid', settledAtMs: answers.NOW_MS });
      },
      guideWallet: () => loyalty.wallet(),
    },
    'packages/wallet/payouts/index',
  );
  await app.press('¥10.00');
  await app.press('收款');
  await app.settle();
  expect(app.calls.map(({ name }) => name)).toContain('requestMerchantTransfer');
  expect(isPaid).toBe(true);
  shows('已到账');
});

it('hands a gift over after a look at what it is, and gives a receipt', async () => {
  app = await startWeapp(
    {
      ...guide,
      previewGiftPickup: loyalty.giftPickup,
      collectGift: () => ({ ...loyalty.giftPickup(), state: 'collected', collectedAtMs: answers.NOW_MS }),
    },
    'packages/guide/pickup/index',
    { scanned: () => '7657930915' },
  );
  await app.press('扫取货码');
  await app.settle();
  shows('山茶杯', '林夏', '¥9.90');
  expect(requestsOf(app)).not.toContain('collectGift');
  await app.press('已交给顾客');
  shows('礼品已核销', '复制凭证编号');
});
