import * as answers from './answers';
import * as loyalty from './answers-points';
import type { Weapp } from './weapp/runtime';
import { type Answers, refuse, requestsOf, startWeapp } from './weapp/start';

// Goal: a code that is worth points reaches the friend it is for, and nobody by accident; whoever opens its link sees
// what is theirs to see. Method: as in weapp.e2e.ts, with what WeChat asks when somebody shares.

let app: Weapp;

afterEach(() => {
  app.close();
  expect(app.errors).toEqual([]);
});

const CODE = 'QW3RT7YU';
const LINK = `packages/transfer/claim/index?code=${CODE}`;
const member = { memberHome: () => answers.memberHome() } satisfies Answers;
const shows = (...words: string[]): void => words.forEach((text) => expect(app.text()).toContain(text));
const received = () => loyalty.transfer({ direction: 'received', claimCode: null, other: '周衡' });

it('sends a code by its own button alone: the menu beside it shares the brand', async () => {
  app = await startWeapp(
    { ...member, myTransfers: () => loyalty.transfers([loyalty.transfer()]) },
    'packages/transfer/list/index',
  );
  await app.press('送出积分');
  shows('QW3R T7YU');
  expect(JSON.stringify(app.share())).not.toContain(CODE);
  expect(app.share('发给朋友')).toMatchObject({
    title: '500 积分送到，点开领取',
    path: `/packages/transfer/claim/index?code=${CODE}`,
    imageUrl: expect.stringContaining('.jpg') as string,
  });
});

it('tells a stranger what a code holds, and brings them back to it after joining', async () => {
  let isMember = false;
  let accepted: unknown;
  app = await startWeapp(
    {
      memberHome: () => (isMember ? answers.memberHome() : answers.visitorHome()),
      previewTransfer: received,
      join: () => {
        isMember = true;
        return answers.memberHome();
      },
      acceptTransfer: ({ body }) => {
        accepted = body;
        return { ...received(), state: 'accepted' };
      },
      myTransfers: () => loyalty.transfers(),
    },
    LINK,
  );
  shows('周衡 送来积分', '500', '生日快乐', '领取前先入会');
  await app.press('入会并领取');
  expect(app.route()).toBe('pages/home/index');
  await app.press(/^同意《会员协议》/);
  await app.press('暂不提供手机号，直接入会');
  await app.settle();
  expect(app.route()).toBe('packages/transfer/claim/index');
  await app.press('领取');
  shows('积分已经到账');
  expect(accepted).toEqual({ code: CODE });
});

it('joining that nobody was sent to stays where it is', async () => {
  app = await startWeapp({ memberHome: () => answers.visitorHome(), join: () => answers.memberHome() });
  await app.press(/^同意《会员协议》/);
  await app.press('暂不提供手机号，直接入会');
  await app.settle();
  expect(app.route()).toBe('pages/home/index');
});

it('shows the sender their own, with the code to send on and nothing to accept', async () => {
  app = await startWeapp({ ...member, previewTransfer: () => loyalty.transfer() }, LINK);
  shows('送出积分', '等待领取', 'QW3R T7YU');
  expect(app.text()).not.toMatch(/^领取$|送来积分/m);
  expect(requestsOf(app)).not.toContain('acceptTransfer');
});

it('shows whoever accepted that it is theirs already, and others no more than that it is over', async () => {
  app = await startWeapp({ ...member, previewTransfer: () => ({ ...received(), state: 'accepted' }) }, LINK);
  shows('已经领过，积分在您的账户里。', '看我的积分');
  app.close();
  app = await startWeapp({ ...member, previewTransfer: () => refuse(409, 'TRANSFER_SETTLED') }, LINK);
  shows('这份积分已经被领走或取消。');
  expect(app.text()).not.toMatch(/周衡|生日快乐/);
});
