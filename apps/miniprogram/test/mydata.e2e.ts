import * as answers from './answers';
import type { Weapp } from './weapp/runtime';
import { type Answers, startWeapp } from './weapp/start';

// Goal: members see, mend, take along and erase what is known of them. Method: as in weapp.e2e.ts.

let app: Weapp;

const start = async (given: Answers, url?: string): Promise<void> => {
  app = await startWeapp(given, url);
};

afterEach(() => {
  app.close();
  expect(app.errors).toEqual([]);
});

const GIVE_PHONE = { type: 'getphonenumber', detail: { code: 'phone-code' } };

it('withdraws a consent only after asking', async () => {
  let chosen: unknown;
  await start(
    {
      memberHome: () => answers.memberHome(),
      myData: answers.myData,
      chooseConsent: ({ body }) => {
        chosen = body;
        return answers.myData();
      },
    },
    'packages/data/mine/index',
  );
  await app.pressShape('toggle');
  expect(chosen).toBeUndefined();
  await app.press('确认关闭');
  expect(chosen).toEqual({ purpose: 'marketing', version: 'marketing-1', granted: false });
});

it('shows what is known, masked, and exports it to the clipboard', async () => {
  await start(
    {
      memberHome: () => answers.memberHome(),
      myData: answers.myData,
      exportMyData: () => ({ exportedAtMs: answers.NOW_MS }),
    },
    'packages/data/mine/index',
  );
  expect(app.text()).toContain('oX8d****a2Qk');
  const copied = () => app.calls.filter(({ name }) => name === 'setClipboardData').at(-1)?.options['data'];
  await app.press('导出我的数据');
  expect(copied()).toMatch(/^我的数据\n\n导出时间：/);
  expect(copied()).toContain('【订单】\n没有记录');
  await app.press('导出给其他系统');
  expect(copied()).toContain('exportedAtMs');
});

it('takes the name that WeChat offers, and shows it at once', async () => {
  let sent: unknown;
  const data = { ...answers.myData(), nickname: null };
  await start(
    {
      memberHome: () => answers.memberHome(),
      myData: () => data,
      setMyNickname: ({ body }) => ((sent = body), { ...data, nickname: '小满' }),
    },
    'packages/data/mine/index',
  );
  await app.press('昵称');
  await app.type('小满');
  await app.press('保存');
  expect(sent).toEqual({ nickname: '小满' });
  expect(app.text()).toContain('小满');
});

it('adds a mobile number later, and says what that is for', async () => {
  let sent: unknown;
  const data = { ...answers.myData(), mobileMasked: null };
  await start(
    {
      memberHome: () => answers.memberHome(),
      myData: () => (sent === undefined ? data : answers.myData()),
      addMyMobile: ({ body }) => ((sent = body), answers.memberHome()),
    },
    'packages/data/mine/index',
  );
  expect(app.text()).toContain('门店和其他渠道的消费与积分');
  await app.press('补充手机号', GIVE_PHONE);
  expect(sent).toEqual({ phoneCode: 'phone-code' });
  expect(app.text()).not.toContain('补充手机号');
});

it('erases only after the word is typed, and then greets a stranger', async () => {
  let isErased = false;
  await start(
    {
      memberHome: () => (isErased ? answers.visitorHome() : answers.memberHome()),
      myData: answers.myData,
      eraseMe: () => {
        isErased = true;
        return { erased: true };
      },
    },
    'packages/data/mine/index',
  );
  await app.press(/^注销会员$/);
  await app.press('彻底注销');
  expect(isErased).toBe(false);
  await app.type('注销');
  await app.press('彻底注销');
  await app.settle();
  expect(app.route()).toBe('pages/home/index');
  expect(app.text()).toContain('手机号快捷入会');
});

it('takes the picture that WeChat offers, small, shows it at once, and takes it away after asking', async () => {
  const image = `data:image/jpeg;base64,${btoa('face')}`;
  let sent: unknown;
  await start(
    {
      memberHome: () => answers.memberHome(),
      myData: answers.myData,
      setMyAvatar: ({ body }) => {
        sent = body;
        return { image };
      },
      removeMyAvatar: () => ({ image: null }),
    },
    'pages/me/index',
  );
  await app.press('林', { type: 'chooseavatar', detail: { avatarUrl: 'wxfile://tmp/face.jpg' } });
  await app.settle();
  expect(sent).toEqual({ image: btoa('wxfile://tmp/face.jpg?small') });
  expect(app.count('face__image')).toBe(1);
  await app.open('packages/data/mine/index');
  await app.settle();
  await app.press('删除头像');
  await app.press('确认删除');
  await app.settle();
  expect(app.text()).not.toContain('删除头像');
});
