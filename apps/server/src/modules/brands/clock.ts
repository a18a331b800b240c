import { zoneOffsets, type ZoneOffset } from '@liuliang/domain';

const FIRST_MS = Date.UTC(2000, 0, 1);
/** Laws change clocks at shorter notice than this; who is signed in learns of it within the hour. */
const YEARS_AHEAD = 3;

const known = new Map<string, { readonly year: number; readonly offsets: ZoneOffset[] }>();

/** The clocks of a zone since 2000 and for some years to come, worked out once a year and process. */
export function clockOf(zone: string, nowMs: number): ZoneOffset[] {
  const year = new Date(nowMs).getUTCFullYear();
  const found = known.get(zone);
  if (found?.year === year) return found.offsets;
  const offsets = zoneOffsets(zone, FIRST_MS, Date.UTC(year + YEARS_AHEAD, 0, 1));
  known.set(zone, { year, offsets });
  return offsets;
}
