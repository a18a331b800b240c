import * as fc from 'fast-check';
import { fitRefunds, type OpenRefund } from './refunds';

const refund = (key: string, refundedAtMs: number, amountFen: number): OpenRefund => ({
  key: Buffer.from(key),
  refundedAtMs,
  amountFen,
});
const anyRefunds = fc.uniqueArray(
  fc.record({ key: fc.stringMatching(/^[a-z]{1,3}$/), at: fc.nat(3), amountFen: fc.nat(60) }),
  { selector: (one) => one.key, maxLength: 6 },
);

describe('fitRefunds', () => {
  it('applies what fits, whole, and counts up to the amount', () => {
    const [a, b, c] = [refund('a', 1, 60), refund('b', 2, 60), refund('c', 3, 40)] as const;
    expect(fitRefunds(100, 0, [a, b, c])).toEqual({
      applied: [
        { refund: a, refundedFenSoFar: 60 },
        { refund: c, refundedFenSoFar: 100 },
      ],
      excess: [b],
    });
  });

  it('counts what was refunded before', () => {
    expect(fitRefunds(100, 50, [refund('a', 1, 51)]).excess).toHaveLength(1);
    expect(fitRefunds(100, 50, [refund('a', 1, 50)]).applied[0]?.refundedFenSoFar).toBe(100);
  });

  it('takes a refund of nothing from an order of nothing', () => {
    expect(fitRefunds(0, 0, [refund('a', 1, 0)]).excess).toEqual([]);
  });

  it('never applies more than the order was worth, and answers the same for any order of arrival', () => {
    fc.assert(
      fc.property(fc.nat(100), anyRefunds, fc.func(fc.integer()), (amountFen, drafts, weight) => {
        const refunds = drafts.map(({ key, at, amountFen: fen }) => refund(key, at, fen));
        const shuffled = [...refunds].sort((a, b) => weight(a) - weight(b));
        const fitted = fitRefunds(amountFen, 0, refunds);
        expect(fitRefunds(amountFen, 0, shuffled)).toEqual(fitted);
        expect(fitted.applied.length + fitted.excess.length).toBe(refunds.length);
        expect(fitted.applied.at(-1)?.refundedFenSoFar ?? 0).toBeLessThanOrEqual(amountFen);
      }),
    );
  });
});
