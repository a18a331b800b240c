import { DAY_MS, dayOf, dayStartMs } from '@liuliang/domain';
import { DEVICE_TYPES, EVENT_TYPES, ITEMS, type Programme } from './programmes';
import { Chance } from '../chance';

/** One of the two people of a stream. The second only comes into it where they are merged, or share a budget. */
export type Who = 0 | 1;

/** What happened, and when. Ids are the same in all tellings of a stream. */
export type Fact =
  | {
      readonly kind: 'order';
      readonly id: string;
      readonly who: Who;
      readonly atMs: number;
      readonly amountFen: number;
      readonly lines: readonly (readonly [item: string, amountFen: number])[];
    }
  | {
      readonly kind: 'refund';
      readonly id: string;
      readonly order: string;
      readonly atMs: number;
      readonly amountFen: number;
      readonly lines: readonly (readonly [line: number, amountFen: number])[];
    }
  | {
      readonly kind: 'event';
      readonly id: string;
      readonly who: Who;
      readonly atMs: number;
      readonly type: string;
      /** A member's device tells of it, and comes at this very instant whenever it says that it happened. */
      readonly byDevice?: true;
    };

/** What people and tills do at a stop of the clock, in every telling alike. */
export type Command = { readonly stop: number } & (
  | { readonly kind: 'fund'; readonly who: Who; readonly points: number; readonly expiresAtMs: number | null }
  | {
      readonly kind: 'hold';
      readonly key: string;
      readonly who: Who;
      readonly points: number;
      readonly untilMs: number;
    }
  | { readonly kind: 'capture'; readonly key: string; readonly points: number }
  | { readonly kind: 'release'; readonly key: string }
  | { readonly kind: 'restore'; readonly key: string; readonly id: string; readonly points: number }
  | { readonly kind: 'merge' | 'unmerge' }
);

/** At which stop of the clock a fact arrives, and in which batch of it. */
export interface Arrival {
  readonly fact: number;
  readonly stop: number;
  readonly batch: number;
  /** When it happened by the clock of a device, or of a sender whose clock runs ahead. */
  readonly toldAtMs?: number;
}

export interface Stream {
  readonly seed: number;
  readonly programme: Programme;
  /** Programmes of other twins than the first, where they are not the same. */
  readonly others?: readonly Programme[];
  readonly facts: readonly Fact[];
  readonly commands: readonly Command[];
  /** One list per twin, in the order of arrival: facts of one batch in the order of their rows. */
  readonly arrivals: readonly (readonly Arrival[])[];
}

/** Which of the live commands streams have. */
export interface StreamKinds {
  readonly holds: boolean;
  readonly restores: boolean;
  readonly merges: boolean;
  readonly unmerges: boolean;
}

export const EVERYTHING: StreamKinds = { holds: true, restores: true, merges: true, unmerges: true };

export const BATCHES_PER_STOP = 2;
const HOUR_MS = 3_600_000;
const GAPS = [2 * HOUR_MS, DAY_MS, 6 * DAY_MS, 13 * DAY_MS, 24 * DAY_MS, 45 * DAY_MS, 80 * DAY_MS];
const STOPS = 11;
/** Each command is a transaction of its own, so that most streams have none. */
const [SPENDING_PERCENT, MERGED_PERCENT] = [35, 20];
const [DEVICE_PERCENT, AHEAD_PERCENT] = [30, 30];
/** What a device tells is at most a day old when it comes. */
const DEVICE_HOURS = 23;
/** A clock that runs further ahead is refused. */
const AHEAD_HOURS = 23;

/** The stops of the clock of a season: streams of many brands are told side by side on one clock. */
export function stopsFrom(startMs: number, seed: number): number[] {
  const chance = new Chance(seed);
  const stops = [startMs + HOUR_MS];
  while (stops.length < STOPS)
    stops.push((stops[stops.length - 1] as number) + chance.of(GAPS) + 37 * 60_000);
  return stops;
}

/** A stream by its seed. */
export function streamOf(
  seed: number,
  programme: Programme,
  stops: readonly number[],
  kinds: StreamKinds,
  twins = 2,
): Stream {
  const chance = new Chance(seed);
  const isMerged = kinds.merges && chance.happens(MERGED_PERCENT);
  // Whoever shares a budget gets what the others leave.
  const hasTwo = isMerged || programme.kinds.includes('budget');
  const facts = factsOf(chance, programme.zone, stops, hasTwo);
  const commands = commandsOf(chance, stops, kinds, isMerged);
  const arrivals = Array.from({ length: twins }, (_, twin) => arrivalsOf(chance, facts, stops, twin));
  const devices = deviceEvents(new Chance(seed + DEVICES), stops, hasTwo, facts.length);
  const ahead = toldAhead(new Chance(seed + AHEAD), stops, hasTwo, facts.length + devices.length);
  const received = [...devices, ...ahead];
  const told = (own: readonly Arrival[]): readonly Arrival[] =>
    inTurn([...own, ...received.map(({ arrival }) => arrival(chance))]);
  return {
    ...{ seed, programme, commands },
    facts: [...facts, ...received.map(({ fact }) => fact)],
    arrivals: arrivals.map(told),
  };
}

