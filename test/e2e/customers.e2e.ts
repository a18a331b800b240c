import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { desktop, Visitors } from './browser';
import { operator } from './doors';
import { followInbox } from './inbox';
import { turnList } from './lists';
import { confirmImport, upload } from './imports';

const HEADER = 'order_id,identity_kind,identity,paid_at,amount_fen,channel,store,guide';
/** What the people of this story spent, in yuan: nobody else of the demo spent that little. */
const SPENT = ['0.71', '0.72', '0.73', '0.74'] as const;

describe('customers in the console', () => {
  let visitors: Visitors;
  let page: Page;
  let faults: string[];
  let ids: readonly string[];
  beforeAll(async () => {
    visitors = await Visitors.open();
    ({ page, faults } = await visitors.operator('/console/imports?kind=orders', desktop));
    const orders = SPENT.map(
      (yuan, i) =>
        `E2E-WHOSE-${i},pos_card,E2E-WHO-${i},2026-11-0${i + 1}T10:00:00+08:00,${Number(yuan) * 100},pos,sh-jingan,`,
    );
    await upload(page, 'who.csv', [HEADER, ...orders]);
    await confirmImport(page);
    const ask = await operator();
    ids = await Promise.all(
      SPENT.map(async (_, i) => {
        const { items } = await ask('POST', '/customers/search', { search: `E2E-WHOSE-${i}` });
        return String((items as { customerId: string }[])[0]?.customerId);
      }),
    );
  });
  afterAll(() => visitors.close());

  const at = (path: string): string => new URL(`/console/${path}`, page.url()).href;
  const openCustomer = async (id: string) => {
    await page.goto(at(`customers/${id}`));
    await page.getByRole('heading', { name: '数据与合并' }).waitFor();
  };
  const fact = (name: string): Locator =>
    page.locator('#content dl > div').filter({ has: page.locator('dt', { hasText: name }) });
  const dialog = (): Locator => page.getByRole('dialog');
  const press = (name: string, where: Page | Locator = page) => where.getByRole('button', { name }).click();
  const cancel = async () => {
    await press('取消', dialog());
    await dialog().waitFor({ state: 'hidden' });
  };

  it('go back to the list as it was left: filtered, sorted, on its page', async () => {
    await page.goto(at('customers'));
    await page.getByRole('combobox', { name: '会籍' }).click();
    await page.getByTitle('会员', { exact: true }).click();
    await page.waitForURL(/member=yes/);
    await page.getByRole('columnheader', { name: '累计消费' }).getByRole('button').click();
    await page.waitForURL(/by=spent/);
    await turnList(page, 2);
    const left = page.url();
    const rows = await page.locator('table tbody tr').allInnerTexts();
    await page.locator('table tbody tr a').first().click();
    await page.waitForURL(/\/customers\/cus_/);
    await page.getByRole('link', { name: '← 会员列表' }).click();
    await page.getByText(/^第 21–40 条/).waitFor();
    expect(page.url()).toBe(left);
    expect(await page.locator('table tbody tr').allInnerTexts()).toEqual(rows);
  });

  it('offer no next page of rows that are still those of another order', async () => {
    await page.goto(at('customers'));
    await page.getByText(/^第 1–20 条/).waitFor();
    let answer = () => {};
    const isAsked = new Promise<void>((resolve) => (answer = resolve));
    await page.route(/\/api\/v1\/.*customers/, (route) => isAsked.then(() => route.continue()));
    await page.getByRole('columnheader', { name: '累计消费' }).getByRole('button').click();
    await page.locator('#content [data-waiting=true]').waitFor();
    const next = page.getByRole('button', { name: '下一页' });
    expect(await next.isDisabled()).toBe(true);
    answer();
    await page.locator('#content [data-waiting=false]').waitFor();
    expect(await next.isDisabled()).toBe(false);
    await page.unroute(/\/api\/v1\/.*customers/);
  });

  const choose = async (from: number, to: number) => {
    await page.goto(at(`customers?spentFrom=${SPENT[from]}&spentTo=${SPENT[to]}`));
    for (const id of ids.slice(from, to + 1))
      await page.getByRole('checkbox', { name: `选择 ${id}` }).check();
    await page.getByText(`已选 ${to - from + 1}`).waitFor();
  };

  it('are chosen and given to a guide: who they are first, then what became of each', async () => {
    await choose(0, 2);
    await press('换导购');
    await dialog().getByText('给 3 位顾客换导购').waitFor();
    await dialog().getByRole('combobox', { name: '交给' }).click();
    await page.getByTitle(/^阿岚 · /).click();
    await dialog().getByRole('textbox', { name: '原因' }).fill('新店开业');
    await press('查看名单', dialog());
    await page.waitForURL(/\/bulk-acts\/blk_/);
    await page.getByRole('heading', { level: 1, name: '交给导购 阿岚' }).waitFor();
    await fact('将处理').getByText('3', { exact: true }).waitFor();
    for (const id of ids.slice(0, 3))
      await page.getByRole('row').filter({ hasText: id }).getByText('将处理').waitFor();
    await press('执行');
    await dialog().getByText('对 3 位顾客执行？').waitFor();
    await press('执行', dialog());
    await fact('已处理').getByText('3', { exact: true }).waitFor();
    const [first = ''] = ids;
    const row = page.getByRole('row').filter({ hasText: first });
    await row.getByText('已处理').waitFor();
    await row.getByRole('link').click();
    await page.getByRole('region', { name: '服务导购' }).getByText('阿岚').waitFor();
  });

  it('are given points together, above the limit only once a second person agreed', async () => {
    await choose(0, 1);
    await press('调整积分');
    await dialog().getByLabel('每人数值').fill('600');
    await dialog().getByRole('textbox', { name: '原因' }).fill('到店补偿');
    await press('查看名单', dialog());
    await page.waitForURL(/\/bulk-acts\/blk_/);
    await page.getByText('合计超过一人办理的限额').waitFor();
    await fact('合计').getByText('+1,200').waitFor();
    await press('执行');
    await press('执行', dialog());
    await page.getByRole('heading', { level: 2, name: '待复核' }).waitFor();
    expect(await page.getByRole('button', { name: '同意并执行' }).count()).toBe(0);
    const path = new URL(page.url()).pathname;
    const second = await visitors.operator('/console/', desktop, 'finance@islet.demo');
    await followInbox(second.page, /^待复核的批量操作/, /\/bulk-acts\?state=waiting/);
    await second.page.locator(`a[href="${path}"]`).click();
    await press('同意并执行', second.page);
    await press('同意并执行', second.page.getByRole('dialog'));
    await second.page.getByRole('heading', { level: 2, name: '已完成' }).waitFor();
    expect(second.faults).toEqual([]);
    await second.context.close();
    await openCustomer(ids[1] ?? '');
    await fact('可用积分').getByText('600').waitFor();
  });

  it('are handed out as a file only after a question that names them', async () => {
    const [first = ''] = ids;
    await openCustomer(first);
    await press('导出资料');
    await dialog().getByText(`导出${first}的全部资料？`).waitFor();
    await cancel();
    await press('导出资料');
    const fetched = page.waitForEvent('download');
    await press('导出资料', dialog());
    const file = await fetched;
    expect(file.suggestedFilename()).toBe(`${first}.json`);
    expect(readFileSync(await file.path(), 'utf8')).toContain(first);
    await dialog().waitFor({ state: 'hidden' });
  });

  it('become one only after both are named, and are two again when it is taken back', async () => {
    const [first = '', second = ''] = ids;
    const asks = async () => {
      await press('合并顾客');
      await dialog().getByLabel('另一位顾客的编号').fill(second);
      await dialog().getByText(`把${first}和${second}合并成一位顾客？`).waitFor();
      await dialog().getByRole('row', { name: '可用积分' }).getByText('600').first().waitFor();
    };
    await asks();
    await cancel();
    await openCustomer(first);
    await fact('累计消费').getByText('¥0.71').waitFor();
    await asks();
    await press('合并顾客', dialog());
    await dialog().waitFor({ state: 'hidden' });
    await fact('累计消费').getByText('¥1.43').waitFor();
    await press('撤销合并');
    // Of two who came with one file either may be the older one.
    const both = `(${first}|${second})`;
    await dialog()
      .getByText(new RegExp(`^把 ${both} 从${both}里分出来？$`))
      .waitFor();
    await press('撤销合并', dialog());
    await dialog().waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: '撤销合并' }).waitFor({ state: 'hidden' });
  });

  it('are erased only by a word that is typed, and then for good', async () => {
    const last = ids[3] ?? '';
    const ask = await operator();
    // The books keep the order; whose it was nobody knows any more.
    const cards = async () =>
      ((await ask('GET', `/customers/${last}`)) as { identities: unknown[] }).identities.length;
    await openCustomer(last);
    await press('注销顾客');
    await dialog().getByText(`注销${last}？`).waitFor();
    expect(await dialog().getByRole('button', { name: '注销顾客' }).isDisabled()).toBe(true);
    await cancel();
    expect(await cards()).toBe(1);
    await press('注销顾客');
    await dialog().getByRole('textbox').fill('注销');
    await press('注销顾客', dialog());
    await dialog().waitFor({ state: 'hidden' });
    expect(await cards()).toBe(0);
  });

  it('meet no fault on the way', () => expect(faults).toEqual([]));
});
