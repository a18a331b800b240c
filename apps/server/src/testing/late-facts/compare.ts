import { openTestServer, type TestServer } from '../test-server';
import { expectedOf, type Expected } from './model';
import { outcomesOf, type Outcome } from './outcome';
import { playSeason, type Season, type Twin } from './season';
import type { Stream } from './streams';

/** One telling, how it ended and what was refused of it. */
export interface Told {
  readonly twin: Twin;
  readonly outcome: Outcome;
}

/** A stream whose tellings do not agree, or of which something was refused. */
export interface Disagreement {
  readonly stream: Stream;
  readonly told: readonly Told[];
  /** What differs: `people.0.lots` between twins, `model.lots` from what the handbook says, `refused`. */
  readonly about: readonly string[];
  /** Null where something was refused. */
  readonly expected: Expected | null;
}

export interface Compared {
  readonly streams: number;
  readonly disagreements: readonly Disagreement[];
}

/** Opens a server for a season, and closes it. */
export async function inSeason<T>(
  { startMs }: Season,
  work: (server: TestServer) => Promise<T>,
  planted: (server: TestServer) => void = () => undefined,
): Promise<T> {
  const server = await openTestServer(startMs);
  try {
    planted(server);
    return await work(server);
  } finally {
    await server.close();
  }
}

/** Tells the streams and compares the twins of each. */
export async function compared(
  server: TestServer,
  season: Season,
  streams: readonly Stream[],
): Promise<Compared> {
  const twins = await playSeason(server, season, streams);
  const outcomes = await outcomesOf(server, season, twins);
  const disagreements: Disagreement[] = [];
  let next = 0;
  for (const stream of streams) {
    const from = next;
    next += stream.arrivals.length;
    const told = twins.slice(from, next).map((twin, i) => ({ twin, outcome: outcomes[from + i] as Outcome }));
    const isRefused = told.some(({ twin }) => twin.refused.length > 0);
    const expected = isRefused ? null : expectedOf(stream, season);
    const about = [
      ...differences(told),
      ...(isRefused ? ['refused'] : []),
      ...(expected ? told.flatMap(({ outcome }) => notAsExpected(outcome, expected)) : []),
    ];
    if (about.length > 0) disagreements.push({ stream, told, about: [...new Set(about)], expected });
  }
  return { streams: streams.length, disagreements };
}

function differences(told: readonly Told[]): string[] {
  const [first, ...others] = told.map(({ twin, outcome }) => ({ ...outcome, refused: twin.refused }));
  const found = new Set<string>();
  for (const other of others) for (const path of paths(first, other, '')) found.add(path);
  return [...found];
}

function notAsExpected({ people, guide, funders }: Outcome, expected: Expected): string[] {
  const told = {
    people: people.map(({ lots, ...rest }) => ({
      ...rest,
      // What is on hold is not told by its lots, and a debt is told by the balance.
      lots: lots
        .map((lot) => lot.split(' '))
        .filter(([, pending, left]) => Number(pending) + Number(left) > 0)
        .map(([key, pending, left]) => `${key} ${pending} ${left}`)
        .sort(),
    })),
    guide,
    funders: Object.fromEntries(
      Object.entries(funders)
        .filter(([account]) => account.startsWith('system points ') && !account.endsWith(' redemption'))
        .map(([account, points]) => [account.slice('system points '.length), points]),
    ),
  };
  const ofPeople = told.people.flatMap((person, i) => {
    const one = expected.people[i];
    if (!one) return ['model.people'];
    const keys = Object.keys(one) as (keyof typeof one)[];
    return keys.filter((key) => sorted(person[key]) !== sorted(one[key])).map((key) => `model.${key}`);
  });
  const ofAll = (['guide', 'funders'] as const).filter((key) => sorted(told[key]) !== sorted(expected[key]));
  return [...ofPeople, ...ofAll.map((key) => `model.${key}`)];
}

const sorted = (value: unknown): string =>
  JSON.stringify(
    value && typeof value === 'object' && !Array.isArray(value) ? Object.entries(value).sort() : value,
  );

/** Where two values differ, down to the lists of a person. */
function paths(a: unknown, b: unknown, path: string): string[] {
  if (JSON.stringify(a) === JSON.stringify(b)) return [];
  const isTree = path === '' || path === 'people' || /^people\.\d$/.test(path);
  if (!isTree || typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return [path];
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return keys.flatMap((key) =>
    paths(
      (a as Record<string, unknown>)[key],
      (b as Record<string, unknown>)[key],
      path === '' ? key : `${path}.${key}`,
    ),
  );
}
