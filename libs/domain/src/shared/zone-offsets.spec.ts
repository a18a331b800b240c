import * as fc from 'fast-check';
import { clockText, formatInstant, parseInstant, zoneOffsetMs, zoneOffsets } from '.';

const FROM_MS = Date.UTC(2000, 0, 1);
const UNTIL_MS = Date.UTC(2030, 0, 1);
const ZONES = [
  'Asia/Shanghai',
  'America/New_York',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
];

describe.each(ZONES)('the clocks of %s', (zone) => {
  const offsets = zoneOffsets(zone, FROM_MS, UNTIL_MS);

  it('are told in whole minutes, change by change', () => {
    const found = offsets.map(([fromMs, minutes]) => zoneOffsetMs(fromMs, zone) === minutes * 60_000);
    expect(found.every(Boolean)).toBe(true);
    expect(offsets.map(([fromMs]) => fromMs)).toEqual(
      [...offsets.map(([fromMs]) => fromMs)].sort((a, b) => a - b),
    );
  });

  it('are those of the runtime at any instant, also around every change', () => {
    const told = (atMs: number) => offsets.findLast(([fromMs]) => fromMs <= atMs)?.[1];
    const around = offsets.slice(1).flatMap(([fromMs]) => [fromMs - 1, fromMs]);
    for (const atMs of around) expect(told(atMs)).toBe(zoneOffsetMs(atMs, zone) / 60_000);
    fc.assert(
      fc.property(fc.integer({ min: FROM_MS, max: UNTIL_MS }), (atMs) => {
        expect(told(atMs)).toBe(zoneOffsetMs(atMs, zone) / 60_000);
      }),
    );
  });

  it('are written so that the instant can be read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: FROM_MS, max: UNTIL_MS }), (atMs) => {
        expect(parseInstant(formatInstant(atMs, zone), zone)).toBe(atMs);
      }),
    );
  });
});

it('shows the hour that comes twice, and none that is left out', () => {
  const at = (text: string) => clockText(Date.parse(text), 'America/New_York');
  expect([at('2026-03-08T06:59:59Z'), at('2026-03-08T07:00:00Z')]).toEqual([
    '2026-03-08 01:59:59',
    '2026-03-08 03:00:00',
  ]);
  expect([at('2026-11-01T05:30:00Z'), at('2026-11-01T06:30:00Z')]).toEqual([
    '2026-11-01 01:30:00',
    '2026-11-01 01:30:00',
  ]);
  expect(formatInstant(Date.parse('2026-11-01T06:30:00Z'), 'America/New_York')).toBe(
    '2026-11-01T01:30:00-05:00',
  );
  // Apia left out a day.
  expect(clockText(Date.parse('2011-12-30T10:00:00Z'), 'Pacific/Apia')).toBe('2011-12-31 00:00:00');
});
