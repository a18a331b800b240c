import { NEVER_MS } from '../../shared/limits';
import type { LotChange } from '../lot-plan';
import { LOT_BUCKETS } from '../lot-effects';
import type { LotFigures } from '../lots';
import type { Funder } from '../posting';
import { HQ, type FactLot, type FactOwner } from './book';

/** A lot as it is stored, with the fact that its points go back to. */
export interface StoredLot extends LotFigures {
  readonly id: number;
  /** Id of the fact that gave the points, through merges and reinstatements; 0 for a debt. */
  readonly rootId: number;
  readonly expiresAtMs: number;
}

/** An open hold with the lots that it keeps. */
export interface StoredHold {
  readonly id: number;
  readonly parts: ReadonlyMap<number, number>;
}

export interface StoredOwner {
  readonly lots: readonly StoredLot[];
  readonly holds: readonly StoredHold[];
}

/** A lot that is missing, with what is to be in it. */
export interface MissingLot extends LotFigures {
  readonly id: number;
  /** Id of the fact that gave the points; 0 for a debt. */
  readonly rootId: number;
  readonly carriedFrom: number;
  readonly funder: Funder;
  readonly storeId: number;
  readonly activatesAtMs: number;
  readonly expiresAtMs: number;
}

/** One posting's worth of moves; what an owner's accounts move is their sum. */
export interface LotStep {
  readonly changes: readonly LotChange[];
  readonly opened: readonly MissingLot[];
  /** The hold that is taken out of its lots, or put into others. */
  readonly holdId: number | null;
}

type Draft = { -readonly [K in keyof LotChange]: LotChange[K] };

/**
 * The moves that bring one owner's lots and holds to what facts say. Holds whose points belong to other lots are taken
 * out first and put back last; in between points, debts and ends are put right.
 * @param nextId for lots that are missing
 * @returns no step where everything is right already
 */
export function stepsTo(facts: FactOwner, stored: StoredOwner, nextId: () => number): LotStep[] {
  const match = new Match(facts, stored, nextId);
  const moved = stored.holds.filter((hold) => !match.isHeldRight(hold));
  const frees = moved.map((hold) => stepOf(hold.id, hold.parts, 1));
  const holds = moved.map((hold) => stepOf(hold.id, match.partsOf(hold.id), -1));
  const after = new Map(stored.lots.map((lot) => [lot.id, { ...lot }]));
  for (const { changes } of frees) for (const change of changes) addTo(after.get(change.lotId), change);
  const wanted = match.wanted();
  // What a hold takes last has to be there before.
  for (const { changes } of holds) {
    for (const { lotId, pending, held } of changes) {
      const lot = wanted.get(lotId);
      if (!lot) continue;
      lot.pending -= pending;
      lot.held -= held;
    }
  }
  const changes = [...after.values()].flatMap((lot) => changeOf(lot, wanted.get(lot.id)));
  const opened = match.opened.map((lot) => ({ ...lot, ...figuresOf(wanted.get(lot.id)) }));
  return [...frees, ...inSteps(changes, opened, after), ...holds];
}

/** Which stored lots stand for which lot of the facts: points of one fact with one end may lie in several. */
class Match {
  readonly opened: MissingLot[] = [];
  private readonly idsOf = new Map<FactLot, number[]>();
  private readonly byId: ReadonlyMap<number, StoredLot>;
  private readonly debts: readonly StoredLot[];

  constructor(
    private readonly facts: FactOwner,
    private readonly stored: StoredOwner,
    private readonly nextId: () => number,
  ) {
    this.byId = new Map(stored.lots.map((lot) => [lot.id, lot]));
    this.debts = stored.lots.filter(({ rootId }) => rootId === 0);
    const free = new Set(stored.lots.filter(({ rootId }) => rootId !== 0));
    const wanted = facts.lots.filter((lot) => lot.pending > 0 || lot.remaining > 0 || lot.held > 0);
    for (const lot of wanted) {
      const found = [...free].filter(
        (one) => one.rootId === lot.rootId && one.expiresAtMs === lot.expiresAtMs,
      );
      for (const one of found) free.delete(one);
      if (found.length > 0)
        this.idsOf.set(
          lot,
          found.map(({ id }) => id),
        );
    }
    for (const lot of wanted) {
      if (this.idsOf.has(lot)) continue;
      const found = [...free].find((one) => one.rootId === lot.rootId);
      if (found) free.delete(found);
      this.idsOf.set(lot, [found ? found.id : this.open(lot)]);
    }
  }

