import * as fc from 'fast-check';
import {
  ASSETS,
  OWNER_BUCKETS,
  applyPosting,
  checkLimits,
  checkPosting,
  mergePosting,
  type HeldBalance,
} from '.';

const merge = (held: readonly HeldBalance[]) =>
  mergePosting({ key: 'merge:1', mergeId: 1, fromMemberId: 7, toMemberId: 8, held });

describe('mergePosting', () => {
  it('leaves the alias empty and the kept member with both balances, whatever they were', () => {
    const anyBalance = fc.integer({ min: -1_000_000, max: 1_000_000 });
    fc.assert(
      fc.property(anyBalance, anyBalance, (from, to) => {
        const before = new Map([
          ['member:7:points:available', from],
          ['member:8:points:available', to],
        ]);
        const posting = merge([{ asset: 'points', bucket: 'available', balance: from }]);
        if (from === 0) return expect(posting).toBeNull();
        expect(checkPosting(posting!).ok).toBe(true);
        expect(checkLimits(before, posting!).ok).toBe(true);
        const after = applyPosting(before, posting!);
        expect([after.get('member:7:points:available'), after.get('member:8:points:available')]).toEqual([
          0,
          from + to,
        ]);
      }),
    );
  });

  it('carries every asset and bucket in one posting', () => {
    const held = ASSETS.flatMap((asset) => OWNER_BUCKETS.map((bucket) => ({ asset, bucket, balance: 5 })));
    expect(merge(held)?.entries).toHaveLength(2 * held.length);
    expect(checkPosting(merge(held)!).ok).toBe(true);
  });

  it('stops at a member merged into itself', () => {
    expect(() => mergePosting({ key: 'm', mergeId: 1, fromMemberId: 7, toMemberId: 7, held: [] })).toThrow(
      'LEDGER-4',
    );
  });
});
