import type { Page } from 'playwright-core';
import { phone, Visitors } from './browser';
import { call, signIn } from './doors';
import { numberIn, total } from './figures';

interface Told {
  readonly points: number;
  readonly reason: { readonly explanation: { readonly factors?: readonly { readonly adds: number }[] } };
}

// Goal: whoever takes a pencil comes to what a screen says. Every explanation and statement of the cast is added up in
// apps/miniprogram/test/sums.e2e.ts; here one page of each as a browser draws it.

describe('sums as they are drawn', () => {
  let visitors: Visitors;
  beforeAll(async () => {
    visitors = await Visitors.open();
  });
  afterAll(() => visitors.close());

  it('opens a purchase of a special day: base, what each bonus adds, and the points of the line', async () => {
    const { page, context, faults } = await visitors.visit('/app/?person=linxia#/pages/points/index', phone);
    const points = await pointsWithTwoBonuses('linxia');
    const line = page.locator('.points-line').filter({ hasText: `+${points}` });
    await line.locator('.row').first().click();
    await line.locator('.sum__total').waitFor();
    await line.getByText('等级 知己 +20%').waitFor();
    const [base = '', ...bonuses] = await textsOf(page, '.sum__part .sum__value');
    expect(bonuses).toHaveLength(2);
    // The day doubles what was bought, whatever the level adds.
    expect(bonuses[1]).toBe(`+${base}`);
    expect(total([base, ...bonuses])).toBe(numberIn(points));
    expect(await textsOf(page, '.sum__total .sum__value')).toEqual([points]);
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

/**
 * What a purchase gave somebody for their level and for the day, as the screen writes it. Which one it is, by a birthday or
 * a day of members, depends on today.
 */
async function pointsWithTwoBonuses(person: string): Promise<string> {
  const { accessToken } = await signIn(person);
  const path = '/api/v1/members/me/points?limit=100';
  const { items } = (await call('GET', path, undefined, accessToken)) as { items: readonly Told[] };
  const found = items.find(
    ({ reason }) => (reason.explanation.factors ?? []).filter(({ adds }) => adds > 0).length === 3,
  );
  return (found?.points ?? 0).toLocaleString('en-US');
}

const textsOf = (page: Page, selector: string): Promise<string[]> =>
  page.locator(selector).evaluateAll((all) => all.map((one) => one.textContent ?? ''));