/** Their chance is another than that of everything else, which so stays what it was without them. */
const [DEVICES, AHEAD] = [500_000_000, 600_000_000];

/** What devices tell counts as of its receipt, which is the same in all tellings; what they say of it is not. */
function deviceEvents(chance: Chance, stops: readonly number[], hasTwo: boolean, from: number) {
  const some = stops.flatMap((_, stop) => (chance.happens(100 / stops.length) ? [stop] : []));
  return (chance.happens(DEVICE_PERCENT) ? some : []).map((stop, i) => {
    const atMs = stops[stop] as number;
    const who: Who = hasTwo && chance.happens(40) ? 1 : 0;
    const type = chance.of(DEVICE_TYPES);
    const fact: Fact = { kind: 'event', id: `d${i}`, who, atMs, type, byDevice: true };
    const arrival = (of: Chance): Arrival => {
      return { fact: from + i, stop, batch: 0, toldAtMs: atMs - of.whole(0, DEVICE_HOURS * HOUR_MS) };
    };
    return { fact, arrival };
  });
}

/**
 * Of senders whose clock runs ahead: an order or an event, one at a stop, and a refund of the order later or in the same
 * batch. They count as of their receipt, which is the same in all tellings.
 */
function toldAhead(chance: Chance, stops: readonly number[], hasTwo: boolean, from: number) {
  if (!chance.happens(AHEAD_PERCENT)) return [];
  const at = (stop: number) => ({ stop, atMs: stops[stop] as number });
  const facts: { fact: Fact; stop: number }[] = [];
  const [early, late] = [chance.whole(0, stops.length - 2), chance.whole(0, stops.length - 1)];
  for (const stop of new Set([early, late])) {
    const who: Who = hasTwo && chance.happens(40) ? 1 : 0;
    const { atMs } = at(stop);
    const id = `a${facts.length}`;
    if (chance.happens(30)) {
      facts.push({ fact: { kind: 'event', id, who, atMs, type: chance.of(EVENT_TYPES) }, stop });
      continue;
    }
    const amountFen = chance.whole(100, 30_000);
    facts.push({ fact: { kind: 'order', id, who, atMs, amountFen, lines: [] }, stop });
    if (!chance.happens(50)) continue;
    const back = at(chance.happens(40) ? stop : chance.whole(stop, stops.length - 1));
    const some = { amountFen: chance.happens(50) ? amountFen : chance.whole(1, amountFen), lines: [] };
    const fact: Fact = { kind: 'refund', id: `${id}r`, order: id, atMs: back.atMs, ...some };
    facts.push({ fact, stop: back.stop });
  }
  return facts.map(({ fact, stop }, i) => ({
    fact,
    arrival: (of: Chance): Arrival => {
      return { fact: from + i, stop, batch: 0, toldAtMs: fact.atMs + of.whole(1, AHEAD_HOURS * HOUR_MS) };
    },
  }));
}

function factsOf(chance: Chance, zone: string, stops: readonly number[], hasTwo: boolean): Fact[] {
  const [firstMs, lastMs] = [(stops[0] as number) - HOUR_MS, stops[stops.length - 1] as number];
  const taken = new Set<number>();
  const anchors = Array.from({ length: 3 }, () => chance.whole(firstMs, lastMs - 1));
  /** Near others of the same day, at the edge of a day, or anywhere; never two at one instant. */
  const anInstant = (fromMs: number): number => {
    for (;;) {
      const near = chance.of(anchors) + chance.whole(-6 * HOUR_MS, 6 * HOUR_MS);
      const edge =
        dayStartMs(dayOf(chance.of(anchors), zone) + chance.whole(0, 1), zone) - chance.whole(0, 1);
      const anywhere = chance.whole(fromMs, lastMs - 1);
      const atMs = chance.of([near, near, edge, anywhere, anywhere]);
      if (atMs < fromMs || atMs >= lastMs || taken.has(atMs)) continue;
      taken.add(atMs);
      return atMs;
    }
  };
  const aPerson = (): Who => (hasTwo && chance.happens(40) ? 1 : 0);
  const facts: Fact[] = [];
  for (let i = chance.whole(1, 5); i > 0; i -= 1) {
    const order = {
      kind: 'order',
      id: `o${facts.length}`,
      who: aPerson(),
      atMs: anInstant(firstMs),
    } as const;
    const parts = chance.happens(45) ? chance.whole(1, 3) : 0;
    const lines = Array.from({ length: parts }, () => [chance.of(ITEMS), chance.whole(0, 12_000)] as const);
    const amountFen = parts > 0 ? lines.reduce((sum, [, fen]) => sum + fen, 0) : chance.whole(100, 30_000);
    facts.push({ ...order, amountFen, lines });
  }
  for (const order of [...facts]) {
    if (order.kind === 'order' && chance.happens(55))
      facts.push(...refundsOf(chance, order, facts.length, anInstant));
  }
  for (let i = chance.whole(0, 4); i > 0; i -= 1) {
    const id = `e${facts.length}`;
    facts.push({ kind: 'event', id, who: aPerson(), atMs: anInstant(firstMs), type: chance.of(EVENT_TYPES) });
  }
  return facts;
}

