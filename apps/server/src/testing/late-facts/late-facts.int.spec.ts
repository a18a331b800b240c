import { runSeason, seasonWith, smallest, STREAMS_PER_SEASON, type Wanted } from './run';
import { kindsLeftOut, liveKinds } from './switches';

/** `LIULIANG_STREAMS=20000` tells so many; `LIULIANG_SEASON=7` begins with another season than the first. */
const STREAMS = Number(process.env['LIULIANG_STREAMS'] ?? 200);
const FIRST = Number(process.env['LIULIANG_SEASON'] ?? 1);
const HOUR_MS = 3_600_000;

describe('facts that come late, in any order and cut into any batches', () => {
  it(
    `end in one outcome, over ${STREAMS} streams, and pass the audit`,
    async () => {
      const wanted: Wanted = { without: kindsLeftOut, live: liveKinds };
      let told = 0;
      for (let number = FIRST; told < STREAMS; number += 1) {
        const count = Math.min(STREAMS_PER_SEASON, STREAMS - told);
        const { season, streams } = seasonWith(number, count, wanted);
        const { disagreements, audit } = await runSeason(season, streams, wanted);
        expect(await smallest(season, disagreements, wanted)).toBe('');
        expect(audit).toEqual([]);
        told += count;
      }
    },
    2 * HOUR_MS,
  );
});
