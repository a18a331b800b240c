import { toCsv } from './csv';

const cell = (value: string | number | null) =>
  toCsv([], [[value]]).slice('\uFEFF\r\n'.length, -'\r\n'.length);

it('starts with a byte-order mark and ends every line with CRLF', () => {
  expect(toCsv(['层', '人数'], [['R1', 3]])).toBe('\uFEFF层,人数\r\nR1,3\r\n');
});

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '=HYPERLINK("http://x","y")'])(
  'keeps the text %p from running as a formula',
  (text) => expect(cell(text).replace(/^"/, '')).toMatch(/^'/),
);

it('leaves numbers as numbers, negative ones too', () => {
  expect(cell(-12.5)).toBe('-12.5');
  expect(cell(NaN)).toBe('');
});

it('leaves unknown values empty and quotes what would break a row', () => {
  expect(cell(null)).toBe('');
  expect(cell('静安店, 2F')).toBe('"静安店, 2F"');
  expect(cell('a "quoted" name')).toBe('"a ""quoted"" name"');
  expect(cell('two\nlines')).toBe('"two\nlines"');
});