/** Whole or in parts, by lines or without: never more than what is left, in whatever order they come. */
function refundsOf(
  chance: Chance,
  order: Extract<Fact, { kind: 'order' }>,
  from: number,
  anInstant: (fromMs: number) => number,
): Fact[] {
  const refunds: Fact[] = [];
  const byLine = order.lines.map(([, fen]) => fen);
  let leftFen = order.amountFen;
  for (let i = chance.whole(1, 3); i > 0 && leftFen > 0; i -= 1) {
    const base = { kind: 'refund', id: `r${from + refunds.length}`, order: order.id } as const;
    const atMs = anInstant(order.atMs + 1);
    const line = chance.whole(1, Math.max(1, byLine.length));
    const ofLine = byLine[line - 1] ?? 0;
    if (ofLine > 0 && ofLine <= leftFen && chance.happens(60)) {
      const amountFen = chance.happens(50) ? ofLine : chance.whole(1, ofLine);
      byLine[line - 1] = ofLine - amountFen;
      leftFen -= amountFen;
      refunds.push({ ...base, atMs, amountFen, lines: [[line, amountFen]] });
    } else {
      const amountFen = chance.happens(40) ? leftFen : chance.whole(1, leftFen);
      leftFen -= amountFen;
      // Later refunds must fit even where this one comes last, so no line is named any more.
      byLine.fill(0);
      refunds.push({ ...base, atMs, amountFen, lines: [] });
    }
  }
  return refunds;
}

/** Holds are paid for by points given by hand at the first stop, so that every telling accepts them. */
function commandsOf(
  chance: Chance,
  stops: readonly number[],
  kinds: StreamKinds,
  isMerged: boolean,
): Command[] {
  const commands: Command[] = [];
  const endMs = stops[stops.length - 1] as number;
  if (kinds.holds && chance.happens(SPENDING_PERCENT)) {
    let points = 0;
    const spends: Command[] = [];
    for (let i = chance.whole(1, 3); i > 0; i -= 1) {
      const size = chance.whole(20, 150);
      points += size;
      spends.push(...spendOf(chance, stops, kinds, `h${i}`, size));
    }
    const expiresAtMs = chance.happens(60) ? null : endMs + chance.whole(1, 40) * DAY_MS;
    commands.push({ stop: 0, kind: 'fund', who: 0, points, expiresAtMs }, ...spends);
  }
  if (isMerged) {
    const stop = chance.whole(1, stops.length - 2);
    commands.push({ stop, kind: 'merge' });
    if (kinds.unmerges && chance.happens(50))
      commands.push({ stop: chance.whole(stop + 1, stops.length - 1), kind: 'unmerge' });
  }
  return commands.sort((a, b) => a.stop - b.stop);
}

const HOLD_DAYS = 29;

/** A hold, and how it is settled. */
export function spendOf(
  chance: Chance,
  stops: readonly number[],
  kinds: Pick<StreamKinds, 'restores'>,
  key: string,
  points: number,
  stop = chance.whole(1, stops.length - 2),
): Command[] {
  const placedMs = stops[stop] as number;
  const untilMs = placedMs + chance.whole(1, HOLD_DAYS * 24) * HOUR_MS + 1;
  const hold: Command = { stop, kind: 'hold', key, who: 0, points, untilMs };
  const open = stops.flatMap((atMs, i) => (i >= stop && atMs < untilMs ? [i] : []));
  if (chance.happens(20)) return [hold];
  const end = chance.of(open);
  if (chance.happens(30)) return [hold, { stop: end, kind: 'release', key }];
  const taken = chance.happens(50) ? points : chance.whole(1, points);
  const captured: Command[] = [hold, { stop: end, kind: 'capture', key, points: taken }];
  if (!kinds.restores || !chance.happens(60)) return captured;
  const back = chance.happens(50) ? taken : chance.whole(1, taken);
  return [
    ...captured,
    { stop: chance.whole(end, stops.length - 1), kind: 'restore', key, id: `${key}b`, points: back },
  ];
}

/** The first twin hears of everything at the next stop; the others whenever it comes, in any order and any cut. */
function arrivalsOf(
  chance: Chance,
  facts: readonly Fact[],
  stops: readonly number[],
  twin: number,
): Arrival[] {
  const latePercent = twin === 0 ? 0 : chance.of([30, 60, 90]);
  const arrivals = facts.map(({ atMs }, fact): Arrival => {
    const soonest = stops.findIndex((stopMs) => stopMs >= atMs);
    const stop = chance.happens(latePercent) ? chance.whole(soonest, stops.length - 1) : soonest;
    return { fact, stop, batch: chance.whole(0, BATCHES_PER_STOP - 1) };
  });
  return inTurn(chance.shuffled(arrivals));
}

export const inTurn = (arrivals: readonly Arrival[]): Arrival[] =>
  [...arrivals].sort((a, b) => a.stop - b.stop || a.batch - b.batch);
