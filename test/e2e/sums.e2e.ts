import type { Page } from 'playwright-core';
import { phone, Visitors } from './browser';
import { total } from './figures';

// Goal: whoever takes a pencil comes to what a screen says. Every explanation and statement of the cast is added up in
// apps/miniprogram/test/sums.e2e.ts; here one page of each as a browser draws it.

describe('sums as they are drawn', () => {
  let visitors: Visitors;
  beforeAll(async () => {
    visitors = await Visitors.open();
  });
  afterAll(() => visitors.close());

  it('opens a purchase of a birthday month: base, what each bonus adds, and the points of the line', async () => {
    const { page, context, faults } = await visitors.visit('/app/?person=linxia#/pages/points/index', phone);
    const line = page.locator('.points-line').filter({ hasText: '+2,239' });
    await line.locator('.row').first().click();
    await line.locator('.sum__total').waitFor();
    await line.getByText('等级 知己 +20%').waitFor();
    const parts = await textsOf(page, '.sum__part .sum__value');
    expect(parts).toEqual(['1,018', '+203', '+1,018']);
    expect(await textsOf(page, '.sum__total .sum__value')).toEqual(['2,239']);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('draws a paid statement with its sums, its lines, and why something is carried on', async () => {
    const { page, context, faults } = await visitors.visit(
      '/app/?person=alan#/packages/wallet/statements/index',
      phone,
    );
    await page.locator('.row').filter({ hasText: '已支付' }).click();
    await page.getByText('这笔应付已经支付', { exact: false }).waitFor();
    await page.locator('.line-end__points').first().waitFor();
    expect(total(await textsOf(page, '.line-end__points'))).toBe(total(await textsOf(page, '.month__sum')));
    expect(faults).toEqual([]);
    await context.close();
  });
});

const textsOf = (page: Page, selector: string): Promise<string[]> =>
  page.locator(selector).evaluateAll((all) => all.map((one) => one.textContent ?? ''));
