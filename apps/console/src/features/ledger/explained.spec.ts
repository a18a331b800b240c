import { explainedOf } from './explained';

const nothing = {
  ruleVersion: null,
  amountFen: null,
  factors: [],
  combine: null,
  refund: null,
  gift: null,
  opening: null,
  importId: null,
};

describe('what a transaction says of its reason', () => {
  it('is the version, the amount and every step of the sum', () => {
    const base = { kind: 'base', of: '', percent: null, points: 698, adds: 698 };
    const rest = { lines: [[0, 698, 0, 0]], terms: { lots: [] }, rule: 'order' };
    expect(
      explainedOf({ ruleVersion: 3, amountFen: 69_800, factors: [base], combine: 'sum', ...rest }),
    ).toEqual({
      ...nothing,
      ruleVersion: 3,
      amountFen: 69_800,
      factors: [base],
      combine: 'sum',
    });
  });

  it('is what of an order went back', () => {
    const said = { refundId: 9, refundedFen: 100, orderAmountFen: 400, earnedPoints: 4, source: 'earn:1' };
    expect(explainedOf(said)).toEqual({ ...nothing, refund: { refundedFen: 100, ofFen: 400, earned: 4 } });
  });

  it('is never a key, a row id or anything that is not understood', () => {
    expect(
      explainedOf({ adjustmentId: 7, giftId: 8, terms: {}, factors: [{ kind: 'x' }], mergeId: 9 }),
    ).toEqual(nothing);
  });
});
