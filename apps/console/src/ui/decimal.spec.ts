import { decimalText, hundredthsOf } from './decimal';

describe('whole hundredths as people write them', () => {
  it.each([
    ['1.15', 115],
    ['1299', 129_900],
    ['0.5', 50],
    [' 2.0 ', 200],
    ['.', null],
    ['1.234', null],
    ['', null],
    ['1e3', null],
    ['-0', 0],
    ['-1.5', -150],
  ])('reads %j as %j', (text, expected) => expect(hundredthsOf(text)).toBe(expected));

  it.each([
    [150, '1.5'],
    [100, '1'],
    [5, '0.05'],
    [-150, '-1.5'],
    [0, '0'],
  ])('writes %j as %j', (hundredths, expected) => expect(decimalText(hundredths)).toBe(expected));

  it('reads back every figure it writes', () => {
    for (let value = -250; value <= 250; value += 1) expect(hundredthsOf(decimalText(value))).toBe(value);
  });
});
