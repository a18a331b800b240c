import * as fc from 'fast-check';
import {
  allocate,
  NO_CONTEXT,
  planEarning,
  planEventEarning,
  plainRules,
  type EarningContext,
  type EarningOrder,
  type EarningRules,
} from '.';

const SHANGHAI = 'Asia/Shanghai';
const PAID = Date.UTC(2026, 10, 21, 4);
const BASE = plainRules({ points: 1, perFen: 100 });

const order = (change: Partial<EarningOrder> = {}): EarningOrder => ({
  amountFen: 10_000,
  paidAtMs: PAID,
  lines: [],
  hasGuide: false,
  ...change,
});
const lines = (...parts: (readonly [item: string, amountFen: number])[]): Partial<EarningOrder> => ({
  amountFen: parts.reduce((sum, [, fen]) => sum + fen, 0),
  lines: parts.map(([item, amountFen], i) => ({ line: i + 1, item, amountFen })),
});
const plan = (
  rules: Partial<EarningRules>,
  of: Partial<EarningOrder> = {},
  context: Partial<EarningContext> = {},
) => planEarning(order(of), { ...NO_CONTEXT, ...context }, { ...BASE, ...rules }, SHANGHAI);
const times = (change: Partial<EarningRules['multipliers']>): Partial<EarningRules> => ({
  multipliers: { ...BASE.multipliers, ...change },
});

describe('planEarning', () => {
  it('gives a brand without rules of its own a point a yuan, at once and for ever', () => {
    const earned = plan({}, { amountFen: 12_399 });
    expect([earned.points, earned.growth, earned.guidePoints]).toEqual([123, 0, 0]);
    expect(earned.perLine).toEqual([{ line: 0, points: 123, growth: 0, guidePoints: 0 }]);
    expect(earned.activatesAtMs).toBe(0);
  });

  it('rounds once per order and not per line', () => {
    const item = [{ name: 'shoes', items: ['a'], percent: 150 }];
    const earned = plan(times({ item }), lines(['a', 333], ['a', 333], ['a', 333]));
    expect(earned.points).toBe(14);
    expect(earned.perLine.map((one) => one.points)).toEqual([5, 5, 4]);
  });

  // Tier 2×, channel 1.5×, member day 3× of 100 points; each row adds one more rule to what is above it.
  const all = {
    tier: [{ level: 3, percent: 200 }],
    channel: [{ channel: 'pos', percent: 150 }],
    memberDay: { percent: 300, on: 'monthDays' as const, days: [21] },
  };
  it.each`
    combine      | points | factors
    ${'product'} | ${900} | ${'tier:3=200 channel:pos=150 member_day:=300'}
    ${'highest'} | ${300} | ${'member_day:=300 tier:3=200 channel:pos=150'}
    ${'sum'}     | ${450} | ${'tier:3=200 channel:pos=150 member_day:=300'}
  `(
    'combines multipliers by $combine',
    ({ combine, points, factors }: { combine: 'sum'; points: number; factors: string }) => {
      const earned = plan(times({ ...all, combine }), {}, { tier: 3, channel: 'pos' });
      expect(earned.points).toBe(points);
      const applied = earned.factors.filter((one) => one.percent !== null);
      expect(applied.map(({ kind, of, percent }) => `${kind}:${of}=${percent}`).join(' ')).toBe(factors);
    },
  );

  it.each`
    combine      | adds
    ${'product'} | ${[100, 100, 100, 600]}
    ${'highest'} | ${[100, 200, 0, 0]}
    ${'sum'}     | ${[100, 100, 50, 200]}
  `(
    'tells by $combine what each step brought',
    ({ combine, adds }: { combine: 'sum'; adds: readonly number[] }) => {
      const earned = plan(times({ ...all, combine }), {}, { tier: 3, channel: 'pos' });
      expect(earned.factors.map((one) => one.adds)).toEqual(adds);
    },
  );

  interface CutRow {
    readonly perOrder: number | null;
    readonly perDay: number | null;
    readonly today: number;
    readonly budgetLeft: number | null;
    readonly policy: 'partial' | 'reject';
    readonly points: number;
    readonly cuts: readonly string[];
  }

  // Each row has one more limit; the smallest one decides, and caps come before the budget.
  it.each`
    perOrder | perDay  | today  | budgetLeft | policy       | points | cuts
    ${null}  | ${null} | ${0}   | ${null}    | ${'partial'} | ${100} | ${[]}
    ${80}    | ${null} | ${0}   | ${null}    | ${'partial'} | ${80}  | ${['order_cap']}
    ${80}    | ${90}   | ${20}  | ${null}    | ${'partial'} | ${70}  | ${['order_cap', 'day_cap']}
    ${80}    | ${90}   | ${20}  | ${50}      | ${'partial'} | ${50}  | ${['order_cap', 'day_cap', 'budget']}
    ${80}    | ${90}   | ${20}  | ${50}      | ${'reject'}  | ${0}   | ${['order_cap', 'day_cap', 'budget']}
    ${80}    | ${90}   | ${20}  | ${70}      | ${'reject'}  | ${70}  | ${['order_cap', 'day_cap']}
    ${null}  | ${90}   | ${120} | ${50}      | ${'partial'} | ${0}   | ${['day_cap']}
  `('cuts by $cuts to $points', (row: CutRow) => {
    const { perOrder, perDay, today, budgetLeft, policy, points, cuts } = row;
    const budget = budgetLeft === null ? null : { points: 1000, policy };
    const earned = plan({ caps: { perOrder, perDay }, budget }, {}, { pointsToday: today, budgetLeft });
    expect(earned.points).toBe(points);
    const kinds = earned.factors
      .map(({ kind }) => kind)
      .filter((kind) => kind.endsWith('cap') || kind === 'budget');
    expect(kinds).toEqual(cuts);
  });

  it('excludes what is multiplied by nothing, whatever would raise it', () => {
    const item = [{ name: 'gift cards', items: ['card'], percent: 0 }];
    const rules = times({ item, tier: [{ level: 5, percent: 300 }], combine: 'highest' });
    const earned = plan(rules, lines(['card', 10_000], ['shoe', 5000]), { tier: 5 });
    expect(earned.perLine.map((one) => one.points)).toEqual([0, 150]);
  });

  it('rewards a guide by the amount or by a share of what the member got, and nobody where there is none', () => {
    const share = { guide: { kind: 'share', permille: 500 } as const };
    expect(plan(share, { hasGuide: true }).guidePoints).toBe(50);
    expect(plan({ guide: { kind: 'rate', points: 2, perFen: 300 } }, { hasGuide: true }).guidePoints).toBe(
      66,
    );
    expect(plan(share).guidePoints).toBe(0);
    expect(plan({ ...share, caps: { perOrder: 10, perDay: null } }, { hasGuide: true }).guidePoints).toBe(5);
  });

  it('shares all three among the lines without losing or making a point', () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 8 });
    const percents = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(
        amounts,
        percents,
        fc.constantFrom('product', 'highest', 'sum'),
        fc.nat(5000),
        (fens, [a, b, c], combine, cap) => {
          const item = [
            { name: 'a', items: ['i0', 'i3'], percent: a as number },
            { name: 'b', items: ['i1'], percent: b as number },
          ];
          const rules: Partial<EarningRules> = {
            ...times({ item, combine, tier: [{ level: 1, percent: c as number }] }),
            growth: { points: 1, perFen: 70 },
            guide: { kind: 'share', permille: 333 },
            caps: { perOrder: cap, perDay: null },
          };
          const of = lines(...fens.map((fen, i) => [`i${i}`, fen] as const));
          const earned = plan(rules, { ...of, hasGuide: true }, { tier: 1 });
          const sum = (pick: (one: (typeof earned.perLine)[number]) => number) =>
            earned.perLine.reduce((total, one) => total + pick(one), 0);
          expect(sum((one) => one.points)).toBe(earned.points);
          expect(sum((one) => one.growth)).toBe(earned.growth);
          expect(sum((one) => one.guidePoints)).toBe(earned.guidePoints);
          expect(earned.points).toBeLessThanOrEqual(cap);
          expect(earned.factors.reduce((total, one) => total + one.adds, 0)).toBe(earned.points);
          expect(
            earned.perLine.every((one) => one.points >= 0 && (one.points === 0 || fens[one.line - 1] !== 0)),
          ).toBe(true);
        },
      ),
    );
  });

  it('earns the same whether an order came in lines or as a whole, when no item matters', () => {
    const amounts = fc.array(fc.nat(100_000), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 400 }), (fens, percent) => {
        const rules = times({ channel: [{ channel: 'pos', percent }] });
        const inLines = lines(...fens.map((fen) => ['', fen] as const));
        const whole = { amountFen: inLines.amountFen as number };
        expect(plan(rules, inLines, { channel: 'pos' }).points).toBe(
          plan(rules, whole, { channel: 'pos' }).points,
        );
      }),
    );
  });
});

