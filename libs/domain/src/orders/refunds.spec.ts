import * as fc from 'fast-check';
import { fitRefunds, type OpenRefund, type OrderWorth } from './refunds';

const refund = (
  key: string,
  refundedAtMs: number,
  amountFen: number,
  lines: OpenRefund['lines'] = [],
): OpenRefund => ({ refundKey: Buffer.from(key), refundedAtMs, amountFen, lines });
const worth = (amountFen: number, refundedFen = 0): OrderWorth => ({ amountFen, refundedFen, lines: [] });
const inLines = (...amounts: number[]): OrderWorth => ({
  amountFen: amounts.reduce((sum, fen) => sum + fen, 0),
  refundedFen: 0,
  lines: amounts.map((amountFen, i) => ({ line: i + 1, amountFen, refundedFen: 0 })),
});
const anyRefunds = fc.uniqueArray(
  fc.record({ key: fc.stringMatching(/^[a-z]{1,3}$/), at: fc.nat(3), fen: fc.nat(60), line: fc.nat(3) }),
  { selector: (one) => one.key, maxLength: 6 },
);

describe('fitRefunds', () => {
  it('applies what fits, whole, and counts up to the amount', () => {
    const [a, b, c] = [refund('a', 1, 60), refund('b', 2, 60), refund('c', 3, 40)] as const;
    const fitted = fitRefunds(worth(100), [a, b, c]);
    expect(fitted.applied.map((one) => [one.refund, one.refundedFenSoFar])).toEqual([
      [a, 60],
      [c, 100],
    ]);
    expect(fitted.excess).toEqual([b]);
  });

  it('counts what was refunded before', () => {
    expect(fitRefunds(worth(100, 50), [refund('a', 1, 51)]).excess).toHaveLength(1);
    expect(fitRefunds(worth(100, 50), [refund('a', 1, 50)]).applied[0]?.refundedFenSoFar).toBe(100);
  });

  it('takes a refund of nothing from an order of nothing', () => {
    expect(fitRefunds(worth(0), [refund('a', 1, 0)]).excess).toEqual([]);
  });

  it('refuses more of a line than was paid for it, and a line that is not there', () => {
    const order = inLines(60, 40);
    const [tooMuch, unknown] = [
      refund('a', 1, 50, [{ line: 2, amountFen: 50 }]),
      refund('b', 2, 10, [{ line: 3, amountFen: 10 }]),
    ];
    expect(fitRefunds(order, [tooMuch, unknown]).excess).toEqual([tooMuch, unknown]);
  });

  it('keeps refunds of lines apart from refunds of the whole', () => {
    const refunds = [refund('a', 1, 30, [{ line: 1, amountFen: 30 }]), refund('b', 2, 20)];
    expect(fitRefunds(inLines(60, 40), refunds).applied.at(-1)?.state).toEqual({
      lines: [
        { line: 1, amountFen: 60, refundedFen: 30 },
        { line: 2, amountFen: 40, refundedFen: 0 },
      ],
      unlinedFen: 20,
    });
  });

  it('counts a refund of lines as one of the whole where the order came without lines', () => {
    const fitted = fitRefunds(worth(100), [refund('a', 1, 30, [{ line: 1, amountFen: 30 }])]);
    expect(fitted.applied[0]?.state).toEqual({
      lines: [{ line: 0, amountFen: 100, refundedFen: 0 }],
      unlinedFen: 30,
    });
  });

  it('never applies more than the order was worth, and answers the same for any order of arrival', () => {
    fc.assert(
      fc.property(fc.nat(100), anyRefunds, fc.func(fc.integer()), (half, drafts, weight) => {
        const order = inLines(half, 100 - half);
        const refunds = drafts.map(({ key, at, fen, line }) =>
          refund(key, at, fen, line === 0 ? [] : [{ line, amountFen: fen }]),
        );
        const shuffled = [...refunds].sort((a, b) => weight(a) - weight(b));
        const fitted = fitRefunds(order, refunds);
        expect(fitRefunds(order, shuffled)).toEqual(fitted);
        expect(fitted.applied.length + fitted.excess.length).toBe(refunds.length);
        expect(fitted.applied.at(-1)?.refundedFenSoFar ?? 0).toBeLessThanOrEqual(order.amountFen);
        for (const { state } of fitted.applied) {
          expect(state.lines.every((one) => one.refundedFen <= one.amountFen)).toBe(true);
          expect(state.unlinedFen).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});
