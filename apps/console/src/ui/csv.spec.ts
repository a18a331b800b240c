import { toCsv } from './csv';

const SHANGHAI = 'Asia/Shanghai';
const cell = (value: string | number | Date | null, zone = SHANGHAI) =>
  toCsv([], [[value]], zone).slice('\uFEFF\r\n'.length, -'\r\n'.length);

it('starts with a byte-order mark and ends every line with CRLF', () => {
  expect(toCsv(['层', '人数'], [['R1', 3]], SHANGHAI)).toBe('\uFEFF层,人数\r\nR1,3\r\n');
});

it.each([
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '＝1+1',
  '＋1',
  '－1',
  '＠SUM(A1)',
  '=HYPERLINK("http://x","y")',
])('keeps the text %p from running as a formula', (text) =>
  expect(cell(text).replace(/^"/, '')).toMatch(/^'/),
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

it.each([
  ['2026-03-08T06:59:59Z', 'America/New_York', '2026-03-08T01:59:59-05:00'],
  ['2026-03-08T07:00:00Z', 'America/New_York', '2026-03-08T03:00:00-04:00'],
  ['2026-11-01T05:30:00Z', 'America/New_York', '2026-11-01T01:30:00-04:00'],
  ['2026-11-01T06:30:00Z', 'America/New_York', '2026-11-01T01:30:00-05:00'],
  ['2026-11-20T18:15:00Z', 'Asia/Kathmandu', '2026-11-21T00:00:00+05:45'],
  ['2011-12-30T10:00:00Z', 'Pacific/Apia', '2011-12-31T00:00:00+14:00'],
])('writes the instant %s in %s as %s', (iso, zone, text) => expect(cell(new Date(iso), zone)).toBe(text));
