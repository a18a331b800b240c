import type { Page } from 'playwright-core';
import { phone, Visitors } from './browser';
import { runNowMs } from './demo';
import { operator, signIn } from './doors';
import { misfits } from './fits';
import { confirmImport, upload } from './imports';
import { turnTo } from './readable';

const HEADER = 'order_id,identity_kind,identity,paid_at,amount_fen,channel,store,guide';
const LONG_WORD = 'x'.repeat(90);
/** As long as the code of a store may be. */
const STRANGE_CODE = 'y'.repeat(32);

/**
 * The console on a phone: whatever it lets one do is in the window, as long or as large as it may be. What every screen shows
 * is looked at in screens.e2e.ts.
 */
describe('the console at 390 px', () => {
  let visitors: Visitors;
  let page: Page;
  let faults: string[];
  let questions: readonly string[];
  beforeAll(async () => {
    visitors = await Visitors.open();
    ({ page, faults } = await visitors.operator('/console/imports?kind=orders', phone));
    const order = `${'E2E-NARROW-'.padEnd(60, '9')},mobile,13900009390,${new Date(runNowMs()).toISOString()},999999999,pos,sh-jingan,`;
    const unknown = order.replace('NARROW', 'STRANGE').replace('sh-jingan', STRANGE_CODE);
    await upload(page, `${LONG_WORD}.csv`, [HEADER, order, unknown, 'E2E-WRONG,mobile,1,yesterday,1,pos,,']);
    await page.getByText(STRANGE_CODE).first().waitFor();
    questions = await misfits(page);
    await confirmImport(page);
  });
  afterAll(() => visitors.close());

  it('cuts nothing off of what an import asks before it posts', () => {
    expect(questions).toEqual([]);
  });

  it('shows balances and takes decisions: the buttons and the dialogs are in the window', async () => {
    const ask = await operator();
    const { customerId } = await signIn('linxia');
    const { adjustmentId } = await ask('POST', '/adjustments', {
      key: 'e2e-narrow',
      ownerId: customerId,
      asset: 'points',
      points: 9_999_999,
      reason: LONG_WORD,
    });
    await page.getByRole('button', { name: '菜单' }).click();
    const way = page.getByRole('dialog').getByRole('link', { name: '积分调整' });
    await way.hover(); // Waits until the menu has come to rest.
    expect(await misfits(page)).toEqual([]);
    await way.click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByText(LONG_WORD).waitFor();
    expect(await misfits(page)).toEqual([]);
    await page.getByRole('button', { name: '撤回' }).first().click();
    await page.getByRole('dialog').getByText(LONG_WORD).waitFor();
    expect(await misfits(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: '撤回' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await ask('GET', `/adjustments/${String(adjustmentId)}`)).toMatchObject({ state: 'withdrawn' });
  });

  /** The longer words of English, where a table has just all of its columns. */
  it('keeps tables in their columns at 1280 px', async () => {
    const abroad = await visitors.operator('/console/customers', { width: 1280, height: 800 });
    await turnTo(abroad.page, 'en');
    for (const list of ['Members', 'Guides']) {
      await abroad.page.getByRole('link', { name: list, exact: true }).first().click();
      await abroad.page.getByRole('heading', { level: 1, name: list }).waitFor();
      await abroad.page.getByRole('table').first().waitFor();
      await abroad.page.waitForLoadState('networkidle');
      expect([list, await misfits(abroad.page)]).toEqual([list, []]);
    }
    await abroad.context.close();
  });

  it('wrote no error to the browser’s console meanwhile', () => expect(faults).toEqual([]));
});