  isHeldRight({ id, parts }: StoredHold): boolean {
    const wanted = this.partsOf(id);
    const isSame =
      wanted.size === parts.size && [...wanted].every(([lotId, points]) => parts.get(lotId) === points);
    return isSame && !this.isEndMoved(parts.keys());
  }

  /** A lot whose end moves while all of it is held has to be taken out, or no account would move. */
  private isEndMoved(lotIds: Iterable<number>): boolean {
    const held = new Set(lotIds);
    return [...this.idsOf].some(([lot, ids]) =>
      ids.some((id) => {
        const there = this.byId.get(id);
        return held.has(id) && there !== undefined && there.expiresAtMs !== lot.expiresAtMs;
      }),
    );
  }

  /** Where the points of a hold are to lie: where they lie already, as far as that is right. */
  partsOf(holdId: number): Map<number, number> {
    const there = this.stored.holds.find(({ id }) => id === holdId)?.parts ?? new Map<number, number>();
    const ofLots = new Map<FactLot, number>();
    for (const { lot, points } of this.facts.holds.find(({ id }) => id === holdId)?.parts ?? [])
      ofLots.set(lot, (ofLots.get(lot) ?? 0) + points);
    const parts = new Map<number, number>();
    for (const [lot, points] of ofLots) {
      const ids = this.idsOf.get(lot) ?? [];
      for (const [id, part] of spread(points, ids, (one) => there.get(one) ?? 0))
        parts.set(id, (parts.get(id) ?? 0) + part);
    }
    return parts;
  }

  /** What is to be in each lot, by id; a stored lot that is not named is to be empty. */
  wanted(): Map<number, Draft> {
    const wanted = new Map<number, Draft>();
    for (const [lot, ids] of this.idsOf) {
      const { expiresAtMs: expiresToMs } = lot;
      for (const id of ids) wanted.set(id, { lotId: id, pending: 0, remaining: 0, held: 0, expiresToMs });
      for (const bucket of ['pending', 'remaining'] as const) {
        for (const [id, points] of spread(lot[bucket], ids, (one) => this.byId.get(one)?.[bucket] ?? 0))
          (wanted.get(id) as Draft)[bucket] = points;
      }
    }
    for (const hold of this.facts.holds) {
      if (hold.state !== 'open') continue;
      for (const [id, points] of this.partsOf(hold.id)) (wanted.get(id) as Draft).held += points;
    }
    this.addDebts(wanted);
    return wanted;
  }

  private addDebts(wanted: Map<number, Draft>): void {
    let owed = this.facts.debts.reduce((sum, { points }) => sum + points, 0);
    for (const [i, lot] of this.debts.entries()) {
      const isLast = i === this.debts.length - 1;
      const points = isLast ? owed : Math.min(owed, Math.max(0, -lot.remaining));
      owed -= points;
      const remaining = points === 0 ? 0 : -points;
      wanted.set(lot.id, { lotId: lot.id, pending: 0, remaining, held: 0, expiresToMs: 0 });
    }
    if (owed === 0) return;
    const funder = this.facts.debts[0]?.funder ?? HQ;
    const id = this.nextId();
    this.opened.push({
      ...EMPTY,
      id,
      rootId: 0,
      carriedFrom: 0,
      funder,
      storeId: 0,
      activatesAtMs: 0,
      expiresAtMs: NEVER_MS,
    });
    wanted.set(id, { lotId: id, pending: 0, remaining: -owed, held: 0, expiresToMs: 0 });
  }

  private open({ funder, storeId, activatesAtMs, expiresAtMs, rootId }: FactLot): number {
    const id = this.nextId();
    const carriedFrom = this.stored.lots.find((one) => one.rootId === rootId)?.id ?? 0;
    this.opened.push({ ...EMPTY, id, rootId, carriedFrom, funder, storeId, activatesAtMs, expiresAtMs });
    return id;
  }
}

/** Lays points where some lie already; what is left over goes to the first. */
function spread(points: number, ids: readonly number[], thereOf: (id: number) => number): [number, number][] {
  let left = points;
  const parts = ids.map((id): [number, number] => {
    const part = Math.min(Math.max(thereOf(id), 0), left);
    left -= part;
    return [id, part];
  });
  const [first] = parts;
  if (first) first[1] += left;
  return parts.filter(([, part]) => part > 0);
}

