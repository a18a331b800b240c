import * as fc from 'fast-check';
import { byTurn, growthInTurn, planInTurn, type Turn } from './in-turn';
import { NO_CONTEXT } from './plan';
import { plainRules, type RulesVersion } from './rules';
import { UsageBook } from './usage';

const ZONE = 'Asia/Shanghai';
const DAY = 20_000;
const DAY_MS = DAY * 86_400_000;
const version: RulesVersion = {
  version: 1,
  startsAtMs: 0,
  rules: {
    ...plainRules({ points: 1, perFen: 100 }),
    growth: { points: 1, perFen: 100 },
    events: [{ type: 'shared', points: 30, growth: 5, timesPerDay: 2, pointsPerDay: 50 }],
    caps: { perOrder: null, perDay: 120 },
    budget: { points: 200, policy: 'partial' },
  },
};
const book = () => new UsageBook([], [{ version, used: 0 }]);
const own = { version, customerId: 1, day: DAY };

/** A row id says when something arrived, and must not show. */
const orderTurn = (key: string, atMs: number, yuan: number, id: number, tier = 0): Turn => ({
  ...{ key, atMs, id, kept: null, event: null },
  order: {
    ...own,
    order: { amountFen: yuan * 100, paidAtMs: atMs, lines: [] },
    context: { ...NO_CONTEXT, tier },
    guide: null,
  },
});
const eventTurn = (key: string, atMs: number, id: number): Turn => ({
  ...{ key, atMs, id, kept: null, order: null },
  event: { ...own, eventType: 'shared', event: { type: 'shared', occurredAtMs: atMs } },
});

const facts = fc
  .array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 4 }), fc.integer({ min: 1, max: 90 })), {
    minLength: 1,
    maxLength: 8,
  })
  .chain((all) =>
    fc.shuffledSubarray([...all.keys()], { minLength: all.length }).map((order) => ({ all, order })),
  );

const toldIn = (all: readonly (readonly [boolean, number, number])[], arrival: readonly number[]): Turn[] =>
  arrival.map((fact, id) => {
    const [isOrder, hour, yuan] = all[fact] as readonly [boolean, number, number];
    const atMs = DAY_MS + hour * 1000;
    return isOrder ? orderTurn(`k${fact}`, atMs, yuan, id) : eventTurn(`k${fact}`, atMs, id);
  });

describe('planning in turn', () => {
  it('gives the same to everything in whatever order it arrives, ties included', () => {
    const given = (turns: readonly Turn[]) => {
      const used = book();
      const plans = planInTurn(used, turns, ZONE);
      return {
        plans: new Map(plans.map(({ turn, plan }) => [turn.key, [plan?.points ?? 0, plan?.growth ?? 0]])),
        usage: used.usage,
        drawn: used.drawn,
      };
    };
    fc.assert(
      fc.property(facts, ({ all, order }) => {
        expect(given(toldIn(all, order))).toEqual(given(toldIn(all, [...all.keys()])));
      }),
    );
  });

  it('gives growth that no level, cap or budget changes', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: 0, max: 8 }), ({ all, order }, tier) => {
        const turns = toldIn(all, order);
        const levelled = turns.map((turn) =>
          turn.order ? { ...turn, order: { ...turn.order, context: { ...turn.order.context, tier } } } : turn,
        );
        const growth = (planned: ReturnType<typeof growthInTurn>) =>
          new Map(planned.map(({ turn, plan }) => [turn.key, plan?.growth ?? 0]));
        expect(growth(planInTurn(book(), levelled, ZONE))).toEqual(growth(growthInTurn(turns, ZONE)));
      }),
    );
  });

  it('counts what is kept, and plans it no more', () => {
    const used = book();
    const kept = { ...orderTurn('a', DAY_MS, 0, 1), kept: 100 };
    const [planned] = planInTurn(used, [orderTurn('b', DAY_MS + 1, 50, 2), kept], ZONE);
    expect(planned?.plan?.points).toBe(20);
    expect(used.drawn).toEqual([{ version, points: 20 }]);
  });

  it('goes by instant, then by the name that the sender gave', () => {
    const turns = [orderTurn('b', 2, 1, 1), orderTurn('a', 2, 1, 2), orderTurn('c', 1, 1, 3)];
    expect(turns.sort(byTurn).map(({ key }) => key)).toEqual(['c', 'a', 'b']);
  });
});

describe('what was used before and is planned anew', () => {
  it('is forgotten and given back, and only the difference remains', () => {
    const used = book();
    used.forget({ customerId: 1, day: DAY, rule: '*', points: 80, times: 1 });
    used.giveBack(version, 80);
    planInTurn(used, [orderTurn('a', DAY_MS, 50, 1)], ZONE);
    expect(used.usage).toEqual([{ customerId: 1, day: DAY, rule: '*', points: -30, times: 0 }]);
    expect(used.drawn).toEqual([{ version, points: -30 }]);
  });
});
