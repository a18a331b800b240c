import { daysFromCivil, DAY_MS } from './calendar';

/**
 * Zones change their offset only on quarter hours since they left local mean time (China: 1901), so one look-up
 * serves every instant of a quarter hour. Asking Intl costs microseconds, the map nanoseconds.
 */
const BUCKET_MS = 15 * 60_000;

/** About 11 years of quarter hours, some 20 MB at worst. A full cache is emptied: it only ever saves time. */
const BUCKETS_MAX = 400_000;

interface ZoneClock {
  readonly format: Intl.DateTimeFormat;
  readonly offsetByBucket: Map<number, number>;
}

const clocks = new Map<string, ZoneClock>();

/** True for an IANA name that this runtime knows, such as `Asia/Shanghai`. */
export function isValidZone(zone: string): boolean {
  // Newer runtimes also take bare offsets such as "+08:00"; a brand's zone is a place, because offsets move.
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/**
 * What local clocks show minus UTC at an instant, in milliseconds: +28,800,000 in Shanghai.
 *
 * @throws RangeError for a zone that the runtime does not know; check with `isValidZone` where zones come in
 */
export function zoneOffsetMs(instantMs: number, zone: string): number {
  const clock = clockOf(zone);
  const bucket = Math.floor(instantMs / BUCKET_MS);
  const known = clock.offsetByBucket.get(bucket);
  if (known !== undefined) return known;
  const offsetMs = readOffsetMs(bucket * BUCKET_MS, clock.format);
  if (clock.offsetByBucket.size >= BUCKETS_MAX) clock.offsetByBucket.clear();
  clock.offsetByBucket.set(bucket, offsetMs);
  return offsetMs;
}

function clockOf(zone: string): ZoneClock {
  const known = clocks.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const clock = { format, offsetByBucket: new Map<number, number>() };
  clocks.set(zone, clock);
  return clock;
}

function readOffsetMs(instantMs: number, format: Intl.DateTimeFormat): number {
  const shown: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const part of format.formatToParts(instantMs)) shown[part.type] = Number(part.value);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = shown;
  const localMs = daysFromCivil(year, month, day) * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1000;
  return localMs - instantMs;
}
