import * as answers from './answers';
import type { Weapp } from './weapp/runtime';
import { refuse, startWeapp } from './weapp/start';

// Goal: whoever comes by the code of a store or guide joins by it, today or tomorrow, and nobody else does. Method: the
// built output, opened as WeChat opens it by a code, on a phone that keeps what it keeps.

let app: Weapp;
const opened: Weapp[] = [];
const open = async (...how: Parameters<typeof startWeapp>): Promise<void> => {
  app = await startWeapp(...how);
  opened.push(app);
};

afterEach(() => {
  for (const one of opened.splice(0)) {
    one.close();
    expect(one.errors).toEqual([]);
  }
});

const HOME = 'pages/home/index?scene=K7M4QX29AB';
const of = (kind: 'store' | 'guide', isDone: boolean, isMyGuide = false) => ({
  meaning: { kind, store: '静安店', guide: kind === 'guide' ? '阿岚' : null },
  isDone,
  isMyGuide,
});
let asked: unknown[];
let joinedWith: unknown[];
const start = async (
  url: string | undefined,
  phone?: Weapp['phone'],
  answer: object | null = of('guide', false),
) => {
  await open(
    {
      memberHome: () => (joinedWith.length > 0 ? answers.memberHome() : answers.visitorHome()),
      arriveByScene: ({ body }) => {
        asked.push(body);
        return answer as ReturnType<typeof of>;
      },
      join: ({ body }) => {
        joinedWith.push((body as { scene?: string }).scene);
        return answers.memberHome();
      },
    },
    url,
    phone ? { phone } : {},
  );
};
const join = async () => {
  await app.press(/^同意《会员协议》/);
  await app.press('暂不提供手机号，直接入会');
};
beforeEach(() => {
  asked = [];
  joinedWith = [];
});

it('a code says who invites, and goes along with joining, once', async () => {
  await start(HOME);
  expect(asked).toEqual([{ scene: 'K7M4QX29AB' }]);
  expect(app.text()).toContain('静安店 · 阿岚 邀请您入会');
  await join();
  expect(joinedWith).toEqual(['K7M4QX29AB']);
  expect(app.phone.storage.has('scene')).toBe(false);
});

it('a code is unpacked as WeChat packs it', async () => {
  await start(`pages/home/index?scene=${encodeURIComponent(encodeURIComponent('a=1&b/2'))}`);
  expect(asked).toEqual([{ scene: 'a=1&b/2' }]);
});

it('a code waits on the phone for who joins at the next opening, and for a week at most', async () => {
  await start(HOME);
  await start(undefined, app.phone);
  expect(app.text()).toContain('阿岚 邀请您入会');
  await join();
  expect(joinedWith).toEqual(['K7M4QX29AB']);
  joinedWith = [];
  const past = { scene: 'K7M4QX29AB', atMs: Date.now() - 8 * 86_400_000 };
  const phone = { ...app.phone, storage: new Map<string, unknown>([['scene', past]]) };
  await start(undefined, phone);
  expect(app.text()).not.toContain('邀请您入会');
  await join();
  expect(joinedWith).toEqual([undefined]);
});

it('a code is taken when the app comes back to the front by another one', async () => {
  await start(HOME);
  await app.tell(({ onShow }) =>
    onShow?.({ path: 'pages/home/index', query: { scene: 'NEXT4QX29A' }, scene: 1047 }),
  );
  expect(asked.at(-1)).toEqual({ scene: 'NEXT4QX29A' });
  await join();
  expect(joinedWith).toEqual(['NEXT4QX29A']);
});

it('a code that means nothing leaves the plain home page', async () => {
  await start(HOME, undefined, { meaning: null, isDone: true, isMyGuide: false });
  expect(app.text()).not.toContain('邀请您入会');
  expect(app.phone.storage.has('scene')).toBe(false);
  await join();
  expect(joinedWith).toEqual([undefined]);
});

it('a code of a guide tells a member who looks after them', async () => {
  joinedWith = ['before'];
  await start(HOME, undefined, of('guide', true, true));
  const told = app.calls.filter(({ name }) => name === 'showToast').map(({ options }) => options.title);
  expect(told).toEqual(['阿岚 为您服务']);
  expect(app.phone.storage.has('scene')).toBe(false);
});

describe('the guide’s own code', () => {
  const code = {
    ...{ sceneId: 'scn_1', kind: 'guide' as const, scene: 'K7M4QX29AB', store: '静安店', guide: '阿岚' },
    madeAtMs: 1_764_000_000_000,
  };
  const picture = { type: 'image/png' as const, base64: 'iVBORw0KGgo=' };

  it('is shown as WeChat draws it, and is sent as a page that leads to joining', async () => {
    await open({
      memberHome: () => answers.memberHome(),
      myGuideCode: () => code,
      myGuideCodePicture: () => picture,
    });
    await app.open('packages/guide/code/index');
    expect(app.text()).toContain('K7M4QX29AB');
    expect(app.count('my-code__picture')).toBe(1);
    expect(app.share('发给顾客')).toMatchObject({
      title: '静安店 · 阿岚 邀请您入会',
      path: '/pages/home/index?scene=K7M4QX29AB',
    });
    expect(app.share()).toMatchObject({ path: '/pages/home/index' });
  });

  it('is there without its picture, which comes with another try', async () => {
    let isAway = true;
    await open({
      memberHome: () => answers.memberHome(),
      myGuideCode: () => code,
      myGuideCodePicture: () => (isAway ? refuse(503, 'WECHAT_UNAVAILABLE') : picture),
    });
    await app.open('packages/guide/code/index');
    expect(app.text()).toContain('K7M4QX29AB');
    expect(app.text()).toContain('稍后再来取图片');
    isAway = false;
    await app.press('再试一次');
    expect(app.count('my-code__picture')).toBe(1);
  });
});
