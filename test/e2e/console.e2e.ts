import { readFileSync } from 'node:fs';
import type { Download, Page } from 'playwright-core';
import { desktop, Visitors } from './browser';
import { operator, signIn } from './doors';
import { followInbox } from './inbox';

describe('the console', () => {
  let visitors: Visitors;
  let page: Page;
  let faults: string[];
  beforeAll(async () => {
    visitors = await Visitors.open();
    ({ page, faults } = await visitors.operator('/console/', desktop));
  });
  afterAll(() => visitors.close());

  it('keeps its tokens where no script reads them, on a page that takes no script or style written into it', async () => {
    const read = await page.evaluate(() => `${document.cookie} ${JSON.stringify(localStorage)}`);
    expect(read).not.toMatch(/liuliang-access|liuliang-refresh|Token/);
    const cookies = (await page.context().cookies()).filter(({ name }) => name.startsWith('liuliang-'));
    expect(cookies.map(({ httpOnly, sameSite }) => ({ httpOnly, sameSite }))).toEqual([
      { httpOnly: true, sameSite: 'Strict' },
      { httpOnly: true, sameSite: 'Strict' },
    ]);
    const policies = await Promise.all(
      ['first', 'second'].map(async () => (await fetch(page.url())).headers.get('content-security-policy')),
    );
    expect(policies[0]).not.toContain('unsafe');
    expect(policies[0]).not.toBe(policies[1]);
    const blocked = await page.evaluate(() => {
      document.body.insertAdjacentHTML('beforeend', '<style id="planted">#root { opacity: 0 }</style>');
      const { opacity } = getComputedStyle(document.getElementById('root') as Element);
      document.getElementById('planted')?.remove();
      return opacity;
    });
    expect(blocked).toBe('1');
    // The browser told of the style that was planted; what comes after is the console's own.
    faults.length = 0;
  });

  it('shows the four STAR cards and opens the customers behind a figure', async () => {
    for (const name of ['资产规模', '层级上升率', '成交额 GMV']) await page.getByText(name).first().waitFor();
    const figures = page.locator('a[href*="behind"]');
    await figures.first().waitFor();
    expect(await figures.count()).toBeGreaterThan(20);
    await figures.first().click();
    await page.locator('table tbody tr').first().waitFor();
  });

  it('opens a customer’s page with the journey', async () => {
    await page.getByRole('link', { name: '会员' }).first().click();
    await page.waitForURL(/\/customers(\?|$)/);
    await page.getByRole('heading', { name: '会员' }).first().waitFor();
    await page.locator('table tbody tr a').first().click();
    await page.getByRole('heading', { name: '时间线' }).waitFor();
    await page
      .getByText('已经是最早的记录')
      .or(page.getByRole('button', { name: '加载更早的' }))
      .first()
      .waitFor();
  });

  it('begins a journey with the orders, and tells what was done again and again in one line', async () => {
    const { customerId } = await signIn('linxia');
    await page.goto(new URL(`/console/customers/${customerId}`, page.url()).href);
    const journey = page.getByRole('region', { name: '时间线' });
    const icons = journey.getByRole('listitem').getByRole('img');
    await icons.first().waitFor();
    const kinds = async () =>
      new Set(await icons.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label'))));
    expect([...(await kinds())].filter((kind) => kind !== '退款')).toEqual(['订单']);
    await journey.getByText('互动', { exact: true }).click();
    await page.waitForURL(/timeline=contacts/);
    await journey.getByText('打开小程序').first().waitFor();
    expect(await kinds()).not.toContain('订单');
    const days = await journey
      .locator('ol ol')
      .evaluateAll((all) =>
        all.map((day) => Array.from(day.children).map((line) => line.children[2]?.textContent ?? '')),
      );
    const repeated = days.flatMap((lines) => lines.filter((line, i) => i > 0 && line === lines[i - 1]));
    expect(repeated.filter((line) => line.startsWith('打开小程序'))).toEqual([]);
  });

  it('proves the ledger from the audits page', async () => {
    await page.getByRole('link', { name: '核对记录' }).first().click();
    await page.getByRole('button', { name: /核对/ }).first().click();
    await page.getByText('INV-1').first().waitFor();
  });

  it('opens whatever is searched for: a screen by its name, a lot by its id, an order by its number, a gift by a part of its name', async () => {
    const search = page.getByRole('combobox', { name: /^搜索/ });
    const find = async (text: string) => {
      await page.keyboard.press('Control+k');
      await search.fill(text);
    };
    // Enter opens the first whether the list has opened and marked it or not.
    const enter = () => page.keyboard.press('Enter');
    await find('账号与');
    await enter();
    await page.waitForURL(/\/access$/);
    await find('积分');
    // The list of before is still there for a moment; what is marked in it is not what is looked for.
    const offered = page.locator('.ant-select-item-option');
    await page
      .locator('.ant-select-item-option-active')
      .and(offered.first())
      .filter({ hasText: '积分' })
      .waitFor();
    await page.keyboard.press('ArrowDown');
    const second = offered.nth(1);
    await page.locator('.ant-select-item-option-active').and(second).waitFor();
    const title = await second.innerText();
    await enter();
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    const ask = await operator();
    const { customerId } = await signIn('linxia');
    const { items } = await ask('GET', `/ledger/lots?ownerKind=member&owner=${customerId}&asset=points`);
    const lotId = String((items as { id: string }[])[0]?.id);
    await find(lotId);
    await enter();
    await page.waitForURL(new RegExp(`/lots/${lotId}$`));
    const { items: orders } = await ask('GET', `/customers/${customerId}/timeline?limit=100`);
    const order = (orders as { kind: string; id: string; reference: string }[]).find(
      ({ kind }) => kind === 'order',
    );
    await find(order?.reference ?? '');
    await enter();
    await page.waitForURL(new RegExp(`/orders/${order?.id}$`));
    await find('折叠背包');
    await page.getByTitle('渡口折叠背包').click();
    await page.waitForURL(/\/points\/gifts\/gft_/);
    await find(customerId);
    await enter();
    await page.waitForURL(new RegExp(`/customers/${customerId}$`));
  });

  it('adjusts points from the page of a customer, with the customer filled in', async () => {
    await page.getByRole('link', { name: '调整积分' }).click();
    const owner = page.getByRole('dialog').getByRole('textbox').first();
    await owner.waitFor();
    expect(await owner.inputValue()).toMatch(/^cus_/);
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
    await page.waitForURL(/\/points\/adjustments$/);
  });

  it('says how much waits for a decision, and leads to it', async () => {
    await followInbox(page, /^待复核的积分调整/, /adjustments\?state=waiting/);
    await page.getByRole('button', { name: '同意' }).first().waitFor();
  });

  it('compares months, quarters and years, and says beside each figure what it counts', async () => {
    await page.getByRole('link', { name: '概览' }).click();
    await page.getByPlaceholder('起始日').click();
    await page.getByText('同比去年今日', { exact: true }).click();
    await page.waitForURL(/from=\d{4}-\d\d-\d\d/);
    const { searchParams } = new URL(page.url());
    const [from = '', to = ''] = ['from', 'to'].map((name) => searchParams.get(name) ?? '');
    expect(Number(to.slice(0, 4)) - Number(from.slice(0, 4))).toBe(1);
    await page.getByRole('button', { name: /^「成交额 GMV」的口径/ }).click();
    await page.getByRole('tooltip').getByText('起始日次日到截止日支付的订单金额之和').waitFor();
    for (const name of ['转化率', '客单价', '复购率'])
      await page
        .getByRole('button', { name: new RegExp(`^「${name}」的口径`) })
        .first()
        .waitFor();
  });

  it('copies the address of what is shown with its dates, also those that were filled in', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('link', { name: '概览' }).click();
    await page.waitForURL(/\/overview$/);
    await page.getByRole('button', { name: '复制链接' }).click();
    await page.getByText(/^已复制/).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
      /\/console\/overview\?from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d$/,
    );
  });

  it('shows as many rows on a page as were asked for', async () => {
    await page.getByRole('link', { name: '会员' }).first().click();
    await page.getByRole('button', { name: '显示的列' }).click();
    await page.getByText('50', { exact: true }).click();
    await page.waitForURL(/size=50/);
    await page.getByText(/^第 1–50 条/).waitFor();
    expect(await page.locator('table tbody tr').count()).toBe(50);
  });

  const linesOf = async (download: Promise<Download>): Promise<string[]> =>
    readFileSync(await (await download).path(), 'utf8')
      .trimEnd()
      .split('\r\n');
  /** A file of at most 1,000 rows, which the browser makes at once. */
  const collected = async (title: string): Promise<string[]> => {
    const fetched = page.waitForEvent('download');
    await page.getByRole('button', { name: `导出 CSV: ${title}` }).click();
    return linesOf(fetched);
  };
  /** A file that the server writes. */
  const written = async (title: string): Promise<string[]> => {
    await page.getByRole('button', { name: `导出 CSV: ${title}` }).click();
    const fetched = page.waitForEvent('download');
    await page.getByRole('button', { name: '下载文件' }).click();
    return linesOf(fetched);
  };

  it('writes a list that is too long for the browser into a file, to be fetched and deleted', async () => {
    await page.getByRole('link', { name: '会员', exact: true }).click();
    const heading = page.getByRole('heading', { name: /^会员 · [\d,]+$/ });
    const total = Number((await heading.innerText()).replace(/\D/g, ''));
    const whole = await written('会员');
    expect(whole).toHaveLength(total + 1);
    // The browser's own file of a part says the same of each, in the same columns.
    await page.goto(`${page.url()}?layer=R5&tier=4`);
    await page.getByRole('button', { name: '清除条件' }).waitFor();
    const part = await collected('会员');
    expect(part.length).toBeGreaterThan(1);
    expect(part.filter((line) => !whole.includes(line))).toEqual([]);
    await page.getByRole('link', { name: '导出文件', exact: true }).click();
    const row = page.getByRole('row').filter({ hasText: '可下载' });
    await row.getByRole('button', { name: '删除' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '删除' }).click();
    await page.getByRole('row').filter({ hasText: '已取消' }).waitFor();
    expect(await row.count()).toBe(0);
  });

  it('does so with any list, in the words of its screen', async () => {
    await page.getByRole('link', { name: '账本', exact: true }).click();
    await page.getByRole('button', { name: '导出 CSV: 账户' }).waitFor();
    const whole = await written('账户');
    await page.goto(`${page.url()}?asset=guide_points`);
    const part = await collected('账户');
    expect(part.length).toBeGreaterThan(1);
    expect(part.filter((line) => !whole.includes(line))).toEqual([]);
    expect(part[0]).toBe('\uFEFF账户,科目,写入进程,持有人,类型,持有人名称,余额,分录数');
    await page.getByRole('link', { name: '导出文件', exact: true }).click();
    await page.getByRole('row').filter({ hasText: '账户' }).filter({ hasText: '可下载' }).waitFor();
  });

  it('speaks the language of the browser, also where jobs are named', async () => {
    const shown = async () => {
      await page.getByRole('link', { name: /^(系统|System)$/ }).click();
      await page.locator('table tbody tr').first().waitFor();
      return (await page.locator('table tbody th').allInnerTexts()).join(' ');
    };
    expect(await shown()).not.toMatch(/[a-z]+\.[a-z]/);
    const abroad = await visitors.visit('/console/', desktop, 'en-GB');
    await abroad.page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    expect(await abroad.page.locator('html').getAttribute('lang')).toBe('en');
    await abroad.context.close();
  });

  it('wrote no error to the browser’s console meanwhile', () => {
    expect(faults).toEqual([]);
  });

  describe('when something is wrong', () => {
    const home = () => new URL('/console/', page.url()).href;

    it('calls a server that is away by its name, and recovers by itself', async () => {
      await page.goto(home());
      await page.getByRole('heading', { name: '概览' }).waitFor();
      const isApi = (url: URL) => /^\/(api|healthz)/.test(url.pathname);
      await page.route(isApi, (route) =>
        route.fulfill({ status: 502, contentType: 'text/html', body: 'bad gateway' }),
      );
      await page.getByRole('link', { name: '结算单', exact: true }).click();
      await page.getByText('服务器没有应答，恢复后会自动更新').first().waitFor();
      await page.unroute(isApi);
      await page.getByRole('navigation', { name: '月份' }).waitFor();
      expect(await page.getByText('服务器没有应答').count()).toBe(0);
    });

    it('offers no second try for what is not there', async () => {
      for (const address of [
        'customers/cus_0000000000000000000000',
        'customers/nobody',
        'points/ledger/lots/lot_1',
      ]) {
        await page.goto(`${home()}${address}`);
        await page.getByText('编号可能写错了').waitFor();
        expect(await page.getByRole('button', { name: '重试' }).count()).toBe(0);
      }
    });

    it('does not show other days than those asked for without a word', async () => {
      await page.goto(`${home()}overview?from=2026-02-30&to=2026-03-10`);
      await page.getByText('地址里的日期不存在').waitFor();
      await page.goto(`${home()}settlement/liability?from=2026-13&to=2026-11`);
      await page.getByText('地址里的日期不存在').waitFor();
    });

    it.each([
      ['cannot be read', '{"accessExp'],
      ['names no tokens', '{"accessExpiresAtMs":99999999999999,"refreshExpiresAtMs":99999999999999}'],
    ])('leads to the sign-in when what is kept of the session %s', async (_, kept) => {
      const stranger = await visitors.visit('/console/', desktop);
      await stranger.page.evaluate(
        (value) => localStorage.setItem('liuliang.console.signed-in', value),
        kept,
      );
      await stranger.page.reload();
      await stranger.page.getByRole('button', { name: '登录', exact: true }).waitFor();
      await stranger.context.close();
    });
  });
});
