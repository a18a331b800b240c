import { adjustmentFault, adjustmentNeedsSecond, type AdjustmentAsk } from '.';

const asked: AdjustmentAsk = { ownerKind: 'member', asset: 'points', points: 100, expiresAtMs: 2_000 };
const faultOf = (change: Partial<AdjustmentAsk>) => adjustmentFault({ ...asked, ...change }, 1_000, 1_999);

describe('an adjustment', () => {
  it('is of points that its owner can have', () => {
    expect(faultOf({})).toBeNull();
    expect(faultOf({ asset: 'growth' })).toBeNull();
    expect(faultOf({ asset: 'guide_points' })).toEqual({ code: 'ADJUSTMENT_ASSET_WRONG' });
    expect(faultOf({ ownerKind: 'guide', asset: 'guide_points' })).toBeNull();
    expect(faultOf({ ownerKind: 'guide' })).toEqual({ code: 'ADJUSTMENT_ASSET_WRONG' });
  });

  it('is never larger than the brand allows, giving or taking', () => {
    const tooLarge = { code: 'ADJUSTMENT_TOO_LARGE', maxPoints: 1_000 };
    expect([faultOf({ points: 1_000 }), faultOf({ points: -1_000 })]).toEqual([null, null]);
    expect([faultOf({ points: 1_001 }), faultOf({ points: -1_001 })]).toEqual([tooLarge, tooLarge]);
  });

  it('gives no points that have expired, and takes whatever there is', () => {
    expect(faultOf({ expiresAtMs: 1_999 })).toEqual({ code: 'ADJUSTMENT_EXPIRY_PAST' });
    expect(faultOf({ expiresAtMs: 1_999, points: -1 })).toBeNull();
  });

  it('needs a second person above the limit, slices of a day added up', () => {
    expect(adjustmentNeedsSecond(100, 0, 100)).toBe(false);
    expect(adjustmentNeedsSecond(-101, 0, 100)).toBe(true);
    expect(adjustmentNeedsSecond(-50, 51, 100)).toBe(true);
  });
});
