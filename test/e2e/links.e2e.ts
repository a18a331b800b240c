import type { Page } from 'playwright-core';
import { desktop, Visitors } from './browser';
import { ConsoleWalk, consoleScreens, kindsInLists } from './console-screens';
import { operator, preparedAct, signIn } from './doors';
import { confirmImport, upload } from './imports';

const HEADER = 'order_id,identity_kind,identity,paid_at,amount_fen,channel,store,guide';

/** Ids on the page that lead nowhere, or to something else, without a word why. */
async function strayIds(page: Page): Promise<readonly string[]> {
  return page.evaluate((inLists) => {
    const ID = /\b([a-z]{3})_(?=[a-z]*[0-9A-Z])[0-9A-Za-z]{6,24}\b/g;
    const stray: string[] = [];
    const texts = document.createTreeWalker(
      document.getElementById('content') as Element,
      NodeFilter.SHOW_TEXT,
    );
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      for (const [id, kind] of (node.textContent ?? '').matchAll(ID)) {
        if (!kind || location.pathname.endsWith(`/${id}`)) continue;
        const link = node.parentElement?.closest('a[href]')?.getAttribute('href');
        const isLed = link && (link.includes(id) || inLists.includes(kind));
        const why = node.parentElement?.closest('[title]')?.getAttribute('title') ?? '';
        if (!isLed && (why === '' || why.includes(id))) stray.push(`${id} ${link ?? 'no link'}`);
      }
    }
    return stray;
  }, kindsInLists());
}

describe('every id that a screen of the console shows', () => {
  let visitors: Visitors;
  let page: Page;
  let walk: ConsoleWalk;
  beforeAll(async () => {
    visitors = await Visitors.open();
    ({ page } = await visitors.operator('/console/imports?kind=orders', desktop));
    // Two people who are one, so that ids from before a merge are shown; and an order that an action is about.
    const order = (n: number) => `E2E-LINK-${n},pos_card,E2E-LINK-${n},2026-11-01T10:00:00+08:00,10000,pos,,`;
    await upload(page, 'links.csv', [HEADER, order(1), order(2)]);
    await confirmImport(page);
    const ask = await operator();
    const buyer = async (n: number) => {
      const { items } = await ask('POST', '/customers/search', { search: `E2E-LINK-${n}` });
      return (items as { customerId: string }[])[0]?.customerId;
    };
    const [one, otherId] = [await buyer(1), await buyer(2)];
    const { keptId } = await ask('POST', `/customers/${one}/merge`, { otherId });
    walk = new ConsoleWalk(page);
    const { items: gifts } = await (await operator())('GET', '/gift-orders?limit=1');
    await walk.open(`points/gift-orders/${(gifts as { orderId: string }[])[0]?.orderId}`);
    await preparedAct(String(keptId));
    // Somebody with a refund and with gifts, which few have.
    await walk.open(`customers/${(await signIn('zhouye')).customerId}`);
    await walk.open(`customers/${String(keptId)}`);
    await page.getByText('曾用编号').waitFor();
  });
  afterAll(() => visitors.close());

  it('is a link from before a merge too', async () => {
    expect(await strayIds(page)).toEqual([]);
  });

  it.each(consoleScreens())('is a link on %s, or says why not', async (path) => {
    await walk.open(path);
    expect(await strayIds(page)).toEqual([]);
  });

  it('leads from the ledger to the gift that somebody took, whose it is, and back', async () => {
    const ask = await operator();
    const { items } = await ask('GET', '/gift-orders?limit=100&audience=member&state=collected');
    const orders = items as { orderId: string; name: string; who: string | null }[];
    const order = orders.find(({ who }) => who !== null);
    if (!order?.who) throw new Error('Nobody of the demo has collected a gift');
    const search = page.getByRole('combobox', { name: /^搜索/ });
    await page.keyboard.press('Control+k');
    await search.fill(order.orderId);
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(`/points/gift-orders/${order.orderId}$`));
    await page.getByRole('heading', { level: 1, name: order.name }).waitFor();
    await page.getByRole('link', { name: /^ptx_/ }).last().click();
    await page.waitForURL(/\/transactions\/ptx_/);
    const why = page.getByRole('region', { name: '说明' });
    await why.getByRole('link', { name: order.who }).waitFor();
    await why.getByRole('link', { name: order.name }).click();
    await page.waitForURL(new RegExp(`/points/gift-orders/${order.orderId}$`));
  });

  it('leads from points that wait for a friend to who gave them', async () => {
    const ask = await operator();
    const { customerId } = await signIn('hechuan');
    const { items } = await ask('GET', `/ledger/holds?ownerKind=member&owner=${customerId}&limit=50`);
    const given = (items as { purpose: string; settledBy: string | null; heldBy: string }[]).find(
      ({ purpose }) => purpose === 'transfer',
    );
    if (!given) throw new Error('The demo gave no points away');
    await page.goto(new URL(`/console/points/ledger/transactions/${given.heldBy}`, page.url()).href);
    const why = page.getByRole('region', { name: '说明' });
    await why.getByRole('link', { name: customerId }).waitFor();
  });

  it('is looked for in earnest: what leads nowhere is found', async () => {
    await page.evaluate(() => {
      const planted = '<i>ord_0000000000</i><a href="/console/customers/cus_1111111111">ord_2222222222</a>';
      document.getElementById('content')?.insertAdjacentHTML('beforeend', planted);
    });
    expect(await strayIds(page)).toEqual([
      'ord_0000000000 no link',
      'ord_2222222222 /console/customers/cus_1111111111',
    ]);
  });
});
