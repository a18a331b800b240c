import { hundredths, readNumber, wholeNumbers } from './typed-number';

const bounds = { min: 1, max: 1_000 };

describe('what is typed into a number field', () => {
  it.each([
    ['1,000', 1_000],
    [' 7 ', 7],
  ])('is the value that it says: %p', (text, value) =>
    expect(readNumber(text, wholeNumbers, bounds)).toEqual({ fault: 'none', value }),
  );

  it.each([
    ['', 'empty'],
    ['1.5', 'notNumber'],
    ['1e3', 'notNumber'],
    ['12 points', 'notNumber'],
    ['0', 'tooSmall'],
    ['-5', 'tooSmall'],
    ['1001', 'tooLarge'],
  ])('is never made another one: %p is %s', (text, fault) =>
    expect(readNumber(text, wholeNumbers, bounds)).toEqual({ fault, value: null }),
  );

  it('is not rounded to two decimals either', () => {
    expect(readNumber('1.15', hundredths, { min: 0, max: 1e9 })).toEqual({ fault: 'none', value: 115 });
    expect(readNumber('1.155', hundredths, { min: 0, max: 1e9 })).toEqual({
      fault: 'notNumber',
      value: null,
    });
  });

  it('reads what it writes', () => {
    for (const value of [0, 7, 1_234, 1_234_567]) {
      expect(wholeNumbers.valueOf(wholeNumbers.textOf(value))).toBe(value);
      expect(hundredths.valueOf(hundredths.textOf(value))).toBe(value);
    }
  });
});
