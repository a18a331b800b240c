import type { Page } from 'playwright-core';
import { subPackages } from '../../apps/miniprogram/src/generated/packages';
import { demoUrl, Visitors } from './browser';
import { call, signIn } from './doors';
import { misfits } from './fits';
import { atRest, small, tooSmall, unspoken } from './senses';

// Goal: a phone of 320 px shows nothing too small to read or to hit, and every page can be
// listened to. Method: each page of the app as somebody who may see it, in both sizes of text.

const PAGES = [
  'pages/home/index',
  'pages/points/index',
  'pages/inbox/index',
  'pages/me/index',
  ...subPackages.flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`)),
];
const isOfGuides = (path: string): boolean => /^packages\/(guide|wallet)\//.test(path);

let visitors: Visitors;
beforeAll(async () => {
  visitors = await Visitors.open();
});
afterAll(() => visitors.close());

/** What a page is about, where it is about something of somebody. */
async function queryOf(path: string): Promise<string> {
  const ask = async (person: string, route: string): Promise<Record<string, unknown>> => {
    const { accessToken } = await signIn(person);
    return call('GET', `/api/v1${route}`, undefined, accessToken);
  };
  const first = (answer: Record<string, unknown>, id: string): string =>
    String((answer['items'] as Record<string, unknown>[])[0]?.[id]);
  if (path === 'packages/join/terms/index') return '?purpose=membership';
  if (path === 'packages/gifts/gift/index')
    return `?id=${first(await ask('linxia', '/members/me/gifts'), 'giftId')}`;
  if (path === 'packages/points/lot/index')
    return `?id=${first(await ask('linxia', '/members/me/points/lots'), 'id')}`;
  if (path === 'packages/wallet/statement/index')
    return `?period=${first(await ask('alan', '/guide/me/statements'), 'period')}`;
  if (path === 'packages/guide/customer/index') return `?id=${(await signIn('linxia')).customerId}`;
  return '';
}

/** Opens a page of the app afresh, as a person of the cast. */
async function open(page: Page, person: string, path: string, query = ''): Promise<void> {
  // Another search makes the browser load the page anew; only the part behind # is the app's.
  await page.goto(`${demoUrl()}/app/?person=${person}&page=${encodeURIComponent(path)}#/${path}${query}`);
  await atRest(page);
}

/** Every page in the window of a small phone; the words are larger when the switch is on. */
describe.each([false, true])('at 320 px, larger text: %s', (isLarge) => {
  let page: Page;
  beforeAll(async () => {
    ({ page } = await visitors.newcomer(small));
    await open(page, 'linxia', 'pages/me/index');
    if (isLarge) await page.getByRole('switch', { name: '大字' }).click();
  });
  afterAll(() => page.context().close());

  it.each(PAGES)('%s can be read, hit and listened to', async (path) => {
    await open(page, isOfGuides(path) ? 'alan' : 'linxia', path, await queryOf(path));
    expect(await tooSmall(page)).toEqual([]);
    expect(await unspoken(page)).toEqual([]);
    expect(await misfits(page)).toEqual([]);
  });

  it('keeps the size that was chosen', async () => {
    await open(page, 'linxia', 'pages/me/index');
    const title = page.getByText('我的数据与隐私').first();
    const px = await title.evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
    expect(px).toBeCloseTo(isLarge ? 18.2 : 14, 1);
  });
});

it.each([
  ['linxia', 'pages/home/index', '会员码'],
  ['alan', 'packages/guide/today/index', '输入会员码'],
])('shows the sheet of %s on %s that can be read, hit and listened to', async (person, path, opener) => {
  const { page, context } = await visitors.newcomer(small);
  await open(page, person, path);
  await page.getByText(opener).filter({ visible: true }).first().click();
  await page.getByRole('dialog').waitFor();
  expect(await tooSmall(page)).toEqual([]);
  expect(await unspoken(page)).toEqual([]);
  await context.close();
});

it('closes an open sheet when somebody goes back, and leaves the page the next time', async () => {
  const { page, context } = await visitors.newcomer(small);
  await open(page, 'linxia', 'pages/me/index');
  await page.getByText('我的数据与隐私').filter({ visible: true }).first().click();
  const opener = page.getByRole('button', { name: /^注销会员/ }).filter({ visible: true });
  const dialog = page.getByRole('dialog');
  const isAt = (path: string) => page.waitForURL((url) => url.hash.includes(path));
  await isAt('packages/data/mine');
  // Closed by going back, by its cross, and by going back once more: no place in the history is left in the way.
  for (const close of [() => page.goBack(), () => dialog.getByRole('button', { name: '关闭' }).click()]) {
    await opener.click();
    await dialog.waitFor();
    await close();
    await dialog.waitFor({ state: 'hidden' });
    await isAt('packages/data/mine');
  }
  await opener.click();
  await dialog.waitFor();
  await page.goBack();
  await dialog.waitFor({ state: 'hidden' });
  await isAt('packages/data/mine');
  await page.goBack();
  await isAt('pages/me');
  await context.close();
});
