import { readOrderLines, readRefundLines } from './lines';

const line = (item: string, amount_fen: number, quantity = 1) => ({ item, quantity, amount_fen });

describe('lines of an order', () => {
  it('are read in the order given, and add up', () => {
    expect(readOrderLines([line('鞋', 190, 2), line('', 9)], 199, 3)).toEqual([
      { item: '鞋', quantity: 2, amountFen: 190 },
      { item: '', quantity: 1, amountFen: 9 },
    ]);
  });

  it.each([
    [[line('shoe', 198)]],
    [[]],
    ['shoe'],
    [[line('shoe', 199), line('bag', -1), line('bag', 1)]],
    [[line('shoe', 199, 0)]],
    [[line('x'.repeat(65), 199)]],
    [[line('鞋'.repeat(22), 199)]],
    [[{ ...line('shoe', 199), price: 1 }]],
    [[line('shoe', 199.5), line('bag', -0.5)]],
    [[null]],
    [[line('a', 190), line('b', 7), line('c', 1), line('d', 1)]],
  ])('are none as %j', (lines) => {
    expect(readOrderLines(lines, 199, 3)).toBeNull();
  });
});

describe('lines of a refund', () => {
  it('are read by their numbers in the order', () => {
    expect(readRefundLines([{ line: 2, amount_fen: 100 }], 100, 3)).toEqual([{ line: 2, amountFen: 100 }]);
  });

  it.each([
    [[{ line: 1, amount_fen: 99 }]],
    [[{ line: 0, amount_fen: 100 }]],
    [[{ line: 4, amount_fen: 100 }]],
    [
      [
        { line: 1, amount_fen: 50 },
        { line: 1, amount_fen: 50 },
      ],
    ],
  ])('are none as %j', (lines) => {
    expect(readRefundLines(lines, 100, 3)).toBeNull();
  });
});
