import * as fc from 'fast-check';
import type { Depth } from './events';
import {
  addDepth,
  addStoredBits,
  differenceOf,
  foldRows,
  purchaseSteps,
  storedSteps,
  type BitsByDay,
  type FactRow,
} from './facts';
import { foldStates, type DayFact, type OrderFact } from './state';

/** Goal: folding a part is folding the whole (FACTS-1). Method: the domain folds every history from its beginning. */
type Event = { day: number; depth: Depth };

const anyDay = fc.integer({ min: 0, max: 20 });
const anyEvents = fc.array(
  fc.record({ day: anyDay, depth: fc.constantFrom<Depth>('touch', 'shallow', 'deep') }),
  { maxLength: 10 },
);
const anyOrders = fc
  .array(
    fc.record({
      paidDay: anyDay,
      amountFen: fc.integer({ min: 0, max: 3 }),
      refunds: fc.array(fc.record({ day: anyDay, amountFen: fc.integer({ min: 0, max: 3 }) }), {
        maxLength: 2,
      }),
    }),
    { maxLength: 5 },
  )
  .map((orders) => orders.map((order, index): OrderFact => ({ orderId: index, ...order })));

const byDomain = (events: readonly Event[], orders: readonly OrderFact[]) =>
  foldStates(
    events.map(({ day, depth }): DayFact => ({
      day,
      touch: depth === 'touch',
      shallow: depth === 'shallow',
      deep: depth === 'deep',
    })),
    orders,
  );
const bitsOf = (events: readonly Event[]): BitsByDay => {
  const bits: BitsByDay = new Map();
  for (const { day, depth } of events) addDepth(bits, day, depth);
  return bits;
};
const statesOf = (rows: readonly FactRow[]) => rows.map(({ happened: _, ...state }) => state);

describe('rows of facts', () => {
  it('are the states of the domain', () => {
    fc.assert(
      fc.property(anyEvents, anyOrders, (events, orders) => {
        expect(statesOf(foldRows(null, bitsOf(events), purchaseSteps(orders)))).toEqual(
          byDomain(events, orders),
        );
      }),
    );
  });

  it('take late events in as if they had always been there', () => {
    fc.assert(
      fc.property(anyEvents, fc.array(anyEvents, { maxLength: 4 }), anyOrders, (events, batches, orders) => {
        let rows = foldRows(null, bitsOf(events), purchaseSteps(orders));
        for (const batch of batches) {
          const fromDay = Math.min(100, ...batch.map((event) => event.day));
          const tail = rows.filter((row) => row.nextDay >= fromDay);
          const base = tail[0] && tail[0].day < fromDay ? tail[0] : null;
          const later = base ? tail.slice(1) : tail;
          const bits = bitsOf(batch);
          addStoredBits(bits, later);
          const { changed, goneDays } = differenceOf(tail, foldRows(base, bits, storedSteps(later)));
          const byDay = new Map(rows.map((row) => [row.day, row]));
          for (const day of goneDays) byDay.delete(day);
          for (const row of changed) byDay.set(row.day, row);
          rows = [...byDay.values()].sort((a, b) => a.day - b.day);
        }
        expect(statesOf(rows)).toEqual(byDomain([...events, ...batches.flat()], orders));
      }),
    );
  });

  it('are left alone by what was known already', () => {
    fc.assert(
      fc.property(anyEvents, anyOrders, (events, orders) => {
        const rows = foldRows(null, bitsOf(events), purchaseSteps(orders));
        const again = bitsOf(events);
        addStoredBits(again, rows);
        expect(differenceOf(rows, foldRows(null, again, purchaseSteps(orders)))).toEqual({
          changed: [],
          goneDays: [],
          fromDay: 2_000_000,
        });
      }),
    );
  });

  it('name the first day that reads otherwise, not the row that only ends sooner', () => {
    const rows = foldRows(null, bitsOf([{ day: 3, depth: 'touch' }]), []);
    const later = foldRows(
      null,
      bitsOf([
        { day: 3, depth: 'touch' },
        { day: 9, depth: 'deep' },
      ]),
      [],
    );
    expect(differenceOf(rows, later)).toMatchObject({ fromDay: 9, changed: [{ day: 3 }, { day: 9 }] });
  });
});
