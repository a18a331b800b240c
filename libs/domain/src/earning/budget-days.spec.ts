import * as fc from 'fast-check';
import { givenOf, nextOpenDay, wrongDraws, type Budget, type Draw } from './budget-days';

const budgets: fc.Arbitrary<Budget> = fc.record({
  points: fc.integer({ min: 1, max: 300 }),
  policy: fc.constantFrom('partial', 'reject'),
});
/** Days with what each fact of them wants. */
const wants = fc.array(fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 1, maxLength: 4 }), {
  minLength: 1,
  maxLength: 6,
});

function drawn(budget: Budget, days: readonly (readonly number[])[]): Draw[][] {
  let used = 0;
  return days.map((day) =>
    day.map((wanted) => {
      const points = givenOf(budget, used, wanted);
      used += points;
      return { points, cut: wanted - points };
    }),
  );
}
const summed = (day: number, draws: readonly Draw[]) => ({
  day,
  points: draws.reduce((sum, one) => sum + one.points, 0),
  cut: draws.reduce((sum, one) => sum + one.cut, 0),
});

describe('a budget that is planned again', () => {
  it('gives everything or nothing of what is left, or as much as is left', () => {
    expect(givenOf({ points: 100, policy: 'partial' }, 70, 50)).toBe(30);
    expect(givenOf({ points: 100, policy: 'reject' }, 70, 50)).toBe(0);
    expect(givenOf({ points: 100, policy: 'reject' }, 120, 50)).toBe(0);
  });

  it('passes over no day whose facts get something else when something came before them', () => {
    fc.assert(
      fc.property(budgets, wants, fc.integer({ min: 0, max: 150 }), (budget, days, late) => {
        const stood = drawn(budget, days);
        const first = givenOf(budget, 0, late);
        const right = drawn(budget, [[late], ...days]).slice(1);
        // Goes as the job goes: from day to day, each open one as all facts say it.
        let [used, from] = [first, 0];
        const now = stood.map((day) => [...day]);
        for (;;) {
          const rest = now.map((draws, day) => summed(day, draws)).slice(from);
          const open = nextOpenDay(budget, used, rest);
          if (!open) break;
          now[open.day] = right[open.day] as Draw[];
          used = open.used + summed(open.day, now[open.day] as Draw[]).points;
          from = open.day + 1;
        }
        expect(now).toEqual(right);
      }),
    );
  });

  it('finds no fault in draws that went by time, and one where somebody drew too early', () => {
    fc.assert(
      fc.property(budgets, wants, (budget, days) => {
        expect(wrongDraws(budget, 0, drawn(budget, days).flat()).wrong).toBe(0);
      }),
    );
    const hasty = [
      { points: 0, cut: 60 },
      { points: 60, cut: 0 },
    ];
    expect(wrongDraws({ points: 60, policy: 'partial' }, 0, hasty).wrong).toBe(1);
  });
});
