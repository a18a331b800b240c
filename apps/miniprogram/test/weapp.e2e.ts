import * as answers from './answers';
import { giftPickup, myTier, pointsOverview } from './answers-points';
import type { Weapp } from './weapp/runtime';
import { type Answers, foreign, refuse, requestsOf, startWeapp } from './weapp/start';

// Goal: the output built for WeChat shows what the API answers, and nothing breaks on the way. Method: run it in a small
// WeChat against answers of the contract's shape, press what people press, and read the screen.

let app: Weapp;

const start = async (given: Answers, url?: string): Promise<void> => {
  app = await startWeapp(given, url);
};
const requests = (): string[] => requestsOf(app);

afterEach(() => {
  app.close();
  expect(app.errors).toEqual([]);
});

const GIVE_PHONE = { type: 'getphonenumber', detail: { code: 'phone-code' } };

it('greets a visitor with what joining gives, and asks for the required consent before anything else', async () => {
  await start({ memberHome: () => answers.visitorHome() });
  expect(app.text()).toContain('消费 1 元积 1 分');
  await app.press('手机号快捷入会');
  expect(app.text()).toContain('请先阅读并同意《会员协议》');
  expect(requests()).not.toContain('join');
});

it('joins with the phone code and exactly the consents that were ticked', async () => {
  let sent: unknown;
  await start({
    memberHome: () => answers.visitorHome(),
    join: ({ body }) => {
      sent = body;
      return answers.memberHome({ unreadMessages: 1 });
    },
  });
  await app.press(/^同意《会员协议》/);
  await app.press('手机号快捷入会', GIVE_PHONE);
  expect(sent).toEqual({
    phoneCode: 'phone-code',
    consents: [
      { purpose: 'membership', version: 'membership-1', granted: true },
      { purpose: 'marketing', version: 'marketing-1', granted: false },
    ],
  });
  expect(app.text()).toContain('林夏');
});

it('keeps the ticks when joining is refused, and says why with the number to quote', async () => {
  let tries = 0;
  await start({
    memberHome: () => answers.visitorHome(),
    join: () => ((tries += 1) === 1 ? refuse(503, 'WECHAT_BUSY') : answers.memberHome()),
  });
  await app.press(/^同意《会员协议》/);
  await app.press('暂不提供手机号，直接入会');
  expect(app.text()).toContain('微信繁忙，请稍后再试');
  expect(app.text()).toContain('编号 req_77');
  await app.press('暂不提供手机号，直接入会');
  expect(app.text()).toContain('12,480');
});

it('shows the member card after one request, in the brand’s colours', async () => {
  await start({ memberHome: () => answers.memberHome({ unreadMessages: 2 }) });
  expect(requests().slice(0, 2)).toEqual(['signInWithWechat', 'memberHome']);
  for (const words of ['林夏', '12,480', '待生效 1,299', '2 条新消息', '消费得积分', '+1,299']) {
    expect(app.text()).toContain(words);
  }
  expect(app.style()).toContain('--brand-fill:');
});

it('takes what is not JSON for an error with another try, and keeps nothing of it', async () => {
  let isSignedIn = false; // To the hotel's network.
  await start({
    memberHome: () => (isSignedIn ? answers.memberHome() : foreign('<html>酒店网络登录</html>')),
  });
  expect(app.text()).toContain('再试一次');
  expect([...app.phone.storage.keys()]).not.toContain('seen:home');
  isSignedIn = true;
  await app.press('再试一次');
  expect(app.text()).toContain('12,480');
  expect([...app.phone.storage.keys()]).toContain('seen:home');
});

it('says that the network is gone, and stops saying it when the network is back', async () => {
  await start({ memberHome: () => answers.memberHome() });
  await app.connect(false);
  expect(app.text()).toContain('网络不通');
  const before = requests().filter((name) => name === 'memberHome').length;
  await app.connect(true);
  expect(app.text()).not.toContain('网络不通');
  expect(requests().filter((name) => name === 'memberHome')).toHaveLength(before + 1);
});

