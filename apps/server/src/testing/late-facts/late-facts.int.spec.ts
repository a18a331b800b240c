import { testEngine } from '../test-database';
import { PARTED_WRONGLY, PLANTED, type Planted } from './planted';
import { keepingLate, KINDS } from './programmes';
import { runSeason, seasonWith, smallest, sought, STREAMS_PER_SEASON, type Wanted } from './run';
import { NOT_SPENT, refundedWhileHeld, spentAtLast, spentBefore } from './spent';
import { EVERYTHING, type Stream } from './streams';

/** `LIULIANG_STREAMS=20000` tells so many; `LIULIANG_SEASON=7` begins with another season than the first. */
const STREAMS = Number(process.env['LIULIANG_STREAMS'] ?? 40);
const FIRST = Number(process.env['LIULIANG_SEASON'] ?? 1);
/** The server engine is told others, so that a run of everything tells twice as many. */
const TOLD_FROM = process.env['LIULIANG_SEASON'] || testEngine === 'sqlite' ? FIRST : FIRST + 3;
/** `LIULIANG_HAVING=budget,tier` tells only of programmes that have these. */
const HAVING = KINDS.filter((kind) => (process.env['LIULIANG_HAVING'] ?? '').split(',').includes(kind));
const HOUR_MS = 3_600_000;
/** So many are told to programmes that keep what was posted. */
const KEEPING = Math.max(20, Math.floor(STREAMS / 5));
/** And so many hold points before these are refunded. */
const SPENT = Math.max(20, Math.floor(STREAMS / 5));
/** Of how many streams those are sought that can show a fault, and how many are told at most. */
const [SOUGHT_AMONG, TOLD] = [400, 40];

describe('facts that come late, in any order and cut into any batches', () => {
  it(
    `end in one outcome, over ${STREAMS} streams, and pass the audit`,
    async () => {
      const wanted: Wanted = { without: [], having: HAVING, live: EVERYTHING };
      let told = 0;
      for (let number = TOLD_FROM; told < STREAMS; number += 1) {
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

  it(
    `end in one outcome where points are spent that are refunded later, over ${SPENT} streams`,
    async () => {
      const live = { holds: false, restores: true, merges: true, unmerges: true };
      const wanted: Wanted = { without: NOT_SPENT, live };
      const { season, streams } = seasonWith(FIRST + 2, SPENT, wanted);
      const ways = [refundedWhileHeld, spentBefore, spentAtLast, spentBefore];
      const spent = streams.map((one) => (ways[one.seed % ways.length] ?? spentBefore)(one, season.stops));
      const { disagreements, audit } = await runSeason(season, spent, wanted);
      expect(await smallest(season, disagreements, wanted)).toBe('');
      expect(audit).toEqual([]);
    },
    2 * HOUR_MS,
  );

  it('leave books that pass the audit where programmes keep what was posted, whatever else they have', async () => {
    const wanted: Wanted = { without: [], live: EVERYTHING };
    const { season, streams } = seasonWith(FIRST + 1, KEEPING, wanted);
    const keeping = streams.map((stream) => ({ ...stream, programme: keepingLate(stream.programme) }));
    expect((await runSeason(season, keeping, wanted)).audit).toEqual([]);
  });

  it('are seen by the audit, where programmes keep what was posted, to have been given to the wrong side', async () => {
    const { kinds, only = () => true, server } = PARTED_WRONGLY;
    const live = { holds: false, restores: false, merges: true, unmerges: true };
    const without = KINDS.filter((kind) => !kinds.includes(kind));
    const wanted: Wanted = { without, live, ...(server ? { planted: server } : {}) };
    const { season, streams } = seasonWith(FIRST, SOUGHT_AMONG, wanted);
    const keeping = streams.filter(only).map((one) => ({ ...one, programme: keepingLate(one.programme) }));
    const faults = await sought(season, keeping.slice(0, TOLD), wanted, ({ audit }) =>
      audit.filter((fault) => fault.startsWith('FACTS')),
    );
    expect(faults).not.toEqual([]);
  });

  // They ask whether streams would tell a fault of the rules, which are the same on both engines: the server engine, on
  // which a stream takes longer, is shown the first.
  const planted = Object.entries(PLANTED).slice(0, testEngine === 'sqlite' ? undefined : 1);

  it.each(planted)(
    'are seen to end wrong when %s',
    async (_, { kinds, merges, spends, only = isMerged(merges), server, stream = (one) => one }) => {
      const live = {
        ...{ holds: spends === 'given', restores: spends === 'given' },
        ...{ merges: merges !== undefined, unmerges: merges === 'parted' },
      };
      const wanted: Wanted = {
        without: KINDS.filter((kind) => !kinds.includes(kind)),
        having: kinds,
        live,
        ...(server ? { planted: server } : {}),
      };
      const { season, streams } = seasonWith(FIRST, only ? SOUGHT_AMONG : TOLD, wanted);
      const asSpent = { given: null, earned: spentBefore, held: refundedWhileHeld }[spends ?? 'given'];
      const spent = asSpent ? streams.map((one) => asSpent(one, season.stops)) : streams;
      const told = (only ? spent.filter(only) : spent).slice(0, TOLD);
      // A stream that is refused tells nothing of the fault.
      const wrong = await sought(season, told.map(stream), wanted, ({ disagreements }) =>
        disagreements.filter(({ about }) => !about.includes('refused')),
      );
      expect(wrong.length).toBeGreaterThan(0);
    },
  );
});

/** Most streams have no merge. */
function isMerged(merges: Planted['merges']): ((stream: Stream) => boolean) | undefined {
  return merges && (({ commands }) => commands.some(({ kind }) => kind === 'merge'));
}
