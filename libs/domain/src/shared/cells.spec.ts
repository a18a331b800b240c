import { cellText, fenOfYuan, isCollapsedNumber } from '..';

describe('cellText', () => {
  it.each([
    ['A1', 'A1'],
    ['', ''],
    [' A1\t', 'A1'],
    ['\u3000A1\u00a0', 'A1'],
    ['\ufeffA1', 'A1'],
    ['\u202a13800138000\u202c', '13800138000'],
    ['="00123"', '00123'],
    [' ="00123" ', '00123'],
    ['=" 00123 "', '00123'],
    ['=""', ''],
    ['南京 西路', '南京 西路'],
    ['=1+1', '=1+1'],
    ['="a"&"b"', '="a"&"b"'],
    ['A\u200b1', 'A\u200b1'],
    ['\u3000', ''],
  ])('reads %j as %j', (text, meant) => expect(cellText(text)).toBe(meant));
});

describe('isCollapsedNumber', () => {
  it.each(['1.23E+15', '1.23457E+15', '1E+15', '1.23e+15', '1,23E+15', '-1.2E+15', '1.5E-05'])(
    'sees %s',
    (text) => expect(isCollapsedNumber(text)).toBe(true),
  );
  it.each(['1E5', '2E10', 'E+15', '12E+15', '123456789012345', 'SO-1E+5', '1.23E+15A', ''])(
    'leaves %s',
    (text) => expect(isCollapsedNumber(text)).toBe(false),
  );
});

describe('fenOfYuan', () => {
  it.each([
    ['0', 0],
    ['12', 1200],
    ['12.3', 1230],
    ['12.34', 1234],
    ['0.07', 7],
    ['1.10', 110],
    ['4.35', 435],
    ['9999999999.99', 999999999999],
  ])('reads %s as %d', (text, fen) => expect(fenOfYuan(text)).toBe(fen));
  it.each(['', '1.234', '1,234.00', '-1', '+1', '¥1', '1.', '.5', '1e3', '１２', ' 1', '1 ', '1'.repeat(12)])(
    'refuses %j',
    (text) => expect(fenOfYuan(text)).toBeNull(),
  );
});