const EMPTY: LotFigures = { pending: 0, remaining: 0, held: 0 };

function figuresOf(wanted: Draft | undefined): LotFigures {
  const { pending, remaining, held } = wanted ?? EMPTY;
  return { pending, remaining, held };
}

/** Out of held (1), or back (-1), by way of what is pending: what is available must not stand beside a debt. */
function stepOf(holdId: number, parts: ReadonlyMap<number, number>, sign: 1 | -1): LotStep {
  const changes = [...parts].map(([lotId, points]) => ({
    lotId,
    pending: sign * points,
    remaining: 0,
    held: -sign * points,
    expiresToMs: 0,
  }));
  return { changes, opened: [], holdId };
}

function addTo(lot: { pending: number; held: number } | undefined, change: LotChange): void {
  if (!lot) return;
  lot.pending += change.pending;
  lot.held += change.held;
}

function changeOf(lot: StoredLot, wanted: Draft | undefined): LotChange[] {
  const to = wanted ?? { ...EMPTY, expiresToMs: 0 };
  const isEmpty = to.pending === 0 && to.remaining === 0 && to.held === 0;
  const isEndRight = isEmpty || to.expiresToMs === 0 || to.expiresToMs === lot.expiresAtMs;
  const change: LotChange = {
    lotId: lot.id,
    pending: to.pending - lot.pending,
    remaining: to.remaining - lot.remaining,
    held: to.held - lot.held,
    expiresToMs: isEndRight ? 0 : to.expiresToMs,
  };
  const isRight = LOT_BUCKETS.every((bucket) => change[bucket] === 0) && isEndRight;
  return isRight ? [] : [change];
}

/** Every posting moves accounts. What only shifts between lots of one account goes out over `held`, and back. */
function inSteps(
  changes: readonly LotChange[],
  opened: readonly MissingLot[],
  lots: ReadonlyMap<number, StoredLot>,
): LotStep[] {
  if (changes.length + opened.length === 0) return [];
  const moves = [...changes, ...opened];
  const isShift = LOT_BUCKETS.every((bucket) => moves.reduce((sum, move) => sum + move[bucket], 0) === 0);
  if (!isShift) return [{ changes, opened, holdId: null }];
  const out: LotChange[] = [];
  const back: LotChange[] = [];
  for (const change of changes) {
    const [down, up] = halves(change, lots.get(change.lotId));
    out.push({ ...down, held: up.pending + up.remaining, expiresToMs: change.expiresToMs });
    if (up.pending + up.remaining > 0) back.push({ ...up, held: -up.pending - up.remaining, expiresToMs: 0 });
  }
  const openedOut = opened.map((lot): MissingLot => {
    const up = Math.max(lot.pending, 0) + Math.max(lot.remaining, 0);
    if (up === 0) return lot;
    back.push({ lotId: lot.id, pending: lot.pending, remaining: lot.remaining, held: -up, expiresToMs: 0 });
    return { ...lot, ...EMPTY, held: up };
  });
  return [
    { changes: out, opened: openedOut, holdId: null },
    { changes: back, opened: [], holdId: null },
  ];
}

/** What leaves a lot, and what comes into it. A lot whose end alone moves leaves whole and comes back. */
function halves(change: LotChange, lot: StoredLot | undefined): [LotChange, LotChange] {
  const none = { lotId: change.lotId, pending: 0, remaining: 0, held: 0, expiresToMs: 0 };
  if (change.pending === 0 && change.remaining === 0 && lot) {
    const all = { ...none, pending: Math.max(lot.pending, 0), remaining: Math.max(lot.remaining, 0) };
    return [{ ...all, pending: negative(all.pending), remaining: negative(all.remaining) }, all];
  }
  return [
    { ...none, pending: Math.min(change.pending, 0), remaining: Math.min(change.remaining, 0) },
    { ...none, pending: Math.max(change.pending, 0), remaining: Math.max(change.remaining, 0) },
  ];
}

/** Without a zero below zero, which would print as such. */
const negative = (points: number): number => (points === 0 ? 0 : -points);

/** What a step moves in an owner's accounts. */
export function movedBy({ changes, opened }: LotStep): LotFigures {
  const sums = { pending: 0, remaining: 0, held: 0 };
  for (const move of [...changes, ...opened]) for (const bucket of LOT_BUCKETS) sums[bucket] += move[bucket];
  return sums;
}
