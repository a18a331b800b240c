import { sumOf } from '../src/common/points/sum.shared';
import { monthSums, statementFacts } from '../src/features/wallet/statement.shared';
import type { Statement, StatementLines } from '../src/features/wallet/wallet.resource';
import { en } from '../src/messages.en';
import { zh } from '../src/messages.zh';
import { call, signIn } from '../../../test/e2e/doors';
import { numberIn, total } from '../../../test/e2e/figures';

// Goal: whoever takes a pencil comes to what a screen says. Method: every explanation and statement of the cast in the
// words of the mini-program, in both languages, added up as they are written.

const LANGUAGES = [
  ['Chinese', zh],
  ['English', en],
] as const;

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

describe('every explanation of points of the cast, in the order shown', () => {
  const credits = new Map<string, readonly Told[]>();
  beforeAll(async () => {
    for (const person of MEMBERS) credits.set(person, await creditsOf(person));
  });

  it.each(LANGUAGES)('adds up in %s', (_, words) => {
    let multiplied = 0;
    for (const [person, told] of credits) {
      for (const { points, reason } of told) {
        const sum = sumOf(reason.explanation, words, (level) => `V${level}`);
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
});

it.each(GUIDES.flatMap((guide) => LANGUAGES.map(([language, words]) => [guide, language, words] as const)))(
  'adds up the statements of %s in %s: lines, sums, what came over and what goes on',
  async (guide, _, words) => {
    const t = words.wallet;
    const { accessToken } = await signIn(guide);
    const get = (path: string) => call('GET', `/api/v1/guide/me/statements${path}`, undefined, accessToken);
    const { items } = (await get('')) as { items: readonly Statement[] };
    // The first days of a month have two drafts; of what is older, some is paid and some may be closed alone.
    expect(items.map(({ state }) => state).join(' ')).toMatch(/^(draft ?)+((closed|paid) ?)+$/);
    let carriedOut: string | null = null;
    for (const statement of [...items].reverse()) {
      const { period } = statement;
      const lines = (await get(`/${period}/lines?limit=100`)) as StatementLines;
      const sums = monthSums(statement, words).reduce((sum, [, points]) => sum + points, 0);
      expect([period, lines.items.reduce((sum, { points }) => sum + points, 0)]).toEqual([period, sums]);
      const facts = new Map(statementFacts(statement, words));
      const told = (label: string): string => facts.get(label) ?? '¥0.00';
      expect(numberIn(told(t.amount).split('=')[0] ?? '')).toBe(sums);
      const parts = [told(t.carriedIn), told(t.amount), told(t.writtenOff)];
      expect([period, total(parts)]).toEqual([period, numberIn(told(t.carriedOut))]);
      if (carriedOut !== null) expect([period, told(t.carriedIn)]).toEqual([period, carriedOut]);
      carriedOut = told(t.carriedOut);
    }
  },
);
