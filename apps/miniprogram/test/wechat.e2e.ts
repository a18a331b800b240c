import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as answers from './answers';
import type { Weapp } from './weapp/runtime';
import { startWeapp } from './weapp/start';

// Goal: what WeChat's reviewers and its client expect of an app, beyond its screens. Method: the built output, as it is
// uploaded, and what it does when the client tells it something.

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

const weapp = join(__dirname, '../dist/weapp');

it('comes with the project that WeChat’s tools open', () => {
  const project: unknown = JSON.parse(readFileSync(join(weapp, 'project.config.json'), 'utf8'));
  expect(project).toMatchObject({
    compileType: 'miniprogram',
    miniprogramRoot: './',
    setting: { urlCheck: true, es6: false },
  });
});

describe('an update', () => {
  const applied = () => app.calls.filter(({ name }) => name === 'applyUpdate');

  it.each([true, false])(
    'is offered and put in place by a restart, if people want it: %s',
    async (confirms) => {
      await open({ memberHome: () => answers.memberHome() }, undefined, { confirms });
      expect(app.calls.map(({ name }) => name)).not.toContain('showModal');
      await app.updated();
      const asked = app.calls.find(({ name }) => name === 'showModal')?.options;
      expect(asked).toMatchObject({ title: '有新版本', confirmText: '重新打开', cancelText: '以后' });
      expect(applied()).toHaveLength(confirms ? 1 : 0);
    },
  );
});

describe('what goes wrong', () => {
  let told: unknown[];
  const start = async (url?: string): Promise<void> => {
    told = [];
    await open(
      {
        memberHome: () => answers.memberHome(),
        reportAppFault: ({ body, headers }) => {
          told.push(body);
          // Whoever met it is not said, not even by a session.
          expect(headers).not.toHaveProperty('authorization');
          return { counted: true };
        },
      },
      url,
    );
  };
  const about = { brand: 'islet', platform: 'ios', version: expect.stringMatching(/^\d/) as unknown };

  it('is told to the server, once for each kind', async () => {
    await start();
    for (let i = 0; i < 3; i += 1)
      await app.tell(({ onError }) => onError?.('MiniProgramError\nx is not a function'));
    await app.tell(({ onUnhandledRejection }) =>
      onUnhandledRejection?.({ reason: { errMsg: 'chooseAddress:fail', mobile: '13900001234' } }),
    );
    const page = 'pages/home/index';
    expect(told).toEqual([
      { ...about, kind: 'error', page, message: 'MiniProgramError\nx is not a function' },
      { ...about, kind: 'rejection', page, message: 'chooseAddress:fail' },
    ]);
  });

  it('with an old link leads home, and tells of the page without what it was about', async () => {
    await start('packages/gone/index?id=cus_4WrAzwgGjwMxiOTC');
    expect(app.route()).toBe('pages/home/index');
    expect(app.text()).toContain('12,480');
    expect(told).toEqual([
      { ...about, kind: 'page-missing', page: 'packages/gone/index', message: 'page not found' },
    ]);
  });
});

it('closes the open sheet by the gesture for going back, and leaves the page by the next one', async () => {
  await open({
    memberHome: () => answers.memberHome(),
    myData: answers.myData,
    eraseMe: () => ({ erased: true }),
  });
  await app.open('packages/data/mine/index');
  await app.press(/^注销会员$/);
  expect(app.text()).toContain('彻底注销');
  await app.swipeBack();
  expect(app.route()).toBe('packages/data/mine/index');
  expect(app.text()).not.toContain('彻底注销');
  await app.swipeBack();
  expect(app.route()).toBe('pages/home/index');
});
