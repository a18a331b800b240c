import fc from 'fast-check';
import { NEVER_MS } from '../../shared/limits';
import { HQ, type FactLot, type FactOwner } from './book';
import { movedBy, stepsTo, type LotStep, type StoredLot, type StoredOwner } from './straighten';

/** What one fact's points are, told apart by bucket; the held ones are kept by one hold. */
interface Told {
  readonly rootId: number;
  readonly endMs: number;
  readonly pending: number;
  readonly remaining: number;
  readonly held: number;
}

const points = fc.integer({ min: 0, max: 50 });
const told = (owed: number): fc.Arbitrary<Told[]> =>
  fc.uniqueArray(
    fc.record({
      rootId: fc.integer({ min: 1, max: 4 }),
      endMs: fc.constantFrom(1_000, 2_000, NEVER_MS),
      pending: points,
      // Nothing is available beside a debt.
      remaining: owed > 0 ? fc.constant(0) : points,
      held: points,
    }),
    { maxLength: 4, selector: ({ rootId, endMs }) => `${rootId} ${endMs}` },
  );
const owner = fc
  .oneof(fc.constant(0), points)
  .chain((owed) => fc.record({ owed: fc.constant(owed), lots: told(owed) }));
type Owner = typeof owner extends fc.Arbitrary<infer T> ? T : never;

const HOLD = 7;

function factsOf({ owed, lots }: Owner): FactOwner {
  const all = lots.map(({ rootId, endMs, ...left }, place): FactLot => {
    const more = { source: '', funder: HQ, storeId: 0, activatesAtMs: 0 };
    return { place, rootId, expiresAtMs: endMs, ...more, ...left };
  });
  const parts = all.filter(({ held }) => held > 0).map((lot) => ({ lot, points: lot.held }));
  const about = { id: HOLD, placedAtMs: 0, untilMs: NEVER_MS, restored: 0 };
  return {
    lots: all,
    holds: parts.length > 0 ? [{ ...about, state: 'open', parts }] : [],
    debts: owed > 0 ? [{ funder: HQ, policy: 'unlimited', points: owed }] : [],
    writeOffs: [],
  };
}

function storedOf({ owed, lots }: Owner, hasHold: boolean): StoredOwner {
  const stored = lots.map(({ rootId, endMs, held, ...left }, i): StoredLot => {
    return { id: 100 + i, rootId, expiresAtMs: endMs, ...left, held: hasHold ? held : 0 };
  });
  const debt = { id: 200, rootId: 0, expiresAtMs: NEVER_MS, pending: 0, remaining: -owed, held: 0 };
  const parts = new Map(stored.filter(({ held }) => held > 0).map(({ id, held }) => [id, held]));
  return {
    lots: owed > 0 ? [...stored, debt] : stored,
    holds: hasHold ? [{ id: HOLD, parts }] : [],
  };
}

/** The lots behind each step. */
function after(stored: StoredOwner, steps: readonly LotStep[]): StoredLot[][] {
  const lots = new Map(stored.lots.map((lot) => [lot.id, lot]));
  return steps.map(({ changes, opened }) => {
    for (const { id, rootId, expiresAtMs, pending, remaining, held } of opened)
      lots.set(id, { id, rootId, expiresAtMs, pending, remaining, held });
    for (const change of changes) {
      const lot = lots.get(change.lotId) as StoredLot;
      lots.set(lot.id, {
        ...lot,
        pending: lot.pending + change.pending,
        remaining: lot.remaining + change.remaining,
        held: lot.held + change.held,
        expiresAtMs: change.expiresToMs === 0 ? lot.expiresAtMs : change.expiresToMs,
      });
    }
    return [...lots.values()];
  });
}

/** Points by fact, end and bucket, whatever lots they lie in. */
function sums(lots: readonly StoredLot[]): [string, number][] {
  const all = new Map<string, number>();
  for (const { rootId, expiresAtMs, ...lot } of lots) {
    for (const bucket of ['pending', 'remaining', 'held'] as const) {
      const slot = rootId === 0 ? `debt ${bucket}` : `${rootId} ${expiresAtMs} ${bucket}`;
      all.set(slot, (all.get(slot) ?? 0) + lot[bucket]);
    }
  }
  return [...all].filter(([, sum]) => sum !== 0).sort();
}

describe('the steps from what is stored to what facts say', () => {
  // A hold is there before and after, or it never was: who places or settles one posts it.
  const both = fc.tuple(owner, owner).filter(([from, to]) => hasHeld(from) === hasHeld(to));
  const hasHeld = ({ lots }: Owner): boolean => lots.some(({ held }) => held > 0);

  it('end in what facts say, and each of them moves an account', () => {
    fc.assert(
      fc.property(both, ([from, to]) => {
        const stored = storedOf(from, hasHeld(from));
        let next = 1_000;
        const steps = stepsTo(factsOf(to), stored, () => (next += 1));
        const last = after(stored, steps).at(-1) ?? stored.lots;
        expect(sums(last)).toEqual(sums(storedOf(to, true).lots));
        for (const step of steps) expect(Object.values(movedBy(step)).some((sum) => sum !== 0)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('leave no debt beside points that are available, not in between either (INV-5)', () => {
    fc.assert(
      fc.property(both, ([from, to]) => {
        const stored = storedOf(from, hasHeld(from));
        let next = 1_000;
        const steps = stepsTo(factsOf(to), stored, () => (next += 1));
        for (const lots of after(stored, steps)) {
          const isOwed = lots.some(({ remaining }) => remaining < 0);
          expect(isOwed && lots.some(({ remaining }) => remaining > 0)).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });
});
