import type { Page } from 'playwright-core';
import { sumOf } from '../../apps/miniprogram/src/common/points/sum.shared';
import { monthSums, statementFacts } from '../../apps/miniprogram/src/features/wallet/statement.shared';
import type { Statement, StatementLines } from '../../apps/miniprogram/src/features/wallet/wallet.resource';
import { zh } from '../../apps/miniprogram/src/messages.zh';
import { phone, Visitors } from './browser';
import { call, signIn } from './doors';

// Goal: whoever takes a pencil comes to what a screen says. Method: every explanation and statement of the cast in the
// words of the mini-program, added up as they are written; and one page of each as a browser draws it.

const MEMBERS = ['linxia', 'zhouye', 'chenyu', 'suqing', 'hechuan', 'xuqing', 'alan', 'chengyi'];
const GUIDES = ['alan', 'chengyi'];

/** A figure as it is written, of several the last: +1,299 · −40 · ¥12.30 · 5,049 积分 = ¥50.49. */
function numberIn(text: string): number {
  const [last = ''] = text.match(/[−-]?[+¥]*[\d,]+(\.\d+)?(?=\D*$)/) ?? [];
  const digits = Number(last.replace(/[^\d.]/g, ''));
  return /^[−-]/.test(last) ? -digits : digits;
}

const total = (texts: readonly string[]): number =>
  Math.round(texts.reduce((sum, text) => sum + numberIn(text), 0) * 100) / 100;

interface Told {
  readonly kind?: string;
  readonly points: number;
  readonly reason: { readonly explanation: Readonly<Record<string, unknown>> };
}

/** Everything that was ever credited to somebody of the cast, as the API tells it. */
async function creditsOf(person: string): Promise<readonly Told[]> {
  const { accessToken } = await signIn(person);
  const get = (path: string) => call('GET', `/api/v1/members/me/points${path}`, undefined, accessToken);
  const { items } = (await get('?limit=100')) as { items: readonly Told[] };
  const { pendingCredits } = (await get('/overview')) as { pendingCredits: readonly Told[] };
  return [...items.filter(({ kind }) => kind === 'earn' || kind === 'activate'), ...pendingCredits];
}

it('adds up every explanation of points of the cast, in the order shown', async () => {
  let multiplied = 0;
  for (const person of MEMBERS) {
    for (const { points, reason } of await creditsOf(person)) {
      const sum = sumOf(reason.explanation, zh, (level) => `V${level}`);
      expect([person, reason.explanation, total(sum?.parts.map(({ text }) => text) ?? [])]).toEqual([
        person,
        reason.explanation,
        points,
      ]);
      if ((sum?.parts.length ?? 0) > 1) multiplied += 1;
    }
  }
  // Levels, birthdays and member days of the demo: without them there would be nothing to add.
  expect(multiplied).toBeGreaterThan(3);
});

it.each(GUIDES)(
  'adds up the statements of %s: lines, sums, what came over and what goes on',
  async (guide) => {
    const { accessToken } = await signIn(guide);
    const get = (path: string) => call('GET', `/api/v1/guide/me/statements${path}`, undefined, accessToken);
    const { items } = (await get('')) as unknown as { items: readonly Statement[] };
    expect(items.map(({ state }) => state)).toEqual(['draft', 'closed', 'paid']);
    let carriedOut: string | null = null;
    for (const statement of [...items].reverse()) {
      const { period } = statement;
      const lines = (await get(`/${period}/lines?limit=100`)) as unknown as StatementLines;
      const sums = monthSums(statement, zh).reduce((sum, [, points]) => sum + points, 0);
      expect([period, lines.items.reduce((sum, { points }) => sum + points, 0)]).toEqual([period, sums]);
      const facts = new Map(statementFacts(statement, zh));
      const told = (label: string): string => facts.get(label) ?? '¥0.00';
      expect(numberIn(told('本期合计').split('积分')[0] ?? '')).toBe(sums);
      const parts = [told('上期结转'), told('本期合计'), told('免除的欠款')];
      expect([period, total(parts)]).toEqual([period, numberIn(told('结转下期'))]);
      if (carriedOut !== null) expect([period, told('上期结转')]).toEqual([period, carriedOut]);
      carriedOut = told('结转下期');
    }
  },
);

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