it('opens the dynamic code behind one tap, brightens the screen, and gets the next code before it ends', async () => {
  let codes = 0;
  await start({
    memberHome: () => answers.memberHome(),
    // 3 seconds left: due for renewal at once; the second one lives its full minute.
    memberCode: () => {
      codes += 1;
      const serverNowMs = Date.now();
      return {
        code: `4829130${codes}`,
        serverNowMs,
        expiresAtMs: serverNowMs + (codes === 1 ? 3_000 : 60_000),
      };
    },
  });
  await app.press('会员码');
  await app.settle();
  expect(app.text()).toContain('4829 1302');
  expect(app.text()).toMatch(/5\d 秒后换新/);
  expect(app.calls.map(({ name }) => name)).toContain('setScreenBrightness');
});

it('gives the reason of every change of points, and the next page', async () => {
  await start(
    {
      memberHome: () => answers.memberHome(),
      pointsOverview: () => pointsOverview(),
      pointsHistory: ({ url }) => ({
        available: 12_480,
        pending: 1_299,
        held: 0,
        debt: 0,
        items: url.includes('cursor=next') ? [answers.pointsItem('3', 88)] : [answers.pointsItem('2', -340)],
        nextCursor: url.includes('cursor=next') ? null : 'next',
      }),
    },
    'pages/points/index',
  );
  await app.press('退款收回');
  for (const words of ['−340', 'SO-2', '¥340.00', '上海静安店']) expect(app.text()).toContain(words);
  await app.press('更多');
  expect(app.text()).toContain('+88');
  expect(app.text()).toContain('没有更多了');
});

it('marks a message as read when it is opened', async () => {
  await start(
    {
      memberHome: () => answers.memberHome(),
      inbox: () => answers.inboxOf(null),
      readMessage: () => ({ readAtMs: answers.NOW_MS }),
    },
    'pages/inbox/index',
  );
  expect(app.text()).toContain('未读');
  await app.press('欢迎加入屿见');
  expect(app.text()).not.toContain('未读');
  expect(requests()).toContain('readMessage');
});

it('counts down at once as messages are read, one by one and all together, and leads to their thing', async () => {
  const named = (id: string, leadsTo: 'home' | 'tier') =>
    answers.message({ id, leadsTo, title: { zh: `第${id}条`, en: id } });
  await start({
    memberHome: () => answers.memberHome({ unreadMessages: 1 }),
    myTier,
    inbox: () => ({
      items: [named('一', 'tier'), named('二', 'home'), named('三', 'home')],
      nextCursor: null,
    }),
    readMessage: () => ({ readAtMs: answers.NOW_MS }),
    readAllMessages: () => ({ readAtMs: answers.NOW_MS }),
  });
  await app.switchTab('pages/inbox/index');
  expect(app.text()).toContain('3 条未读');
  await app.press('第一条');
  expect(app.text()).toContain('2 条未读');
  await app.press('全部标为已读');
  expect(app.text()).not.toContain('未读');
  const marks = app.calls.filter(({ name }) => name.endsWith('TabBarBadge'));
  expect(marks.at(-1)?.name).toBe('removeTabBarBadge');
  await app.press('看我的等级');
  expect(app.route()).toBe('packages/tier/tier/index');
});

it('speaks English when asked, in the tabs too', async () => {
  await start({ memberHome: () => answers.memberHome() }, 'pages/me/index');
  await app.press('English');
  expect(app.text()).toContain('My data and privacy');
  const renamed = app.calls
    .filter(({ name }) => name === 'setTabBarItem')
    .map(({ options }) => options['text']);
  expect(renamed).toEqual(expect.arrayContaining(['Home', 'Points', 'Inbox', 'Me']));
});

const guideAnswers = {
  memberHome: () => answers.memberHome(),
  guideHome: answers.guideHome,
  guideCustomerTimeline: () => ({ items: [answers.timelineItem('1')], nextCursor: null }),
} satisfies Answers;

it('takes a guide from a scan to the customer’s card and history', async () => {
  let scanned: unknown;
  await start(
    {
      ...guideAnswers,
      scanMemberCode: ({ body }) => {
        scanned = body;
        return answers.customerCard();
      },
    },
    'packages/guide/today/index',
  );
  expect(app.text()).toContain('许知远');
  await app.press('扫会员码');
  await app.settle();
  expect(scanned).toEqual({ code: '48291307' });
  expect(app.route()).toBe('packages/guide/customer/index');
  for (const words of ['周衡', '忠诚顾客', '¥6,894.00', '3,480', '不接收活动消息', '下单付款', '¥1,299.00']) {
    expect(app.text()).toContain(words);
  }
  expect(requests()).not.toContain('guideCustomer');
});

