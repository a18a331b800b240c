import { NO_CONTEXT } from './plan';
import { planCounted, planCountedEvent, type CountedOrder } from './counted';
import { plainRules, type EarningRules } from './rules';
import { budgeted, limited, UsageBook } from './usage';

const ZONE = 'Asia/Shanghai';
const version = (change: Partial<EarningRules>, number = 1) => ({
  version: number,
  startsAtMs: 0,
  rules: { ...plainRules({ points: 1, perFen: 100 }), ...change },
});
const capped = version({ caps: { perOrder: null, perDay: 150 } });
const order = (of: CountedOrder['version'], day = 20_000): CountedOrder => ({
  version: of,
  customerId: 7,
  day,
  order: { amountFen: 10_000, paidAtMs: day * 86_400_000, lines: [] },
  context: NO_CONTEXT,
  guide: null,
});
const points = (book: UsageBook, one: CountedOrder): number => planCounted(book, one, ZONE).plan.points;

describe('the book of usage', () => {
  it('lets an order have what the ones before it left of the day', () => {
    const book = new UsageBook([{ customerId: 7, day: 20_000, rule: '*', points: 20, times: 1 }], []);
    expect([1, 2].map(() => points(book, order(capped)))).toEqual([100, 30]);
    expect(points(book, order(capped, 20_001))).toBe(100);
    expect(book.usage).toEqual([
      { customerId: 7, day: 20_000, rule: '*', points: 130, times: 2 },
      { customerId: 7, day: 20_001, rule: '*', points: 100, times: 1 },
    ]);
  });

  it('draws on a budget until nothing is left', () => {
    const of = version({ budget: { points: 250, policy: 'partial' } });
    const book = new UsageBook([], [{ version: of, used: 20 }]);
    expect([1, 2, 3].map(() => points(book, order(of)))).toEqual([100, 100, 30]);
    expect(book.drawn).toEqual([{ version: of, points: 230 }]);
  });

  it('counts events by their type, as often as the rules reward them', () => {
    const rule = { type: 'shared', points: 5, growth: 0, timesPerDay: 2, pointsPerDay: null };
    const event = { type: 'shared', occurredAtMs: 0 };
    const one = { event, version: version({ events: [rule] }), customerId: 7, day: 0, eventType: 'shared' };
    const book = new UsageBook([], []);
    expect([1, 2, 3].map(() => planCountedEvent(book, one, ZONE).plan?.points ?? null)).toEqual([5, 5, null]);
  });

  it('forgets the days behind when the past is gone through', () => {
    const book = new UsageBook([], []);
    points(book, order(capped));
    book.nextDay();
    expect(book.usage).toEqual([]);
  });

  it('asks for nothing that no limit needs, and for budgets in one order', () => {
    const [second, first] = [2, 1].map((n) => version({ budget: { points: 1, policy: 'partial' } }, n));
    const all = [order(capped), order(second!), order(first!), order(second!)];
    expect(limited(all)).toEqual([order(capped)]);
    expect(budgeted(all)).toEqual([first, second]);
  });
});
