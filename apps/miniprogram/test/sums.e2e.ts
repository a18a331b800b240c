import { sumOf } from '../src/common/points/sum.shared';
import { monthSums, statementFacts } from '../src/features/wallet/statement.shared';
import type { Statement, StatementLines } from '../src/features/wallet/wallet.resource';
import { zh } from '../src/messages.zh';
import { call, signIn } from '../../../test/e2e/doors';
import { numberIn, total } from '../../../test/e2e/figures';

// Goal: whoever takes a pencil comes to what a screen says. Method: every explanation and statement of the cast in the
// words of the mini-program, added up as they are written.

const MEMBERS = ['linxia', 'zhouye', 'chenyu', 'suqing', 'hechuan', 'xuqing', 'alan', 'chengyi'];
const GUIDES = ['alan', 'chengyi'];

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
    const { items } = (await get('')) as { items: readonly Statement[] };
    // The first days of a month have two drafts; of what is older, some is paid and some may be closed alone.
    expect(items.map(({ state }) => state).join(' ')).toMatch(/^(draft ?)+((closed|paid) ?)+$/);
    let carriedOut: string | null = null;
    for (const statement of [...items].reverse()) {
      const { period } = statement;
      const lines = (await get(`/${period}/lines?limit=100`)) as StatementLines;
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
