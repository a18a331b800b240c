import * as fc from 'fast-check';
import {
  areInTurn,
  consume,
  dueSteps,
  giveBack,
  planTaking,
  repayments,
  settledAt,
  type ClawbackPolicy,
  type Lot,
} from '.';
import { NEVER_MS } from '../shared/limits';

const NOW = 1_000;
const lotOf = (change: Partial<Lot> & { id: number }): Lot => ({
  pending: 0,
  remaining: 0,
  held: 0,
  activatesAtMs: 0,
  expiresAtMs: NEVER_MS,
  funder: { kind: 'system', id: 0 },
  storeId: 0,
  ...change,
});
const anyLot = fc.record({
  pending: fc.constantFrom(0, 0, 5, 40),
  remaining: fc.nat(60),
  held: fc.constantFrom(0, 0, 7),
  activatesAtMs: fc.constantFrom(0, 400, 900, 1_500),
  expiresAtMs: fc.constantFrom(500, 800, 1_000, 1_001, 2_000, NEVER_MS),
});
const anyLots = fc
  .array(anyLot, { maxLength: 8 })
  .map((lots) => lots.map((lot, id) => lotOf({ ...lot, id })));
const total = (parts: readonly { readonly points: number }[]): number =>
  parts.reduce((sum, { points }) => sum + points, 0);
const available = (lots: readonly Lot[]): number => lots.reduce((sum, { remaining }) => sum + remaining, 0);
const held = (lots: readonly Lot[]): number => lots.reduce((sum, lot) => sum + lot.held, 0);

describe('areInTurn', () => {
  const placed = { openedAtMs: 100, expiresAtMs: 900, amount: 10, carriedFrom: 0 };
  it.each([
    ['one after the other', { openedAtMs: 101 }, true],
    ['one before the other', { openedAtMs: 99 }, false],
    ['one before the other, which ends earlier', { openedAtMs: 99, expiresAtMs: 800 }, true],
    ['the larger of one instant last', { amount: 11 }, false],
    ['what a merge carried over', { openedAtMs: 101, carriedFrom: 7 }, false],
    ['what a merge carried over, which ends earlier', { carriedFrom: 7, expiresAtMs: 800 }, true],
  ])('judges lots by id, end and instant: %s', (_, second, expected) => {
    const lots = [
      { ...placed, id: 1 },
      { ...placed, id: 2, ...second },
    ];
    expect(areInTurn(lots)).toBe(expected);
    expect(areInTurn([...lots].reverse())).toBe(expected);
  });
});

describe('consume', () => {
  it('takes what expires first, ties by id, and never more than there is', () => {
    fc.assert(
      fc.property(anyLots, fc.nat(300), (lots, points) => {
        const { parts, missing } = consume(lots, 'remaining', points);
        expect(total(parts) + missing).toBe(points);
        expect(missing).toBe(Math.max(0, points - available(lots)));
        const inOrder = [...lots].sort((a, b) => a.expiresAtMs - b.expiresAtMs || a.id - b.id);
        // FIFO: whoever is touched, everybody before is empty.
        const touched = inOrder.filter(({ id }) => parts.some(({ lotId }) => lotId === id));
        const last = touched[touched.length - 1];
        for (const lot of inOrder.slice(0, last ? inOrder.indexOf(last) : 0)) {
          expect(total(parts.filter(({ lotId }) => lotId === lot.id))).toBe(lot.remaining);
        }
      }),
    );
  });

  it('takes named lots before all others', () => {
    const lots = [lotOf({ id: 1, remaining: 5, expiresAtMs: 1 }), lotOf({ id: 2, remaining: 5 })];
    expect(consume(lots, 'remaining', 7, [2]).parts).toEqual([
      { lotId: 2, points: 5 },
      { lotId: 1, points: 2 },
    ]);
  });
});

describe('giveBack', () => {
  it('gives every part back once over any split, last taken first, and never more', () => {
    const anyParts = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        anyParts,
        fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 12 }),
        (sizes, refunds) => {
          const parts = sizes.map((points, lotId) => ({ lotId, points }));
          const back = new Map<number, number>();
          let already = 0;
          for (const refund of refunds) {
            const given = giveBack(parts, refund, already);
            already += total(given);
            for (const { lotId, points } of given) back.set(lotId, (back.get(lotId) ?? 0) + points);
            // Reverse order: a part is touched only when all behind it are whole again.
            for (const { lotId } of given) {
              for (const later of parts.slice(lotId + 1)) expect(back.get(later.lotId)).toBe(later.points);
            }
          }
          expect(already).toBe(
            Math.min(
              total(parts),
              refunds.reduce((sum, one) => sum + one, 0),
            ),
          );
          for (const { lotId, points } of parts) expect(back.get(lotId) ?? 0).toBeLessThanOrEqual(points);
        },
      ),
    );
  });
});

describe('repayments', () => {
  it('leave nobody owing and having at once, and change no sum', () => {
    const anyMix = fc.array(fc.integer({ min: -60, max: 60 }), { maxLength: 8 });
    fc.assert(
      fc.property(anyMix, (amounts) => {
        const lots = amounts.map((remaining, id) => lotOf({ id, remaining }));
        const { from, to } = repayments(lots);
        expect(total(from)).toBe(total(to));
        const after = lots.map(
          ({ id, remaining }) =>
            remaining -
            total(from.filter(({ lotId }) => lotId === id)) +
            total(to.filter(({ lotId }) => lotId === id)),
        );
        expect(after.some((one) => one < 0) && after.some((one) => one > 0)).toBe(false);
        expect(after.reduce((sum, one) => sum + one, 0)).toBe(available(lots));
      }),
    );
  });
});

