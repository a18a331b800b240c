import { paymentEntries, writeOffEntries, type HeldAtClosing } from '.';

const store = { kind: 'store', id: 7 } as const;
const guide = { kind: 'guide', id: 9 } as const;
const short = (entries: ReturnType<typeof paymentEntries>) =>
  entries.map(({ account: { ownerKind, asset, bucket }, amount }) => [ownerKind, asset, bucket, amount]);

describe('the points of a paid statement', () => {
  it('leave the accounts of the party, whichever of them held them', () => {
    const held: HeldAtClosing[] = [
      { asset: 'points', bucket: 'clearing', points: 500 },
      { asset: 'guide_points', bucket: 'pending', points: 30 },
      { asset: 'guide_points', bucket: 'available', points: 70 },
    ];
    expect(short(paymentEntries(store, held))).toEqual([
      ['store', 'points', 'clearing', -500],
      ['store', 'guide_points', 'available', -100],
      ['system', 'points', 'redemption', 500],
      ['system', 'guide_points', 'redemption', 100],
    ]);
  });

  it('are none where nothing was held', () => {
    expect(paymentEntries(guide, [])).toEqual([]);
    expect(paymentEntries(guide, [{ asset: 'guide_points', bucket: 'available', points: 0 }])).toEqual([]);
  });

  it('add up to nothing', () => {
    const held: HeldAtClosing[] = [
      { asset: 'points', bucket: 'clearing', points: -20 },
      { asset: 'guide_points', bucket: 'held', points: 3 },
    ];
    expect(paymentEntries(store, held).reduce((sum, { amount }) => sum + amount, 0)).toBe(0);
  });
});

describe('a debt that is given up', () => {
  it('is the fewest points that are worth it, from where the party owes them', () => {
    expect(short(writeOffEntries(store, 101, { points: 50, guide_points: 100 }))).toEqual([
      ['store', 'points', 'clearing', 202],
      ['system', 'points', 'write_off', -202],
    ]);
    expect(short(writeOffEntries(guide, 101, { points: 50, guide_points: 100 }))).toEqual([
      ['guide', 'guide_points', 'available', 101],
      ['system', 'guide_points', 'write_off', -101],
    ]);
  });

  it('is none where nothing is owed or points are worth nothing', () => {
    expect(writeOffEntries(guide, 0, { points: 1, guide_points: 1 })).toEqual([]);
    expect(writeOffEntries(guide, 5, { points: 1, guide_points: 0 })).toEqual([]);
  });
});
