import type { ReplyOf } from '@liuliang/contract/client';
import * as answers from './answers';
import { giftOrder, giftShelf } from './answers-points';
import type { Weapp } from './weapp/runtime';
import { type Answers, requestsOf, startWeapp } from './weapp/start';

// Goal: WeChat asks at the moments that were meant for it, within the tap, never in the way of what was done. Method: as in
// weapp.e2e.ts; the small WeChat refuses to ask outside of a tap, as the real one does.

let app: Weapp;

afterEach(() => {
  app.close();
  expect(app.errors).toEqual([]);
});

type Reminders = ReplyOf<'myReminders'>;
const reminders = (left = 0, isSilent = false): Reminders => ({
  items: [
    { purpose: 'gift-ready', templateId: 'tmplReady', left, isAlways: false },
    { purpose: 'gift-expiring', templateId: 'tmplExpiring', left, isAlways: false },
  ],
  isSilent,
});
const OFFER = '要不要微信通知您一次';
const accept = (ids: readonly string[]) => Object.fromEntries(ids.map((id) => [id, 'accept']));
const prompts = () =>
  app.calls.filter(({ name }) => name === 'requestSubscribeMessage').map(({ options }) => options['tmplIds']);

const told: unknown[] = [];
const given = (change: Answers = {}): Answers => ({
  memberHome: () => answers.memberHome(),
  gifts: () => giftShelf(),
  reserveGift: () => giftOrder(),
  myGiftOrders: () => ({ items: [giftOrder()], nextCursor: null }),
  myReminders: () => reminders(),
  answerReminders: ({ body }) => {
    told.push(body);
    return reminders(1);
  },
  silenceReminders: () => reminders(0, true),
  ...change,
});

async function redeem(change: Answers = {}, device: Parameters<typeof startWeapp>[2] = {}): Promise<void> {
  told.length = 0;
  app = await startWeapp(
    given(change),
    `packages/gifts/gift/index?id=${giftShelf().items[0]?.giftId ?? ''}`,
    {
      answersPrompt: accept,
      ...device,
    },
  );
  await app.press('兑换');
  await app.press('确认兑换');
  await app.settle();
}

it('asks once after a gift is redeemed, in the tap, and tells the server what was answered', async () => {
  await redeem();
  expect(app.text()).toContain(OFFER);
  expect(prompts()).toEqual([]);
  await app.press('微信通知我');
  await app.settle();
  expect(prompts()).toEqual([['tmplReady', 'tmplExpiring']]);
  expect(told).toEqual([
    expect.objectContaining({
      answers: [
        { templateId: 'tmplReady', answer: 'accept', isKept: false },
        { templateId: 'tmplExpiring', answer: 'accept', isKept: false },
      ],
    }),
  ]);
  expect(app.text()).not.toContain(OFFER);
  // The gift and its code stand as before.
  await app.press('我的兑换');
  await app.settle();
  expect(app.route()).toBe('packages/gifts/orders/index');
});

it('asks no more that day at this moment, also after the app was started anew', async () => {
  await redeem();
  await app.press('微信通知我');
  await app.settle();
  const { phone } = app;
  app.close();
  await redeem({}, { phone } as never);
  expect(app.text()).not.toContain(OFFER);
});

it('never asks again whoever does not want to be asked', async () => {
  await redeem();
  await app.press('不再询问');
  await app.settle();
  expect(requestsOf(app)).toContain('silenceReminders');
  expect(app.text()).not.toContain(OFFER);
  app.close();
  await redeem({ myReminders: () => reminders(0, true) });
  expect(app.text()).not.toContain(OFFER);
});

it('goes on where the brand has no templates, and where messages are switched off in WeChat', async () => {
  await redeem({ myReminders: () => ({ items: [], isSilent: false }) });
  expect(app.text()).not.toContain(OFFER);
  expect(app.text()).toContain('兑换成功');
  app.close();
  await redeem({}, { answersPrompt: undefined } as never);
  await app.press('微信通知我');
  await app.settle();
  expect(told).toEqual([]);
  const toasts = app.calls.filter(({ name }) => name === 'showToast').map(({ options }) => options['title']);
  expect(toasts.at(-1)).toContain('您在微信里关掉了本小程序的通知');
  expect(app.text()).toContain('兑换成功');
});

it('shows under messages how often one will be told, and adds one at the member’s own wish', async () => {
  told.length = 0;
  app = await startWeapp(
    given({ inbox: () => answers.inboxOf(null), myReminders: () => reminders(2, true) }),
    'pages/inbox/index',
    { answersPrompt: accept },
  );
  expect(app.text()).toContain('礼品可以领取 2 次');
  await app.press('微信提醒');
  expect(app.text()).toContain('还会通知您 2 次');
  await app.pressShape('reminder-more');
  await app.settle();
  expect(prompts()).toEqual([['tmplReady']]);
  expect(told).toHaveLength(1);
});
