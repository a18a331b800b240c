import type { Page } from 'playwright-core';
import { desktop, Visitors } from './browser';
import { runNowMs } from './demo';
import { operator, signIn } from './doors';

interface Owed {
  readonly state: 'draft' | 'closed' | 'paid';
  readonly payableFen: number;
  readonly party: { readonly id: string; readonly name: string };
}

/** What a cell says as a number, in points or in fen; a dash is nothing. */
const figureOf = (text: string): number => {
  const digits = text.replaceAll(/[¥,+\s]/g, '').replace('−', '-');
  if (digits === '' || digits === '—') return 0;
  return text.includes('¥') ? Math.round(Number(digits) * 100) : Number(digits);
};

describe('the books of points in the console', () => {
  let visitors: Visitors;
  let page: Page;
  let faults: string[];
  let customerId = '';
  beforeAll(async () => {
    visitors = await Visitors.open();
    ({ page, faults } = await visitors.operator('/console/', desktop));
  });
  afterAll(() => visitors.close());

  const open = async (area: string) => {
    await page.getByRole('link', { name: area, exact: true }).click();
    await page.getByRole('heading', { name: area, level: 1 }).waitFor();
  };

  it('follows a customer’s points down to a transaction and a lot', async () => {
    await open('会员');
    // Somebody with a name: whom other suites brought has none.
    const search = page.getByRole('searchbox', { name: '搜索顾客' });
    await search.fill('林夏');
    await search.press('Enter');
    await page.getByRole('link', { name: '林夏' }).first().click();
    await page.waitForURL(/\/customers\/cus_/);
    customerId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    await page.getByRole('link', { name: '查看账本' }).click();
    await page.waitForURL(/\/points\/ledger\?kind=member/);
    await page.locator('a[href*="/ledger/accounts/"]').first().click();
    await page.getByText('新的在前').waitFor();
    await page.getByRole('rowheader', { name: '获得' }).getByRole('link').first().click();
    await page.getByRole('heading', { name: '流水：获得' }).waitFor();
    await page.getByRole('heading', { name: '分录' }).waitFor();
    // Why, in words: the version of the rules opens, each step of the sum is named, and no code is left.
    const steps = page.getByRole('list', { name: '怎么算的' });
    await steps.getByText('基础积分').waitFor();
    const brought = (await steps.locator('li > :last-child').allInnerTexts()).map(figureOf);
    expect(brought.slice(0, -1).reduce((sum, step) => sum + step, 0)).toBe(brought.at(-1));
    expect(await page.locator('a[href*="/points/rules/v/"]').count()).toBe(1);
    expect(await page.getByRole('main').innerText()).not.toMatch(/ruleVersion|"factors"|\{/);
    await page.locator('a[href*="/ledger/lots/"]').first().click();
    await page.getByRole('heading', { name: '这批积分的去向' }).waitFor();
  });

  it('lets an adjustment above the limit wait for a second person', async () => {
    await open('积分调整');
    await page.getByRole('button', { name: '申请调整' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('给谁').fill(customerId);
    await dialog.getByLabel('数值').fill('5,000.5');
    await page.mouse.click(4, 4);
    await dialog.getByRole('button', { name: '下一步' }).click();
    await dialog.getByText('请填写不为 0 的整数').waitFor();
    expect(await dialog.getByLabel('数值').inputValue()).toBe('5,000.5');
    await dialog.getByLabel('数值').fill('5,000');
    await dialog.getByLabel('原因').fill('门店错登，补回');
    await dialog.getByRole('button', { name: '下一步' }).click();
    await dialog.getByText('超过限额 1,000').waitFor();
    const [, before, change, after] = await dialog.locator('dd').allInnerTexts();
    expect(figureOf(change ?? '')).toBe(5_000);
    expect(figureOf(after ?? '')).toBe(figureOf(before ?? '') + 5_000);
    expect(await dialog.locator('dd a').first().innerText()).not.toContain('未填昵称');
    await dialog.getByRole('button', { name: /确\s*认/ }).click();
    await dialog.getByText('已提交复核，编号').waitFor();
    expect(await dialog.locator('.ant-modal-title').innerText()).toBe('已提交复核');
    await dialog.getByRole('button', { name: /完\s*成/ }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.locator('button:focus', { hasText: '申请调整' }).waitFor();
    const row = page.getByRole('row').filter({ hasText: '门店错登，补回' });
    await row.getByText('待复核').waitFor();
    // Who asked may take it back, never approve it.
    await row.getByRole('button', { name: /撤\s*回/ }).waitFor();
    expect(await row.getByRole('button', { name: /同\s*意/ }).count()).toBe(0);
  });

  it('shows what outstanding points cost, tied to the ledger', async () => {
    await open('积分负债');
    await page.getByRole('status').getByText('与账本相符').waitFor();
    await page.getByRole('rowheader', { name: '会员积分 · 期末' }).waitFor();
  });

  it('opens the statements of a month', async () => {
    await open('结算单');
    const months = page.getByRole('navigation', { name: '月份' }).getByRole('link');
    await page.getByText(/这个月还没有结束，.+ 起可以关账/).waitFor();
    expect(await page.getByRole('button', { name: '全部关账' }).isDisabled()).toBe(true);
    await months.last().click();
    await months.last().and(page.locator('[aria-current=page]')).waitFor();
    await page.getByRole('heading', { name: /年\d+月 · 各方结算单$/ }).waitFor();
  });

  const tableOf = (caption: string) =>
    page.locator('table[aria-busy=false]').filter({ has: page.locator('caption', { hasText: caption }) });

  /** The cells of a table by the headings of their columns, with the sums under them last. */
  const rowsOf = (caption: string) =>
    tableOf(caption).evaluate((table) => {
      const cells = (row: Element) =>
        Array.from(row.querySelectorAll('th, td')).map((cell) => (cell as HTMLElement).innerText.trim());
      const [head, ...rows] = Array.from(table.querySelectorAll('tr')).map(cells);
      return rows.map((row) => Object.fromEntries((head ?? []).map((name, i) => [name, row[i] ?? ''])));
    });

  it('shows every column that makes the sum of a statement, and sums of all of them', async () => {
    await page.locator('tfoot').getByText('合计').waitFor();
    const rows = (await rowsOf(await page.getByRole('heading', { name: /各方结算单$/ }).innerText())).map(
      (row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, text]) => [name, /[0-9]/.test(text) ? figureOf(text) : text]),
        ),
    );
    const column = (row: (typeof rows)[number] | undefined, name: string) =>
      Number(row?.[name] ?? Number.NaN);
    for (const row of rows) {
      const parts = ['本期金额', '上期结转', '核减欠款'].map((name) => column(row, name));
      expect(parts.reduce((sum, part) => sum + part)).toBe(column(row, '期末余额'));
    }
    const [statements, sums] = [rows.slice(0, -1), rows.at(-1)];
    const summed = ['兑换积分', '奖励积分', '追回积分', '已提现积分', '其他积分', '本期金额', '上期结转'];
    for (const name of [...summed, '核减欠款', '期末余额', '应付', '已付'])
      expect([name, statements.reduce((sum, row) => sum + column(row, name), 0)]).toEqual([
        name,
        column(sums, name),
      ]);
    expect(column(sums, '应付')).toBeGreaterThan(0);
    // The month above the table says the same money as the line under it.
    const month = await page.locator('nav[aria-label="月份"] [aria-current]').innerText();
    expect(
      month
        .split('\n')
        .filter((line) => line.startsWith('¥'))
        .map(figureOf),
    ).toEqual([column(sums, '应付')]);
  });

  it('names whom a payment goes to, with what is owed before and after', async () => {
    const ask = await operator();
    const { items: periods } = await ask('GET', '/settlement/periods');
    const over = (periods as { period: string; state: string }[]).find(({ state }) => state !== 'open');
    const { items } = await ask(
      'GET',
      `/settlement/statements?period=${over?.period}&partyKind=guide&limit=50`,
    );
    // Others read the statements of the first guide.
    const owed = (items as Owed[])
      .filter(({ state, payableFen }) => state !== 'paid' && payableFen > 0)
      .at(-1);
    if (!over || !owed) throw new Error('No guide of the demo waits to be paid');
    const { period } = over;
    const { party } = owed;
    // In the first days of a month the one before is still open.
    if (owed.state === 'draft')
      await ask('POST', '/settlement/close', {
        ...{ period, confirm: 'CLOSE' },
        party: { kind: 'guide', id: party.id },
      });
    const books = page.url();
    await page.goto(new URL(`/console/settlement/statements/${period}/guide/${party.id}`, books).href);
    await page.getByRole('button', { name: '登记付款' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('付款后应付').waitFor();
    const facts = await dialog.locator('dl > div').allInnerTexts();
    const [who, before, change, after, ...points] = facts.map((text) => text.split('\n')[1] ?? '');
    expect(who).toBe(party.name);
    expect(await dialog.locator('.ant-modal-title').innerText()).toContain(who);
    expect(figureOf(after ?? '')).toBe(figureOf(before ?? '') + figureOf(change ?? ''));
    expect(await dialog.locator('p').first().innerText()).toContain((change ?? '').replace('−', ''));
    expect(figureOf(points[2] ?? '')).toBe(figureOf(points[0] ?? '') + figureOf(points[1] ?? ''));
    await dialog.getByLabel('付款凭证号').fill('E2E-1');
    await dialog.getByRole('button', { name: /取\s*消/ }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText('· 已关账').waitFor();
    await page.goto(books);
    await page.getByRole('heading', { name: /年\d+月 · 各方结算单$/ }).waitFor();
  });

  it('names every cause by what it is', async () => {
    await page.locator('tbody').getByRole('link').first().click();
    await page.getByRole('heading', { name: '明细' }).waitFor();
    const causes = (await rowsOf('明细')).map((row) => row['来由'] ?? '');
    expect(causes.length).toBeGreaterThan(0);
    for (const cause of causes) expect(cause).toMatch(/^(订单|退款|礼品兑换|订单抵扣|结算单付款|提现)/);
  });

  it('says one last day, and one month for it, on every screen', async () => {
    await open('账本');
    const forecast = await rowsOf('到期预测');
    const months = forecast.map((row) => row['月份'] ?? '').filter((month) => month.includes('年'));
    await open('积分负债');
    await page.getByRole('heading', { name: '未用积分的到期分布' }).waitFor();
    const outstanding = (await rowsOf('未用积分的到期分布'))
      .filter((row) => row['资产'] === '会员积分')
      .map((row) => row['到期月份'] ?? '');
    expect(outstanding).toEqual(expect.arrayContaining(months));
    await page.goto(`${new URL(page.url()).origin}/console/customers/${customerId}`);
    const next = page.locator('dd').filter({ hasText: '有效期至' });
    const [, lastDay = ''] = /有效期至 (.+)$/.exec(await next.innerText()) ?? [];
    const year = /^\d+年/.test(lastDay) ? '' : `${new Date(runNowMs()).getFullYear()}年`;
    expect(months).toContain(`${year}${lastDay}`.replace(/月.*$/, '月'));
    await tableOf('积分批次').getByRole('link').first().click();
    await page.getByRole('heading', { name: '这批积分的去向' }).waitFor();
    expect(await page.locator('dl').first().innerText()).toContain(lastDay);
  });

  it('says a debt beside nothing to use, and no balance below zero', async () => {
    const { customerId: inDebt } = await signIn('zhouye');
    await page.goto(`${new URL(page.url()).origin}/console/customers/${inDebt}`);
    await page
      .locator('dd')
      .getByText(/^0（欠 \d+）$/)
      .first()
      .waitFor();
    const figures = await page.locator('#content dl dd').allInnerTexts();
    expect(figures.filter((text) => /^[−-]\d/.test(text))).toEqual([]);
  });

  it('wrote no error to the browser’s console meanwhile', () => {
    expect(faults).toEqual([]);
  });
});
