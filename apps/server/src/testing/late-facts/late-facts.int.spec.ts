import { testEngine } from '../test-database';
import { PLANTED } from './planted';
import { keepingLate, KINDS } from './programmes';
import { runSeason, seasonWith, smallest, STREAMS_PER_SEASON, type Wanted } from './run';
import { EVERYTHING, type Stream } from './streams';

/** `LIULIANG_STREAMS=20000` tells so many; `LIULIANG_SEASON=7` begins with another season than the first. */
const STREAMS = Number(process.env['LIULIANG_STREAMS'] ?? (testEngine === 'sqlite' ? 120 : 60));
const FIRST = Number(process.env['LIULIANG_SEASON'] ?? 1);
/** `LIULIANG_HAVING=budget,tier` tells only of programmes that have these. */
const HAVING = KINDS.filter((kind) => (process.env['LIULIANG_HAVING'] ?? '').split(',').includes(kind));
const HOUR_MS = 3_600_000;

describe('facts that come late, in any order and cut into any batches', () => {
  it(
    `end in one outcome, over ${STREAMS} streams, and pass the audit`,
    async () => {
      const wanted: Wanted = { without: [], having: HAVING, live: EVERYTHING };
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

  it('leave books that pass the audit where programmes keep what was posted, whatever else they have', async () => {
    const wanted: Wanted = { without: [], live: EVERYTHING };
    const { season, streams } = seasonWith(FIRST + 1, 40, wanted);
    const keeping = streams.map((stream) => ({ ...stream, programme: keepingLate(stream.programme) }));
    expect((await runSeason(season, keeping, wanted)).audit).toEqual([]);
  });

  // They ask whether streams would tell a fault of the rules, which are the same on both engines: the server engine, on
  // which a stream takes longer, is shown the first.
  const planted = Object.entries(PLANTED).slice(0, testEngine === 'sqlite' ? undefined : 1);

  it.each(planted)(
    'are seen to end wrong when %s',
    async (_, { kinds, merges, server, stream = (one) => one }) => {
      const live = {
        ...{ holds: false, restores: false },
        ...{ merges: merges !== undefined, unmerges: merges === 'parted' },
      };
      const wanted: Wanted = {
        without: KINDS.filter((kind) => !kinds.includes(kind)),
        having: kinds,
        live,
        ...(server ? { planted: server } : {}),
      };
      const { season, streams: all } = seasonWith(FIRST, merges ? 200 : 40, wanted);
      // Most streams have no merge.
      const streams = merges ? all.filter(isMerged) : all;
      const { disagreements } = await runSeason(season, streams.map(stream), wanted);
      expect(disagreements.length).toBeGreaterThan(0);
    },
  );
});

const isMerged = ({ commands }: Stream): boolean => commands.some(({ kind }) => kind === 'merge');
