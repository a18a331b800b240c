import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as answers from './answers';
import type { Weapp } from './weapp/runtime';
import { startWeapp } from './weapp/start';

// Goal: what WeChat's reviewers and its client expect of an app, beyond its screens. Method: the built output, as it is
// uploaded, and what it does when the client tells it something.

let app: Weapp;

const weapp = join(__dirname, '../dist/weapp');

it('comes with the project that WeChat’s tools open', () => {
  const project: unknown = JSON.parse(readFileSync(join(weapp, 'project.config.json'), 'utf8'));
  expect(project).toMatchObject({
    compileType: 'miniprogram',
    miniprogramRoot: './',
    setting: { urlCheck: true, es6: false },
  });
});

describe('the app', () => {
  afterEach(() => {
    app.close();
    expect(app.errors).toEqual([]);
  });

  describe('an update', () => {
    const applied = () => app.calls.filter(({ name }) => name === 'applyUpdate');

    it.each([true, false])(
      'is offered and put in place by a restart, if people want it: %s',
      async (confirms) => {
        app = await startWeapp({ memberHome: () => answers.memberHome() }, undefined, { confirms });
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
      app = await startWeapp(
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
});
