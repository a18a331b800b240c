import { AuditService } from '../../modules/ledger-audit';
import type { TestServer } from '../test-server';
import { compared, inSeason, type Disagreement } from './compare';
import { programmeOf, type Kind, type Programme } from './programmes';
import { seasonOf, type Season } from './season';
import { shrunk } from './shrink';
import { stopsFrom, streamOf, type Stream, type StreamKinds } from './streams';
import { textOf } from './told';

/** Saturday 2026-11-21: a season of two years then meets each change of the clock. */
const START_MS = Date.UTC(2026, 10, 21, 12, 0, 0);
const [PROGRAMMES, BRANDS_MAX] = [40, 20];
/** Each season has a server of its own, and many streams of few brands share their batches. */
export const STREAMS_PER_SEASON = 1_000;
/** A transaction is cheaper the more rows it brings. */
const STREAMS_PER_PROGRAMME = 20;
const SEEDS_PER_SEASON = 100_000;

export interface Wanted {
  readonly without: readonly Kind[];
  /** Only programmes with all of these. */
  readonly having?: readonly Kind[];
  readonly live: StreamKinds;
  /** Breaks something in a server that was just opened. */
  readonly planted?: (server: TestServer) => void;
}

export interface SeasonResult {
  readonly disagreements: readonly Disagreement[];
  /** Faults that the audit of the whole database found. */
  readonly audit: readonly string[];
}

/** Forty of them, or as many more as it takes where few have what is wanted. */
function programmesWith({ without, having = [] }: Wanted): Programme[] {
  const pool: Programme[] = [];
  for (let number = 0; pool.length < PROGRAMMES && number < 10 * PROGRAMMES; number += 1) {
    const programme = programmeOf(number, without);
    if (having.every((kind) => programme.kinds.includes(kind))) pool.push(programme);
  }
  return pool;
}

/** A season by its number, and its streams: of few programmes if they are few, of each in the long run. */
export function seasonWith(
  number: number,
  count: number,
  wanted: Wanted,
): { season: Season; streams: Stream[] } {
  const stops = stopsFrom(START_MS, number);
  const brands = Math.min(BRANDS_MAX, Math.ceil(count / STREAMS_PER_PROGRAMME));
  const pool = programmesWith(wanted);
  const programmes = Array.from(
    { length: brands },
    (_, i) => pool[(number * BRANDS_MAX + i) % pool.length] as Programme,
  );
  const streams = Array.from({ length: count }, (_, i) => {
    const programme = programmes[i % brands] as (typeof programmes)[number];
    return streamOf(number * SEEDS_PER_SEASON + i, programme, stops, wanted.live);
  });
  return { season: seasonOf(START_MS, number, stops), streams };
}

/** Tells all streams of a season, compares and audits. */
export async function runSeason(
  season: Season,
  streams: readonly Stream[],
  wanted: Wanted,
): Promise<SeasonResult> {
  return inSeason(
    season,
    async (server) => {
      const { disagreements } = await compared(server, season, streams);
      const { checks } = await server.get(AuditService).run(null);
      return {
        disagreements,
        audit: checks.flatMap(({ id, faults }) => faults.map((fault) => `${id} ${fault}`)),
      };
    },
    wanted.planted,
  );
}

/** So many are told together where one that shows something is sought. */
const SOUGHT_AT_ONCE = 8;

/** Tells streams a few at a time until some show what is sought. @returns what they show; empty where none does */
export async function sought<T>(
  season: Season,
  streams: readonly Stream[],
  wanted: Wanted,
  shown: (result: SeasonResult) => readonly T[],
): Promise<readonly T[]> {
  for (let start = 0; start < streams.length; start += SOUGHT_AT_ONCE) {
    const some = streams.slice(start, start + SOUGHT_AT_ONCE);
    const found = shown(await runSeason(season, some, wanted));
    if (found.length > 0) return found;
  }
  return [];
}

/** The first of some disagreements, made as small as it goes, in words. */
export async function smallest(
  season: Season,
  found: readonly Disagreement[],
  wanted: Wanted,
): Promise<string> {
  const [first] = found;
  if (!first) return '';
  const small = await shrunk(season, first, wanted.planted);
  return `${found.length} streams disagree, seed ${first.stream.seed} first\n${textOf(small.found, small.season)}`;
}
