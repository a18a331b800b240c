import { duePosting } from './due-posting';
import { checkHold, holdAfter, isOverdue } from './hold-rules';
import type { HoldRecord } from './owner-history';
import { accountOf, type OwnerRef } from './owners';
import { checkForm } from './posting-form';
import type { PostingKind } from './posting';

const owner: OwnerRef = { brandId: 1, owner: { kind: 'member', id: 7 }, asset: 'points' };
const hold: HoldRecord = {
  ...{ brandId: 1, ownerKind: 'member', ownerId: 7, asset: 'points', id: 9 },
  ...{ points: 50, state: 'open', expiresAtMs: 100, heldBy: 9, settledBy: 0, captured: 0, restored: 0 },
};
const settling = (kind: PostingKind, fromHeld: number, toAvailable: number) => ({
  kind,
  entries: [
    { account: accountOf(owner, 'held'), amount: -fromHeld },
    { account: accountOf(owner, 'available'), amount: toAvailable },
  ],
});

it('takes a hold whole: what is not captured is given back', () => {
  expect(checkHold(settling('capture', 50, 20), hold, 99).ok).toBe(true);
  expect(holdAfter(settling('capture', 50, 20), hold, 99)).toEqual({ state: 'captured', captured: 30 });
  expect(checkHold(settling('capture', 40, 10), hold, 99)).toMatchObject({
    error: { code: 'LEDGER_HOLD_INVALID' },
  });
  expect(checkHold(settling('release', 50, 49), hold, 99)).toMatchObject({
    error: { code: 'LEDGER_HOLD_INVALID' },
  });
});

it('lapses a hold at its instant: it can be released, not captured', () => {
  expect([isOverdue(hold, 99), isOverdue(hold, 100)]).toEqual([false, true]);
  expect(checkHold(settling('capture', 50, 0), hold, 100)).toMatchObject({ error: { code: 'HOLD_LAPSED' } });
  expect(holdAfter(settling('release', 50, 50), hold, 99)).toMatchObject({ state: 'released' });
  expect(holdAfter(settling('release', 50, 50), hold, 100)).toMatchObject({ state: 'lapsed' });
});

it('settles once, and gives back no more than was taken', () => {
  const captured: HoldRecord = { ...hold, state: 'captured', captured: 30, restored: 10 };
  expect(checkHold(settling('release', 50, 50), captured, 1)).toMatchObject({
    error: { code: 'HOLD_SETTLED' },
  });
  expect(checkHold(settling('restore', 0, 20), captured, 1).ok).toBe(true);
  expect(holdAfter(settling('restore', 0, 20), captured, 1)).toEqual({ restored: 30 });
  expect(checkHold(settling('restore', 0, 21), captured, 1)).toMatchObject({
    error: { code: 'RESTORE_EXCEEDS', pointsLeft: 20 },
  });
  expect(checkHold(settling('restore', 0, 1), hold, 1)).toMatchObject({ error: { code: 'HOLD_SETTLED' } });
});

it('posts what time has done in a form that is valid, breakage to the funder of the lot', () => {
  const lot = { version: 2, funder: { kind: 'store', id: 5 } } as const;
  const expired = duePosting(owner, { kind: 'expire', lotId: 4, points: 8, atMs: 1 }, lot);
  expect(expired).toMatchObject({ key: 'expire:4:2', reference: { kind: 'lot', id: '4' } });
  expect(expired.entries[1]).toMatchObject({
    account: { ownerKind: 'store', ownerId: 5, bucket: 'breakage' },
  });
  const lapsed = duePosting(owner, { kind: 'lapse', holdId: 9, points: 50, atMs: 100 }, undefined);
  expect([checkForm(expired).ok, checkForm(lapsed).ok]).toEqual([true, true]);
  expect(checkHold(lapsed, hold, 100).ok).toBe(true);
});

it('refuses a hold of two owners, and a release that names no hold', () => {
  const other = accountOf({ ...owner, owner: { kind: 'member', id: 8 } }, 'held');
  const placed = {
    ...({ key: 'k', kind: 'hold', reference: { kind: 'manual', id: '0' } } as const),
    entries: [
      { account: accountOf(owner, 'available'), amount: -5 },
      { account: other, amount: 5 },
    ],
    hold: { purpose: 'order', untilMs: 9 } as const,
  };
  expect(checkForm(placed)).toMatchObject({ error: { code: 'LEDGER_HOLD_INVALID' } });
  const release = { key: 'k', ...settling('release', 5, 5), reference: { kind: 'manual', id: '0' } as const };
  expect(checkForm(release)).toMatchObject({ error: { code: 'LEDGER_HOLD_INVALID' } });
});
