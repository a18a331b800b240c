import { NEVER_MS } from '../shared/limits';
import { balanceAt, scheduleAt } from './points-balance';

const lot = (change: object) => ({
  pending: 0,
  remaining: 0,
  held: 0,
  activatesAtMs: 0,
  expiresAtMs: NEVER_MS,
  ...change,
});

it('counts what is due as available and what is expired as gone, at the very instant', () => {
  const lots = [
    lot({ pending: 120, activatesAtMs: 50, expiresAtMs: 90 }),
    lot({ remaining: 30, held: 5, expiresAtMs: 60 }),
  ];
  const at = (nowMs: number) => {
    const { available, pending, held } = balanceAt(lots, nowMs);
    return [available, pending, held];
  };
  expect(at(49)).toEqual([30, 120, 5]);
  expect(at(50)).toEqual([150, 0, 5]);
  expect(at(60)).toEqual([120, 0, 5]);
  expect(at(90)).toEqual([0, 0, 5]);
});

it('says how deep a debt is, and what is due repays it', () => {
  const lots = [lot({ remaining: -40 }), lot({ pending: 100, activatesAtMs: 50 })];
  expect(balanceAt(lots, 49)).toMatchObject({ available: -40, debt: 40, pending: 100 });
  expect(balanceAt(lots, 50)).toMatchObject({ available: 60, debt: 0, pending: 0 });
});

it('lets what became available repay a debt before it expires', () => {
  const lots = [
    lot({ remaining: -40 }),
    lot({ pending: 30, activatesAtMs: 50, expiresAtMs: 60 }),
    lot({ pending: 30, activatesAtMs: 55, expiresAtMs: 55 }),
  ];
  expect(balanceAt(lots, 49)).toMatchObject({ available: -40, pending: 60 });
  expect(balanceAt(lots, 50)).toMatchObject({ available: -10, pending: 30 });
  expect(balanceAt(lots, 70)).toMatchObject({ available: 0, debt: 0, pending: 0, expiringNext: null });
});

it('schedules what comes and what goes, one line per instant, soonest first', () => {
  const lots = [
    lot({ remaining: 10, expiresAtMs: 90 }),
    lot({ remaining: 5, expiresAtMs: 70 }),
    lot({ remaining: 7, expiresAtMs: 90 }),
    lot({ remaining: 1 }),
    lot({ pending: 3, activatesAtMs: 60, expiresAtMs: 99 }),
    lot({ remaining: 4, expiresAtMs: 40 }),
  ];
  expect(scheduleAt(lots, 50)).toEqual({
    pending: [{ atMs: 60, points: 3 }],
    expiring: [
      { atMs: 70, points: 5 },
      { atMs: 90, points: 17 },
    ],
  });
  expect(balanceAt(lots, 50).expiringNext).toEqual({ atMs: 70, points: 5 });
});
