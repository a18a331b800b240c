import { lotDates } from '@liuliang/domain';
import type { Kind } from './programmes';
import { Chance } from '../chance';
import { inTurn, spendOf, type Arrival, type Command, type Fact, type Stream } from './streams';

const HOUR_MS = 3_600_000;
const HELD_MAX_MS = 29 * 24 * HOUR_MS;
/** Their chance is another than that of the stream that they are added to. */
const SPENT = 700_000_000;
/** What an order of this sum earns at least, in any programme without those of `NOT_SPENT`. */
const [FEN_MIN, FEN_MAX, POINTS_MIN] = [15_000, 30_000, 100];

/** Where these are, nobody knows at a stop what a telling has to spend. */
export const NOT_SPENT: readonly Kind[] = ['pending', 'budget', 'dayCap'];

/**
 * The stream, and an order whose points are held before they are refunded: every telling hears of the order in time, so
 * that it accepts the hold, and of the refunds whenever it does. Debts and what is written off come of nothing else.
 * @param stream without any other holds, of a programme without `NOT_SPENT`
 */
export function spentBefore(stream: Stream, stops: readonly number[]): Stream {
  const chance = new Chance(stream.seed + SPENT);
  const { rules, zone } = stream.programme;
  const stop = chance.whole(1, stops.length - 3);
  const [heldMs, lastMs] = [stops[stop] as number, stops[stops.length - 1] as number];
  const atMs = heldMs - chance.whole(1, Math.min(20 * HOUR_MS, heldMs - (stops[stop - 1] as number) - 1));
  if (lotDates(rules, 0, atMs, zone).expiresAtMs <= heldMs) return stream;
  const amountFen = chance.whole(FEN_MIN, FEN_MAX);
  const order: Fact = { kind: 'order', id: 'p0', who: 0, atMs, amountFen, lines: [] };
  const first = chance.happens(60) ? amountFen : chance.whole(1, amountFen - 1);
  const refunds = [first, amountFen - first]
    .filter((fen) => fen > 0)
    .map((fen, i): Fact => {
      const isSoon = i === 0 && chance.happens(50);
      const refundedMs = chance.whole(heldMs + 1, isSoon ? (stops[stop + 1] as number) - 1 : lastMs - 1);
      return { kind: 'refund', id: `q${i}`, order: 'p0', atMs: refundedMs, amountFen: fen, lines: [] };
    });
  const facts = [...stream.facts, order, ...refunds];
  const soonest = (fact: Fact): number => stops.findIndex((stopMs) => stopMs >= fact.atMs);
  const arrivals = stream.arrivals.map((own, twin) => {
    const more = [order, ...refunds].map((fact, i): Arrival => {
      const from = soonest(fact);
      const isLate = twin > 0 && fact.kind === 'refund' && chance.happens(50);
      const comes = isLate ? chance.whole(from, stops.length - 1) : from;
      return { fact: stream.facts.length + i, stop: comes, batch: chance.whole(0, 1) };
    });
    return inTurn([...own, ...more]);
  });
  const held = spendOf(chance, stops, { restores: true }, 'p', chance.whole(20, POINTS_MIN), stop);
  const commands = [...stream.commands, ...held].sort((a, b) => a.stop - b.stop);
  return { ...stream, facts, arrivals, commands };
}

/**
 * The stream, and an order after which points are spent once everything has come: of lots that end together those go
 * first that were there first, whatever came first.
 * @param stream without any other holds, of a programme without `NOT_SPENT`
 */
export function spentAtLast(stream: Stream, stops: readonly number[]): Stream {
  const chance = new Chance(stream.seed + SPENT);
  const last = stops.length - 1;
  const lastMs = stops[last] as number;
  const { rules, zone } = stream.programme;
  const atMs = lastMs - chance.whole(1, HOUR_MS);
  if (lotDates(rules, 0, atMs, zone).expiresAtMs <= lastMs) return stream;
  const amountFen = chance.whole(FEN_MIN, FEN_MAX);
  const order: Fact = { kind: 'order', id: 'p0', who: 0, atMs, amountFen, lines: [] };
  const arrival: Arrival = { fact: stream.facts.length, stop: last, batch: 0 };
  const arrivals = stream.arrivals.map((own) => inTurn([...own, arrival]));
  const points = chance.whole(20, POINTS_MIN);
  const hold: Command = { stop: last, kind: 'hold', key: 'p', who: 0, points, untilMs: lastMs + HELD_MAX_MS };
  const taken: Command[] = chance.happens(50) ? [{ stop: last, kind: 'capture', key: 'p', points }] : [];
  const commands = [...stream.commands, hold, ...taken].sort((a, b) => a.stop - b.stop);
  return { ...stream, facts: [...stream.facts, order], arrivals, commands };
}

/**
 * A stream in which there is nothing but one order, whose points are partly on hold when all of it is refunded. The first
 * telling hears of the refund before they are given back, the others afterwards: `within-balance` takes them all the same.
 */
export function refundedWhileHeld(stream: Stream, stops: readonly number[]): Stream {
  const chance = new Chance(stream.seed + SPENT);
  const heldFor = (stop: number): number => (stops[stop + 1] as number) - (stops[stop] as number);
  // A hold lasts for thirty days at most.
  const near = stops.flatMap((_, stop) =>
    stop < stops.length - 2 && heldFor(stop) < HELD_MAX_MS ? [stop] : [],
  );
  const stop = chance.of(near);
  const heldMs = stops[stop] as number;
  const amountFen = chance.whole(FEN_MIN, FEN_MAX);
  const facts: Fact[] = [
    { kind: 'order', id: 'p0', who: 0, atMs: heldMs - 1, amountFen, lines: [] },
    { kind: 'refund', id: 'q0', order: 'p0', atMs: heldMs + 1, amountFen, lines: [] },
  ];
  const arrivals = stream.arrivals.map((_, twin): Arrival[] => [
    { fact: 0, stop, batch: 0 },
    { fact: 1, stop: twin === 0 ? stop + 1 : stops.length - 1, batch: 0 },
  ]);
  const points = chance.whole(20, POINTS_MIN);
  const commands: Command[] = [
    { stop, kind: 'hold', key: 'p', who: 0, points, untilMs: heldMs + heldFor(stop) + HOUR_MS },
    { stop: stop + 1, kind: 'release', key: 'p' },
  ];
  return { ...stream, facts, arrivals, commands };
}
