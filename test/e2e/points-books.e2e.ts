import type { Page } from 'playwright-core';
import { desktop, Visitors } from './browser';

describe('the books of points in the console', () => {
  let visitors: Visitors;
  let page: Page;
  let faults: string[];
  let customerId = '';
  beforeAll(async () => {
    visitors = await Visitors.open();
    ({ page, faults } = await visitors.visit('/console/', desktop));
    await page.getByRole('button', { name: '填入演示账号' }).click();
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('heading', { name: '概览' }).waitFor();
  });
  afterAll(() => visitors.close());

  const open = async (area: string) => {
    await page.getByRole('link', { name: area, exact: true }).click();
    await page.getByRole('heading', { name: area, level: 1 }).waitFor();
  };

  it('follows a customer’s points down to a transaction and a lot', async () => {
    await open('会员');
    await page.locator('table tbody tr a').first().click();
    await page.waitForURL(/\/customers\/cus_/);
    customerId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    await page.getByRole('link', { name: '查看账本' }).click();
    await page.waitForURL(/\/points\/ledger\?kind=member/);
    await page.locator('a[href*="/ledger/accounts/"]').first().click();
    await page.getByText('新的在前').waitFor();
    await page.getByRole('rowheader', { name: '获得' }).getByRole('link').first().click();
    await page.getByRole('heading', { name: '流水：获得' }).waitFor();
    await page.getByRole('heading', { name: '分录' }).waitFor();
    await page.locator('a[href*="/ledger/lots/"]').first().click();
    await page.getByRole('heading', { name: '这批积分的去向' }).waitFor();
  });

  it('lets an adjustment above the limit wait for a second person', async () => {
    await open('积分调整');
    await page.getByRole('button', { name: '申请调整' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('给谁').fill(customerId);
    await dialog.getByLabel('数值').fill('5000');
    await dialog.getByLabel('原因').fill('门店错登，补回');
    await dialog.getByRole('button', { name: '下一步' }).click();
    await dialog.getByText('超过限额 1,000').waitFor();
    await dialog.getByRole('button', { name: /确\s*认/ }).click();
    await dialog.getByText('已提交复核').waitFor();
    await dialog.getByRole('button', { name: /完\s*成/ }).click();
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
    await months.last().click();
    await page.getByRole('heading', { name: /年\d+月 · 各方结算单$/ }).waitFor();
  });

  it('wrote no error to the browser’s console meanwhile', () => {
    expect(faults).toEqual([]);
  });
});
