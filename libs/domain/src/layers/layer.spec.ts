import { layerByHand, type HandEvent } from '@liuliang/testkit';
import * as fc from 'fast-check';
import {
  AIPL,
  DEFAULT_CATALOGUE,
  depthOf,
  FIVE_R,
  foldStates,
  FOREVER,
  layerOn,
  NEVER,
  nextLapseDay,
  stateOn,
  type CustomerState,
  type DayFact,
  type Depth,
  type LayerWindows,
  type OrderFact,
} from '.';

/**
 * Goal: folding, storing states and comparing integers is the handbook's rule. Method: the testkit's oracle keeps every
 * event, filters by the words of HANDBOOK 4 on each day anew and knows nothing of states.
 */
const LAST_DAY = 30;
const anyDay = fc.integer({ min: 0, max: LAST_DAY });
const anyEvent = fc.record({ day: anyDay, depth: fc.constantFrom<Depth>('touch', 'shallow', 'deep') });
const anyOrder = fc.record({
  paidDay: anyDay,
  amountFen: fc.integer({ min: 0, max: 4 }),
  refunds: fc.array(fc.record({ day: anyDay, amountFen: fc.integer({ min: 0, max: 4 }) }), { maxLength: 3 }),
});
const anyOrders = fc
  .array(anyOrder, { maxLength: 6 })
  .map((orders) => orders.map((order, index): OrderFact => ({ orderId: `o${index}`, ...order })));
const anyWindows = fc.record({
  interaction: fc.integer({ min: 1, max: 12 }),
  purchase: fc.integer({ min: 1, max: 20 }),
});

const factOf = ({ day, depth }: HandEvent): DayFact => ({
  day,
  touch: depth === 'touch',
  shallow: depth === 'shallow',
  deep: depth === 'deep',
});
const layerName = (state: CustomerState | null, day: number, windows: LayerWindows): string =>
  ['none', 'R1', 'R2', 'R3', 'R4', 'R5'][layerOn(state, day, FIVE_R, windows)]!;

describe('layers against the handbook', () => {
  it('agree with the oracle on every day of any history', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 12 }), anyOrders, anyWindows, (events, orders, windows) => {
        const states = foldStates(events.map(factOf), orders);
        for (let day = -1; day <= LAST_DAY + 25; day += 1) {
          expect(layerName(stateOn(states, day), day, windows)).toBe(
            layerByHand(events, orders, day, windows),
          );
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('do not depend on the order of the input, nor on what arrives twice', () => {
    const history = fc.tuple(fc.array(anyEvent, { maxLength: 12 }), anyOrders).chain(([events, orders]) =>
      fc.record({
        events: fc.constant(events),
        orders: fc.constant(orders),
        shuffledEvents: fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
        shuffledOrders: fc.shuffledSubarray([...orders, ...orders], { minLength: orders.length * 2 }),
      }),
    );
    fc.assert(
      fc.property(history, ({ events, orders, shuffledEvents, shuffledOrders }) => {
        expect(foldStates(shuffledEvents.map(factOf), shuffledOrders)).toEqual(
          foldStates(events.map(factOf), orders),
        );
      }),
    );
  });

  it('on a day are blind to everything that happened later', () => {
    fc.assert(
      fc.property(fc.array(anyEvent), anyOrders, anyDay, anyWindows, (events, orders, day, windows) => {
        const whole = foldStates(events.map(factOf), orders);
        const known = foldStates(
          events.filter((event) => event.day <= day).map(factOf),
          orders
            .filter((order) => order.paidDay <= day)
            .map((order) => ({ ...order, refunds: order.refunds.filter((refund) => refund.day <= day) })),
        );
        expect(layerName(stateOn(whole, day), day, windows)).toBe(
          layerName(stateOn(known, day), day, windows),
        );
      }),
    );
  });

  it('change without new events only on the day that nextLapseDay names', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { minLength: 1 }), anyOrders, anyWindows, (events, orders, windows) => {
        const newest = foldStates(events.map(factOf), orders).at(-1)!;
        const today = layerOn(newest, newest.day, FIVE_R, windows);
        const lapseDay = nextLapseDay(newest, newest.day, FIVE_R, windows);
        for (let day = newest.day; day < newest.day + 40; day += 1) {
          if (day < lapseDay) expect(layerOn(newest, day, FIVE_R, windows)).toBe(today);
          if (day === lapseDay) expect(layerOn(newest, day, FIVE_R, windows)).not.toBe(today);
        }
      }),
    );
  });
});

