import * as fc from 'fast-check';
import type { RefundState } from '../shared/refund-state';
import { dueSoFar, planOrderClawback, totalOf, type Earned, type EarnedLine } from '.';

const NOTHING: Earned = { points: 0, growth: 0, guidePoints: 0 };
interface Line {
  readonly amountFen: number;
  readonly points: number;
  readonly guidePoints: number;
}
/** A refund of a line (from 1), or of the order as a whole (0). */
interface Step {
  readonly line: number;
  readonly fen: number;
}

const earnedOf = (lines: readonly Line[]): EarnedLine[] =>
  lines.map(({ points, guidePoints }, i) => ({ line: i + 1, points, growth: points, guidePoints }));
const stateAfter = (lines: readonly Line[], steps: readonly Step[]): RefundState => ({
  lines: lines.map(({ amountFen }, i) => ({
    line: i + 1,
    amountFen,
    refundedFen: steps.filter((one) => one.line === i + 1).reduce((sum, one) => sum + one.fen, 0),
  })),
  unlinedFen: steps.filter((one) => one.line === 0).reduce((sum, one) => sum + one.fen, 0),
});
/** Takes refund after refund, as the ledger would. */
function run(lines: readonly Line[], steps: readonly Step[]): Earned {
  let taken = NOTHING;
  steps.forEach((_, i) => {
    const more = planOrderClawback(stateAfter(lines, steps.slice(0, i + 1)), earnedOf(lines), taken);
    expect(Object.values(more).every((one: number) => one >= 0)).toBe(true);
    taken = totalOf([taken, more]);
  });
  return taken;
}

const anyLine = fc.record({
  amountFen: fc.integer({ min: 1, max: 5000 }),
  points: fc.nat(300),
  guidePoints: fc.nat(100),
});
/** Lines with a split of the whole order: parts of lines by name, and the rest without a name. */
const wholeRefund = fc.array(anyLine, { minLength: 1, maxLength: 5 }).chain((lines) =>
  fc
    .tuple(
      fc.array(fc.tuple(fc.nat(4), fc.nat(5000)), { maxLength: 6 }),
      fc.array(fc.nat(5000), { maxLength: 4 }),
      fc.infiniteStream(fc.nat()),
    )
    .map(([named, cuts, weights]) => {
      const left = lines.map((one) => one.amountFen);
      const steps: Step[] = [];
      for (const [at, fen] of named) {
        const i = at % lines.length;
        const taken = Math.min(fen, left[i] as number);
        left[i] = (left[i] as number) - taken;
        if (taken > 0) steps.push({ line: i + 1, fen: taken });
      }
      let rest = left.reduce((sum, one) => sum + one, 0);
      for (const fen of cuts) {
        const taken = Math.min(fen, rest);
        rest -= taken;
        if (taken > 0) steps.push({ line: 0, fen: taken });
      }
      if (rest > 0) steps.push({ line: 0, fen: rest });
      const shuffled = steps
        .map((step) => ({ step, at: weights.next().value as number }))
        .sort((a, b) => a.at - b.at);
      return { lines, steps: shuffled.map(({ step }) => step) };
    }),
);

describe('planOrderClawback', () => {
  it('takes 33, 33 and 34 of a hundred points in three thirds', () => {
    const state = (unlinedFen: number): RefundState => ({
      lines: [{ line: 0, amountFen: 300, refundedFen: 0 }],
      unlinedFen,
    });
    const earned = [{ line: 0, points: 100, growth: 0, guidePoints: 0 }];
    const first = planOrderClawback(state(100), earned, NOTHING);
    const second = planOrderClawback(state(200), earned, first);
    const third = planOrderClawback(state(300), earned, totalOf([first, second]));
    expect([first, second, third].map(({ points }) => points)).toEqual([33, 33, 34]);
  });

  it('takes exactly what was earned over any split of a whole refund, by line or not, in any order', () => {
    fc.assert(
      fc.property(wholeRefund, ({ lines, steps }) =>
        expect(run(lines, steps)).toEqual(totalOf(earnedOf(lines))),
      ),
    );
  });

  it('depends on what was refunded and not on the order in which it was', () => {
    fc.assert(
      fc.property(wholeRefund, fc.nat(100), ({ lines, steps }, share) => {
        const some = steps.slice(0, Math.ceil((steps.length * share) / 100));
        expect(run(lines, [...some].reverse())).toEqual(run(lines, some));
      }),
    );
  });

  it('never owes more than was earned of a line, and all of it when the line came back whole', () => {
    fc.assert(
      fc.property(wholeRefund, fc.nat(10), ({ lines, steps }, count) => {
        const state = stateAfter(lines, steps.slice(0, count));
        dueSoFar(state, earnedOf(lines)).forEach((due, i) => {
          const line = lines[i] as Line;
          expect(due.points).toBeLessThanOrEqual(line.points);
          if (state.lines[i]?.refundedFen === line.amountFen) expect(due.points).toBe(line.points);
        });
      }),
    );
  });

  it('refuses to plan for more than was paid', () => {
    const state = { lines: [{ line: 0, amountFen: 100, refundedFen: 0 }], unlinedFen: 101 };
    expect(() => dueSoFar(state, [])).toThrow('EARNING-4');
  });
});
