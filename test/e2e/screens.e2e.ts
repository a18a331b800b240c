import type { Page } from 'playwright-core';
import { desktop, phone, Visitors } from './browser';
import { ConsoleWalk, consoleScreens, kindsInLists } from './console-screens';
import { operator, preparedAct, signIn } from './doors';
import { misfits } from './fits';
import { confirmImport, upload } from './imports';
import { drawn, turnTo, unreadable } from './readable';

const HEADER = 'order_id,identity_kind,identity,paid_at,amount_fen,channel,store,guide';
const LONG_WORD = 'x'.repeat(90);

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

/** What is wrong with a screen for whoever reads it. */
interface Seen {
  readonly stray: readonly string[];
  readonly unreadable: readonly string[];
  readonly unreadableInEnglish: readonly string[];
  /** At 390 px. */
  readonly cut: readonly string[];
  readonly cutInEnglish: readonly string[];
}
const SOUND: Seen = { stray: [], unreadable: [], unreadableInEnglish: [], cut: [], cutInEnglish: [] };

/** Looks at the screen that is open in Chinese on a desktop, and leaves it so. */
async function seen(page: Page): Promise<Seen> {
  const onPhone = async () => {
    await page.setViewportSize(phone);
    await drawn(page);
    const found = await misfits(page);
    await page.setViewportSize(desktop);
    return found;
  };
  const [stray, told, cut] = [await strayIds(page), await unreadable(page, 'zh'), await onPhone()];
  await turnTo(page, 'en');
  const english = { unreadableInEnglish: await unreadable(page, 'en'), cutInEnglish: await onPhone() };
  await turnTo(page, 'zh');
  return { stray, unreadable: told, cut, ...english };
}

/** One walk for whatever holds on all of them: every id leads somewhere, all else is words, and nothing is cut off on a phone. */
describe('the screens of the console', () => {
  let visitors: Visitors;
  let page: Page;
  let faults: string[];
  let walk: ConsoleWalk;
  beforeAll(async () => {
    visitors = await Visitors.open();
    ({ page, faults } = await visitors.operator('/console/imports?kind=orders', desktop));
    // Two people who are one, so that ids from before a merge are shown; and names and sums as long as they may be.
    const numberOf = (id: string) => id.padEnd(60, '9');
    const order = (id: string, fen: number) =>
      `${numberOf(id)},pos_card,${id},2026-11-01T10:00:00+08:00,${fen},pos,sh-jingan,`;
    const [one, two] = ['E2E-LINK-1', 'E2E-LINK-2'];
    const faulty = 'E2E-WRONG,mobile,1,yesterday,1,pos,,';
    await upload(page, `${LONG_WORD}.csv`, [HEADER, order(one, 999_999_999), order(two, 10_000), faulty]);
    await confirmImport(page);
    const ask = await operator();
    const buyer = async (card: string) => {
      const { items } = await ask('POST', '/customers/search', { search: numberOf(card) });
      return (items as { customerId: string }[])[0]?.customerId;
    };
    const { keptId } = await ask('POST', `/customers/${await buyer(one)}/merge`, {
      otherId: await buyer(two),
    });
    walk = new ConsoleWalk(page);
    const { items: gifts } = await ask('GET', '/gift-orders?limit=1');
    await walk.open(`points/gift-orders/${(gifts as { orderId: string }[])[0]?.orderId}`);
    await preparedAct(String(keptId));
    // Somebody with a refund and with gifts, which few have.
    await walk.open(`customers/${(await signIn('zhouye')).customerId}`);
    await walk.open(`customers/${String(keptId)}`);
    await page.getByText('曾用编号').waitFor();
  });
  afterAll(() => visitors.close());

  it('are sound for somebody who was two', async () => {
    expect(await seen(page)).toEqual(SOUND);
  });

  const others = ['imports?kind=balances', 'imports?kind=events', 'customers?by=spent'];
  it.each([...consoleScreens(), ...others])('are sound at %s', async (path) => {
    await walk.open(path);
    expect(await seen(page)).toEqual(SOUND);
  });

  it('are sound with everything that ever happened to somebody', async () => {
    const { customerId } = await signIn('linxia');
    for (const part of ['all', 'points', 'contacts']) {
      await walk.open(`customers/${customerId}?timeline=${part}`);
      expect([part, await seen(page)]).toEqual([part, SOUND]);
    }
  });

  it('are sound for every cause of a transaction', async () => {
    const ask = await operator();
    const owners = ['guide', 'store'].map((kind) => `ownerKind=${kind}`);
    for (const person of ['zhouye', 'hechuan', 'linxia', 'suqing', 'xuqing'])
      owners.push(`ownerKind=member&owner=${(await signIn(person)).customerId}`);
    const causes = new Map<string, string>();
    for (const owner of owners) {
      const { items: accounts } = await ask('GET', `/ledger/accounts?${owner}&limit=50`);
      for (const { id: accountId } of accounts as { id: string }[]) {
        const { items } = await ask('GET', `/ledger/accounts/${accountId}?limit=100`);
        for (const { id, source } of items as { id: string; source: { kind: string } }[])
          causes.set(source.kind, id);
      }
    }
    expect(causes.size).toBeGreaterThan(7);
    for (const [cause, id] of causes) {
      await walk.open(`points/ledger/transactions/${id}`);
      expect([cause, await seen(page)]).toEqual([cause, SOUND]);
    }
  });

  it('lead from the ledger to the gift that somebody took, whose it is, and back', async () => {
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

  it('lead from points that wait for a friend to who gave them', async () => {
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

  it('are looked at in earnest: an id that leads nowhere is found', async () => {
    await page.evaluate(() => {
      const planted = '<i>ord_0000000000</i><a href="/console/customers/cus_1111111111">ord_2222222222</a>';
      document.getElementById('content')?.insertAdjacentHTML('beforeend', planted);
    });
    expect(await strayIds(page)).toEqual([
      'ord_0000000000 no link',
      'ord_2222222222 /console/customers/cus_1111111111',
    ]);
  });

  it('are looked at in earnest: what programs say to each other is found', async () => {
    const planted = [
      'undefined',
      '{"a":1}',
      '2026-11-20T20:00:00Z',
      'paid_at',
      'import.started',
      'maxPoints',
    ];
    await page.evaluate((texts) => {
      const lines = texts.map((text) => `<p>${text}</p>`).join('');
      document.getElementById('content')?.insertAdjacentHTML('beforeend', `${lines}<kbd>paid_at</kbd>`);
    }, planted);
    expect(await unreadable(page, 'zh')).toEqual(planted);
    expect(await unreadable(page, 'en')).toEqual(expect.arrayContaining(planted));
  });

  it('wrote no error to the browser’s console meanwhile', () => expect(faults).toEqual([]));
});