describe('states', () => {
  const order = (paidDay: number, amountFen: number, ...refunds: OrderFact['refunds']): OrderFact => ({
    orderId: `${paidDay}-${amountFen}`,
    paidDay,
    amountFen,
    refunds,
  });

  it('cover all days from the first on, without gap or overlap', () => {
    fc.assert(
      fc.property(fc.array(anyEvent), anyOrders, (events, orders) => {
        const states = foldStates(events.map(factOf), orders);
        states.forEach((state, index) => expect(state.nextDay).toBe(states[index + 1]?.day ?? FOREVER));
      }),
    );
  });

  it('count an order that was never refunded, also one of amount 0', () => {
    expect(foldStates([], [order(5, 0)])).toEqual([
      {
        day: 5,
        nextDay: FOREVER,
        lastTouchDay: NEVER,
        lastShallowDay: NEVER,
        lastDeepDay: NEVER,
        lastPurchaseDay: 5,
        purchaseDays: 1,
      },
    ]);
  });

  it('fall back to the purchase day before when the last is refunded whole', () => {
    const states = foldStates(
      [],
      [order(5, 10), order(9, 10, { day: 12, amountFen: 4 }, { day: 15, amountFen: 6 })],
    );
    expect(
      states.map(({ day, lastPurchaseDay, purchaseDays }) => [day, lastPurchaseDay, purchaseDays]),
    ).toEqual([
      [5, 5, 1],
      [9, 9, 2],
      [15, 5, 1],
    ]);
  });

  it('keep a purchase day of two orders until both are refunded', () => {
    const states = foldStates(
      [],
      [order(5, 1, { day: 6, amountFen: 1 }), order(5, 2, { day: 8, amountFen: 2 })],
    );
    expect(states.map(({ day, purchaseDays }) => [day, purchaseDays])).toEqual([
      [5, 1],
      [8, 0],
    ]);
  });

  it('let a refund dated before its order count from the paid day', () => {
    expect(foldStates([], [order(5, 3, { day: 1, amountFen: 3 })])).toEqual([]);
  });

  it('refuse to fold amounts and days that no import lets in', () => {
    expect(() => foldStates([], [order(5, -1)])).toThrow('LAYERS-3');
    expect(() => foldStates([], [order(5, 1, { day: 6, amountFen: 0.5 })])).toThrow('LAYERS-3');
    expect(() => foldStates([{ day: FOREVER, touch: true, shallow: false, deep: false }], [])).toThrow(
      'LAYERS-2',
    );
  });

  it('fold ten thousand refunded orders in one pass', () => {
    const orders = Array.from({ length: 10_000 }, (_, day) =>
      order(day, 1, { day: 20_000 - day, amountFen: 1 }),
    );
    expect(foldStates([], orders).at(-1)).toMatchObject({ purchaseDays: 0, lastPurchaseDay: NEVER });
  });
});

describe('AIPL', () => {
  it('runs on the same states and reads both own interactions as interest', () => {
    const windows = { interaction: 30, purchase: 90 };
    const [shallow] = foldStates([{ day: 3, touch: true, shallow: true, deep: false }], []);
    const [deep] = foldStates([{ day: 3, touch: false, shallow: false, deep: true }], []);
    expect([layerOn(shallow!, 3, AIPL, windows), layerOn(deep!, 3, AIPL, windows)]).toEqual([2, 2]);
  });
});

describe('the event catalogue', () => {
  it('holds the 25 types of the handbook', () => {
    const depths = Object.values(DEFAULT_CATALOGUE);
    const count = (depth: string): number => depths.filter((known) => known === depth).length;
    expect([count('touch'), count('shallow'), count('deep'), count('purchase')]).toEqual([4, 7, 12, 2]);
  });

  it.each(['constructor', '__proto__', 'toString', 'Order.Paid', ''])('does not know %p', (type) =>
    expect(depthOf(type)).toBeNull(),
  );

  it('is data: a brand may add its own type', () => {
    expect(depthOf('lesson.taken', { ...DEFAULT_CATALOGUE, 'lesson.taken': 'deep' })).toBe('deep');
  });
});
