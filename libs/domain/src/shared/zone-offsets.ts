import { DAY_MS } from './calendar';
import { zoneOffsetMs } from './zone';

/** From an instant on, local clocks show so many minutes more than UTC: +480 in Shanghai. */
export type ZoneOffset = readonly [fromMs: number, minutes: number];

/** No zone has put its clocks on and back again within so few days. */
const STEP_MS = 4 * DAY_MS;

/**
 * Every change of a zone's clocks between two instants, for runtimes that know no zones. The first entry is the offset
 * at `fromMs`.
 */
export function zoneOffsets(zone: string, fromMs: number, untilMs: number): ZoneOffset[] {
  let offsetMs = zoneOffsetMs(fromMs, zone);
  const offsets: ZoneOffset[] = [[fromMs, offsetMs / 60_000]];
  for (let beforeMs = fromMs; beforeMs < untilMs; beforeMs += STEP_MS) {
    const afterMs = Math.min(beforeMs + STEP_MS, untilMs);
    if (zoneOffsetMs(afterMs, zone) === offsetMs) continue;
    const changeMs = changeBetween(zone, beforeMs, afterMs);
    offsetMs = zoneOffsetMs(changeMs, zone);
    offsets.push([changeMs, offsetMs / 60_000]);
  }
  return offsets;
}

/** The first instant with another offset than `beforeMs` has. */
function changeBetween(zone: string, beforeMs: number, afterMs: number): number {
  const offsetMs = zoneOffsetMs(beforeMs, zone);
  let [same, other] = [beforeMs, afterMs];
  while (other - same > 1) {
    const middleMs = Math.floor((same + other) / 2);
    if (zoneOffsetMs(middleMs, zone) === offsetMs) same = middleMs;
    else other = middleMs;
  }
  return other;
}
