import * as answers from './answers';
import type { Weapp } from './weapp/runtime';
import { startWeapp } from './weapp/start';

// Goal: what is said about personal data can be read, is asked again when it changed, and WeChat's own question hinders
// nobody who says no. Method: the built output in a small WeChat that holds back what its privacy guide covers.

let app: Weapp;
afterEach(() => {
  app.close();
  expect(app.errors).toEqual([]);
});

const NEARBY = '离我最近的在前';
const PLACE = { latitude: 31.23, longitude: 121.47 };
it('says who runs it, who is told what, how long it is kept and what holds for children, with version and date', async () => {
  app = await startWeapp({ memberHome: () => answers.visitorHome(), privacyPolicy: answers.privacyPolicy });
  await app.press('隐私政策');
  expect(app.route()).toBe('packages/help/privacy/index');
  for (const said of ['中运营者全称', '中电话', '中腾讯', '中监护人', '中期限'])
    expect(app.text()).toContain(said);
  expect(app.text()).toMatch(/第 3 版，自 .*10月1日 起施行/);
  await app.press('微信的用户隐私保护指引');
  expect(app.calls.map(({ name }) => name)).toContain('openPrivacyContract');
});

it('asks members again when it changed, and goes away once they agreed', async () => {
  let chosen: unknown;
  app = await startWeapp({
    memberHome: () => answers.memberHome({ mustAgreeAgain: chosen === undefined }),
    chooseConsent: ({ body }) => {
      chosen = body;
      return answers.myData();
    },
  });
  expect(app.text()).toContain('隐私政策已更新');
  expect(app.text()).toContain('12,480');
  await app.press('同意并继续');
  expect(chosen).toEqual({ purpose: 'membership', version: 'membership-1', granted: true });
  expect(app.text()).not.toContain('隐私政策已更新');
});

describe('WeChat’s question before a step that needs something of the person', () => {
  const stores = { items: [], cities: ['上海'], hasMore: false };
  let near: unknown[];
  const start = async () => {
    near = [];
    app = await startWeapp(
      {
        memberHome: () => answers.memberHome(),
        findStores: ({ body }) => {
          near.push((body as { near?: unknown }).near);
          return stores;
        },
      },
      'packages/stores/list/index',
      { place: PLACE, asksPrivacy: true },
    );
    await app.press(NEARBY);
    expect(app.text()).toContain('使用前请您了解');
  };

  it('lets the step go on once they agree by the button that WeChat watches', async () => {
    await start();
    await app.press('同意并继续', { type: 'agreeprivacyauthorization', detail: {} });
    expect(app.text()).not.toContain('使用前请您了解');
    expect(near.at(-1)).toEqual(PLACE);
  });

  it('leaves everything usable when they say no, and asks again next time', async () => {
    await start();
    await app.press('暂不同意');
    expect(app.text()).not.toContain('使用前请您了解');
    expect(near.at(-1)).toBeUndefined();
    expect(app.text()).toContain('没有拿到位置，按城市查看也可以');
    await app.press(NEARBY);
    expect(app.text()).toContain('使用前请您了解');
  });
});
