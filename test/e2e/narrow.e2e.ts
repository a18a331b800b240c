import type { Page } from 'playwright-core';
import { phone, Visitors } from './browser';
import { ConsoleWalk, consoleScreens } from './console-screens';
import { operator, preparedAct, signIn } from './doors';
import { misfits } from './fits';
import { confirmImport, upload } from './imports';

const HEADER = 'order_id,identity_kind,identity,paid_at,amount_fen,channel,store,guide';
const LONG_WORD = 'x'.repeat(90);
/** As long as the code of a store may be. */
const STRANGE_CODE = 'y'.repeat(32);

/** The console on a phone: whatever a screen shows or lets one do is in the window, as long or as large as it may be. */
describe('the console at 390 px', () => {
  let visitors: Visitors;
  let page: Page;
  let faults: string[];
  let walk: ConsoleWalk;
  let questions: readonly string[];
  beforeAll(async () => {
    visitors = await Visitors.open();
    ({ page, faults } = await visitors.operator('/console/imports?kind=orders', phone));
    const order = `${'E2E-NARROW-'.padEnd(60, '9')},mobile,13900009390,${new Date().toISOString()},999999999,pos,sh-jingan,`;
    const unknown = order.replace('NARROW', 'STRANGE').replace('sh-jingan', STRANGE_CODE);
    await upload(page, `${LONG_WORD}.csv`, [HEADER, order, unknown, 'E2E-WRONG,mobile,1,yesterday,1,pos,,']);
    await page.getByText(STRANGE_CODE).first().waitFor();
    questions = await misfits(page);
    await confirmImport(page);
    walk = new ConsoleWalk(page);
    const { items: gifts } = await (await operator())('GET', '/gift-orders?limit=1');
    await walk.open(`points/gift-orders/${(gifts as { orderId: string }[])[0]?.orderId}`);
    // Somebody with a refund, which few have.
    const { customerId } = await signIn('zhouye');
    await preparedAct(customerId);
    await walk.open(`customers/${customerId}`);
  });
  afterAll(() => visitors.close());

  it('cuts nothing off of what an import asks before it posts', () => {
    expect(questions).toEqual([]);
  });

  it.each(consoleScreens())('cuts nothing off of %s, and leads there', async (path) => {
    await walk.open(path);
    expect(await misfits(page)).toEqual([]);
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

  it('wrote no error to the browser’s console meanwhile', () => expect(faults).toEqual([]));
});

/** The longer words of English, where a table has just all of its columns. */
it.each(['customers', 'guides'])('keeps %s in its columns at 1280 px', async (path) => {
  const visitors = await Visitors.open();
  try {
    const { page } = await visitors.operator(`/console/${path}`, { width: 1280, height: 800 });
    await page.getByText('English', { exact: true }).click();
    await page.getByRole('table').first().waitFor();
    await page.waitForLoadState('networkidle');
    expect(await misfits(page)).toEqual([]);
  } finally {
    await visitors.close();
  }
});