describe('planEventEarning', () => {
  const event = { type: 'shared', occurredAtMs: PAID };
  const rules = {
    ...BASE,
    events: [{ type: 'shared', points: 10, growth: 2, timesPerDay: 3, pointsPerDay: 25 }],
    caps: { perOrder: 1, perDay: 100 },
  };
  const none = { timesToday: 0, eventPointsToday: 0, pointsToday: 0, budgetLeft: null };

  it.each`
    change                                       | points
    ${{}}                                        | ${10}
    ${{ timesToday: 2, eventPointsToday: 20 }}   | ${5}
    ${{ pointsToday: 96 }}                       | ${4}
    ${{ pointsToday: 96, eventPointsToday: 22 }} | ${3}
  `('gives $points after $change', ({ change, points }: { change: object; points: number }) => {
    const earned = planEventEarning(event, { ...none, ...change }, rules, SHANGHAI);
    expect(earned?.points).toBe(points);
    expect(earned?.factors.reduce((total, one) => total + one.adds, 0)).toBe(points);
  });

  it('gives nothing for other events, nor more often than the rules say', () => {
    expect(planEventEarning({ ...event, type: 'other' }, none, rules, SHANGHAI)).toBeNull();
    expect(planEventEarning(event, { ...none, timesToday: 3 }, rules, SHANGHAI)).toBeNull();
  });
});

describe('allocate', () => {
  it('adds up, follows the weights within one, and gives nothing to what weighs nothing', () => {
    const anyWeights = fc
      .array(fc.nat(1_000_000), { minLength: 1, maxLength: 12 })
      .filter((all) => all.some((one) => one > 0));
    fc.assert(
      fc.property(fc.nat(1_000_000_000), anyWeights, (whole, weights) => {
        const shares = allocate(whole, weights.map(BigInt));
        const total = weights.reduce((sum, one) => sum + one, 0);
        expect(shares.reduce((sum, one) => sum + one, 0)).toBe(whole);
        shares.forEach((share, i) => {
          const exact = BigInt(whole) * BigInt(weights[i] as number);
          expect(BigInt(share) * BigInt(total) - exact < BigInt(total)).toBe(true);
          expect(exact - BigInt(share) * BigInt(total) < BigInt(total)).toBe(true);
          if (weights[i] === 0 && weights.length > 1) expect(share).toBe(0);
        });
      }),
    );
  });
});