it('shows a guide her customers, finds one by number or filter, and what to speak of', async () => {
  const asked: unknown[] = [];
  const told = {
    giftsWaiting: [{ name: '山茶杯', untilMs: answers.NOW_MS + 3 * 86_400_000 }],
    birthday: { on: '2026-11-28', isLunar: false },
    pointsExpiring: { points: 300, atMs: Date.UTC(2026, 11, 31, 16) },
  };
  await start(
    {
      ...guideAnswers,
      guideCustomers: ({ body }) => {
        asked.push(body);
        return answers.myCustomers(asked.length === 1 ? [{ nickname: '林夏' }, told] : [told]);
      },
      guideCustomer: () => answers.customerCard({ ...told, lastPurchase: answers.purchase() }),
    },
    'packages/guide/today/index',
  );
  await app.press('我的顾客');
  await app.settle();
  expect(app.route()).toBe('packages/guide/customers/index');
  for (const words of ['林夏', '周衡', '139****2201', '探路者', '300 积分 12月31日到期'])
    expect(app.text()).toContain(words);
  app.type('2201');
  await app.press('查找');
  await app.settle();
  expect(app.text()).not.toContain('林夏');
  await app.press('本月生日');
  await app.press('探路者');
  await app.settle();
  expect(asked).toEqual([
    {},
    { search: '2201' },
    { search: '2201', birthday: 'month' },
    { search: '2201', birthday: 'month', tier: 2 },
  ]);
  await app.press(/周衡/);
  await app.settle();
  expect(app.route()).toBe('packages/guide/customer/index');
  for (const words of [
    '待取礼品：山茶杯',
    '生日 11月28日',
    '300 积分将到期',
    '有效期到 12月31日',
    '上次购买 ¥1,299.00',
    '上海静安店 · 雾岛 冲锋衣 等 2 件',
  ])
    expect(app.text()).toContain(words);
});

it('lists what a guide handed over, day by day', async () => {
  const gift = (orderId: string, name: string, collectedAtMs: number, state: 'collected' | 'returned') => ({
    ...giftPickup(),
    orderId,
    name,
    collectedAtMs,
    state,
    store: '上海静安店',
  });
  await start(
    {
      ...guideAnswers,
      memberHome: () => answers.memberHome({ guide: answers.guideHome().guide }),
      guidePickups: () => ({
        items: [
          gift('gor_1', '山茶杯', Date.UTC(2026, 10, 20, 4), 'collected'),
          gift('gor_2', '香薰', Date.UTC(2026, 10, 20, 3), 'returned'),
          gift('gor_3', '帆布袋', Date.UTC(2026, 10, 19, 15, 59), 'collected'),
        ],
        nextCursor: null,
      }),
    },
    'packages/guide/pickup/index',
  );
  await app.press('核销记录');
  await app.settle();
  const text = app.text();
  for (const words of ['11月20日 · 2 份', '11月19日 · 1 份', '12:00 · 林夏 · 上海静安店', '已退回'])
    expect(text).toContain(words);
  expect(text.indexOf('山茶杯')).toBeLessThan(text.indexOf('11月19日'));
});

it('explains a code that does not work and keeps what was typed', async () => {
  await start(
    { ...guideAnswers, scanMemberCode: () => refuse(410, 'CODE_EXPIRED') },
    'packages/guide/today/index',
  );
  await app.press('输入会员码');
  await app.type('4829 1307');
  await app.press('查询');
  expect(app.text()).toContain('会员码已过期，请顾客刷新后再扫');
  expect(app.text()).toContain('会员码一分钟一换，顾客点“换一个”就有新码。');
  expect(app.route()).toBe('packages/guide/today/index');
});

it('says so when there is no network and nothing is known, and recovers on retry', async () => {
  let isOnline = false;
  await start({
    memberHome: () => {
      if (!isOnline) throw new Error('no network');
      return answers.memberHome();
    },
  });
  expect(app.text()).toContain('网络不通，请检查后再试');
  isOnline = true;
  await app.press('再试一次');
  expect(app.text()).toContain('12,480');
});