describe('dueSteps', () => {
  it('leave nothing due, expire no more than there is, and come in the order of time', () => {
    fc.assert(
      fc.property(anyLots, (lots) => {
        const steps = dueSteps(lots, [], NOW);
        const instants = steps.map(({ atMs }) => atMs);
        expect([...instants].sort((a, b) => a - b)).toEqual(instants);
        for (const lot of lots) {
          const of = (kind: string): number =>
            total(steps.filter((step) => step.kind === kind && 'lotId' in step && step.lotId === lot.id));
          const isActive = lot.activatesAtMs <= NOW;
          expect(of('activate')).toBe(isActive ? lot.pending : 0);
          const left = lot.remaining + (isActive ? lot.pending : 0);
          expect(of('expire')).toBe(lot.expiresAtMs <= NOW ? left : 0);
        }
        const settled = settledAt(lots, [], NOW);
        expect(dueSteps(settled, [], NOW)).toEqual([]);
        for (const lot of settled) expect(lot.remaining).toBeGreaterThanOrEqual(0);
        expect(total(settled.map(({ held }) => ({ points: held })))).toBe(
          total(lots.map(({ held }) => ({ points: held }))),
        );
      }),
    );
  });

  it('protect what is held until its hold lapses, and then expire it there and then', () => {
    const lots = [lotOf({ id: 1, remaining: 3, held: 10, expiresAtMs: 100 })];
    const hold = { holdId: 9, untilMs: 700, parts: [{ lotId: 1, points: 10 }] };
    expect(dueSteps(lots, [], NOW)).toEqual([{ kind: 'expire', lotId: 1, points: 3, atMs: 100 }]);
    expect(dueSteps(lots, [hold], NOW)).toEqual([
      { kind: 'expire', lotId: 1, points: 3, atMs: 100 },
      { kind: 'lapse', holdId: 9, points: 10, atMs: 700 },
      { kind: 'expire', lotId: 1, points: 10, atMs: 700 },
    ]);
  });

  it('let what activates repay a debt before it can expire', () => {
    const lots = [
      lotOf({ id: 1, pending: 30, activatesAtMs: 10, expiresAtMs: 100 }),
      lotOf({ id: 2, remaining: -20 }),
    ];
    expect(dueSteps(lots, [], NOW)).toEqual([
      { kind: 'activate', lotId: 1, points: 30, atMs: 10 },
      { kind: 'expire', lotId: 1, points: 10, atMs: 100 },
    ]);
  });
});

describe('planTaking', () => {
  const policies: readonly ClawbackPolicy[] = ['unlimited', 'within-balance', 'only-pending'];
  const take = (policy: ClawbackPolicy, lots: readonly Lot[], due: number, debtMax?: number) =>
    planTaking({
      policy,
      due,
      lots,
      sources: new Set([0]),
      refundedAtMs: 600,
      ...(debtMax === undefined ? {} : { debtMax }),
    });

  it('accounts for all that is due, and takes no more than the policy allows', () => {
    fc.assert(
      fc.property(anyLots, fc.nat(300), fc.constantFrom(...policies), (lots, due, policy) => {
        const { pending, available: taken, writtenOff } = take(policy, lots, due);
        expect(pending + taken + writtenOff).toBe(due);
        expect(Math.min(pending, taken, writtenOff)).toBeGreaterThanOrEqual(0);
        expect(pending).toBeLessThanOrEqual(lots[0]?.pending ?? 0);
        if (policy === 'unlimited') expect(writtenOff).toBe(0);
        // Held points are the owner's: what they would pay stays due.
        else if (policy === 'within-balance') expect(taken).toBeLessThanOrEqual(available(lots) + held(lots));
        else expect(taken).toBeLessThanOrEqual(available(lots));
      }),
    );
  });

  it('does not depend on whether the activation was posted before the refund', () => {
    const before = [lotOf({ id: 0, pending: 40, activatesAtMs: 900 }), lotOf({ id: 1, remaining: 10 })];
    const after = [lotOf({ id: 0, remaining: 40, activatesAtMs: 900 }), lotOf({ id: 1, remaining: 10 })];
    for (const policy of policies) {
      const sum = ({ pending, available: taken }: ReturnType<typeof take>): number => pending + taken;
      for (const due of [15, 40]) expect(sum(take(policy, before, due))).toBe(sum(take(policy, after, due)));
    }
    expect(take('only-pending', [lotOf({ id: 0, remaining: 40, activatesAtMs: 500 })], 15).writtenOff).toBe(
      15,
    );
  });

  it('stops at the largest debt that the programme allows', () => {
    const lots = [lotOf({ id: 0, remaining: -20 })];
    expect(take('unlimited', lots, 100, 50)).toEqual({ pending: 0, available: 30, writtenOff: 70 });
    expect(take('unlimited', lots, 100, 10)).toEqual({ pending: 0, available: 0, writtenOff: 100 });
  });
});
