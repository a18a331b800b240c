import * as fc from 'fast-check';
import { dayStartMs, formatDay, parseInstant } from '@liuliang/domain';
import type { Cell } from '../../platform/xlsx';
import { fieldOf } from './sheet-cells';

const SHANGHAI = { zone: 'Asia/Shanghai', isFrom1904: false };
const plain = { kind: 'plain' } as const;
const date = { kind: 'date' } as const;
const number = (
  text: string | number,
  format: Extract<Cell, { kind: 'number' }>['format'] = plain,
): Cell => ({
  kind: 'number',
  text: String(text),
  format,
});
const read = (cell: Cell | undefined, column: string, terms = SHANGHAI) => {
  const field = fieldOf(cell, column, terms);
  return field.ok ? field.value : field.error.code;
};

describe('an id is what whoever looks at the sheet reads', () => {
  it.each([
    ['a number', number('13800000001'), '13800000001'],
    ['one that its program wrote with an exponent', number('1.3800000001E10'), '13800000001'],
    ['fifteen digits', number('123456789012345'), '123456789012345'],
    ['zeros in front', number('7', { kind: 'zeros', digits: 5 }), '00007'],
    ['a text with zeros', { kind: 'text', text: '00123' } as const, '00123'],
    ['sixteen digits, of which the last is lost', number('1234567890123456'), 'NUMBER_COLLAPSED'],
    ['eighteen digits', number('1.10105199001011E+17'), 'NUMBER_COLLAPSED'],
    ['shown with an exponent', number('12345', { kind: 'scientific' }), 'NUMBER_COLLAPSED'],
    ['too small to be an id', number('1E-9'), 'NUMBER_COLLAPSED'],
    ['a date that was an id: 3-5', number('46086', date), 'CELL_NOT_TEXT'],
    ['separators', number('12345', { kind: 'dressed' }), 'CELL_NOT_TEXT'],
    ['a percentage', number('0.5', { kind: 'percent' }), 'CELL_NOT_TEXT'],
    ['TRUE', { kind: 'nothing of ours', text: 'TRUE' } as const, 'CELL_INVALID'],
    ['#N/A', { kind: 'nothing of ours', text: '#N/A' } as const, 'CELL_INVALID'],
    ['nothing', undefined, ''],
  ])('%s', (_, cell, expected) => expect(read(cell, 'order_id')).toBe(expected));
});

describe('an amount is its value', () => {
  it.each([
    ['whole', number('12850'), 'amount_fen', '12850'],
    ['with a currency', number('128.5', { kind: 'dressed' }), 'amount_yuan', '128.5'],
    ['what a sum came to', number('128.49999999999999'), 'amount_yuan', '128.5'],
    [
      'three decimals, of which two are shown',
      number('128.456', { kind: 'dressed' }),
      'amount_yuan',
      '128.456',
    ],
    ['a date', number('46086', date), 'amount_fen', 'CELL_INVALID'],
    ['a percentage', number('0.5', { kind: 'percent' }), 'points', 'CELL_INVALID'],
    ['an error', { kind: 'nothing of ours', text: '#REF!' } as const, 'amount_fen', 'CELL_INVALID'],
  ])('%s', (_, cell, column, expected) => expect(read(cell, column)).toBe(expected));
});

describe('a date is a day or an instant by the clocks of the brand', () => {
  it.each([
    ['a day', number('46145', date), '2026-05-03'],
    ['a time of day', number('46145.416666666664', date), '2026-05-03T10:00:00+08:00'],
    ['a second before midnight', number('46145.999988425923', date), '2026-05-03T23:59:59+08:00'],
    ['a number without a date, which could be anything', number('46145'), '46145'],
    ['digits', number('20260503'), '20260503'],
    ['before the false leap day', number('59', date), '59'],
    ['in words', { kind: 'date', text: '2026-05-03T10:00:00' } as const, '2026-05-03T10:00:00+08:00'],
    [
      'in words, with its offset',
      { kind: 'date', text: '2026-05-03T02:00:00Z' } as const,
      '2026-05-03T02:00:00Z',
    ],
    ['in a text', { kind: 'text', text: '2026-05-03 10:00' } as const, '2026-05-03 10:00'],
  ])('%s', (_, cell, expected) => expect(read(cell, 'paid_at')).toBe(expected));

  it('the same from 1904', () =>
    expect(read(number('44683.5', date), 'paid_at', { ...SHANGHAI, isFrom1904: true })).toBe(
      '2026-05-03T12:00:00+08:00',
    ));

  it('in a zone whose clocks change', () => {
    const newYork = { zone: 'America/New_York', isFrom1904: false };
    expect(read(number('46090.5', date), 'paid_at', newYork)).toBe('2026-03-09T12:00:00-04:00');
    expect(read(number('46083.5', date), 'paid_at', newYork)).toBe('2026-03-02T12:00:00-05:00');
  });

  // Every second of every day from 1971 on is that second, from whichever year days are counted.
  it('to the second, both ways of counting', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 25_934, max: 73_050 }),
        fc.nat(86_399),
        fc.boolean(),
        (serial, second, isFrom1904) => {
          const cell = number((isFrom1904 ? serial - 1_462 : serial) + second / 86_400, date);
          const text = read(cell, 'paid_at', { ...SHANGHAI, isFrom1904 });
          const day = serial - 25_569;
          if (second === 0) expect(text).toBe(formatDay(day));
          const told = parseInstant(text, 'Asia/Shanghai') ?? 0;
          const expected = dayStartMs(day, 'Asia/Shanghai') + second * 1_000;
          // Summer time of the eighties moved the clocks by an hour on a few days.
          expect(Math.abs(told - expected) % 3_600_000).toBe(0);
          expect(Math.abs(told - expected)).toBeLessThanOrEqual(3_600_000);
        },
      ),
      { numRuns: 500 },
    ));
});
