import * as fc from 'fast-check';
import { judgeToldLines, type ToldLine } from './told-lines';

const line = (number: number, amountFen: number, item = `i${number}`): ToldLine => ({
  line: number,
  item,
  quantity: 1,
  amountFen,
});
const order = (amountFen: number, hasOwnLines = false) => ({ amountFen, hasOwnLines });

describe('lines that came by themselves', () => {
  it('wait for their order', () => {
    expect(judgeToldLines(null, [line(1, 5)])).toEqual({ state: 'waiting', lines: [] });
  });

  it('are its lines where they add up, by their numbers, whatever numbers those are', () => {
    const verdict = judgeToldLines(order(30), [line(20, 10), line(10, 20)]);
    expect(verdict.state).toBe('applied');
    expect(verdict.lines.map(({ item }) => item)).toEqual(['i10', 'i20']);
  });

  it.each([[[line(1, 29)]], [[line(1, 31)]], [[line(1, 20), line(2, 20)]], [[]]])(
    'are not where they come to something else: %j',
    (told) => {
      expect(judgeToldLines(order(30), told)).toEqual({ state: 'differs', lines: [] });
    },
  );

  it('leave the lines alone that the order came with', () => {
    expect(judgeToldLines(order(30, true), [line(1, 30)])).toEqual({ state: 'own', lines: [] });
  });

  it('are judged alike in whatever order they came', () => {
    const told = fc.uniqueArray(fc.record({ line: fc.nat(20), fen: fc.nat(9) }), {
      selector: (one) => one.line,
      maxLength: 8,
    });
    fc.assert(
      fc.property(told, fc.nat(40), fc.func(fc.integer()), (drafts, amountFen, weight) => {
        const lines = drafts.map((one) => line(one.line, one.fen));
        const shuffled = [...lines].sort((a, b) => weight(a) - weight(b));
        expect(judgeToldLines(order(amountFen), shuffled)).toEqual(judgeToldLines(order(amountFen), lines));
      }),
    );
  });
});
