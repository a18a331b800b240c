import type { Page } from 'playwright-core';
import { desktop, Visitors } from './browser';
import { ConsoleWalk, consoleScreens, kindsInLists } from './console-screens';
import { operator } from './doors';
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
