import { groupedBy } from '../shared/grouped';
import { NEVER_MS } from '../shared/limits';
import { LOT_BUCKETS } from './lot-effects';
import { consume, type Lot, type LotBucket } from './lots';
import type { EntryRecord, LotRecord, MoveRecord, OwnerHistory, TransactionRecord } from './owner-history';
import type { OwnedRow } from './owners';
import type { LotTerms, OwnerBucket } from './posting';

/** The account whose balance a figure of lots sums to. */
export const BUCKET_OF: Readonly<Record<LotBucket, OwnerBucket>> = {
  pending: 'pending',
  remaining: 'available',
  held: 'held',
};

/** A lot as it stood at one step of the replay. */
export interface ReplayedLot extends Lot {
  readonly row: LotRecord;
  pending: number;
  remaining: number;
  held: number;
  expiresAtMs: number;
}

/** What one transaction did to one owner's lots. */
export interface Step {
  readonly transaction: TransactionRecord;
  readonly opened: readonly ReplayedLot[];
  readonly moves: readonly MoveRecord[];
  readonly entries: readonly EntryRecord[];
  /** All lots as they are before it; they change with the next step, because histories are too long for copies. */
  readonly before: readonly ReplayedLot[];
}

/** Lots as the replay goes on. */
class Lots {
  readonly all: ReplayedLot[] = [];
  private readonly byId = new Map<number, ReplayedLot>();
  /** How many lots have points, and how many are debts. */
  private readonly signs = { above: 0, below: 0 };

  add(lot: ReplayedLot, sums: Record<LotBucket, number>): void {
    this.all.push(lot);
    this.byId.set(lot.id, lot);
    this.count(lot, 1);
    for (const figure of LOT_BUCKETS) sums[figure] += lot[figure];
  }

  get(id: number): ReplayedLot | undefined {
    return this.byId.get(id);
  }

  move(lot: ReplayedLot, move: MoveRecord, sums: Record<LotBucket, number>): void {
    this.count(lot, -1);
    for (const figure of LOT_BUCKETS) {
      lot[figure] += move[`${figure}Change`];
      sums[figure] += move[`${figure}Change`];
    }
    this.count(lot, 1);
  }

  get isMixed(): boolean {
    return this.signs.above > 0 && this.signs.below > 0;
  }

  private count({ remaining }: ReplayedLot, by: 1 | -1): void {
    if (remaining > 0) this.signs.above += by;
    if (remaining < 0) this.signs.below += by;
  }
}

const sumOf = (rows: readonly EntryRecord[], bucket: string): number =>
  rows.reduce((sum, row) => sum + (row.bucket === bucket ? row.amount : 0), 0);

/** What of a lot its moves do not explain: what it was opened with. */
export function openedWith(lot: LotRecord, moves: readonly MoveRecord[]): Record<LotBucket, number> {
  const figures = { pending: lot.pending, remaining: lot.remaining, held: lot.held };
  for (const move of moves) for (const figure of LOT_BUCKETS) figures[figure] -= move[`${figure}Change`];
  return figures;
}

/** The expiry with which a lot was opened, by its terms; null where it was moved and nothing says from where. */
export function openedUntil(history: OwnerHistory, lot: LotRecord): number | null {
  const isMoved = movesOf(history, lot).some((move) => move.expiresToMs !== 0);
  if (!isMoved) return lot.expiresAtMs;
  if (lot.carriedFrom === 0) {
    const opener = history.transactions.get(lot.openedBy);
    // Late facts say ends without terms; the replay of facts judges them.
    return termsFor(lot, opener)?.expiresAtMs ?? (opener?.kind === 'settle' ? null : NEVER_MS);
  }
  const origin =
    history.origins.get(lot.carriedFrom) ?? history.lots.find(({ id }) => id === lot.carriedFrom);
  return origin ? carriedUntil(history, origin, lot.openedBy) : null;
}

/** The expiry of a lot when a transaction carried it on, whatever became of it since; null where nothing says it. */
export function carriedUntil(history: OwnerHistory, origin: LotRecord, transactionId: number): number | null {
  const moves = movesOf(history, origin);
  const carrying = moves.find((move) => move.transactionId === transactionId);
  const earlier = moves.filter(({ version }) => carrying === undefined || version < carrying.version);
  const last = earlier.filter((move) => move.expiresToMs !== 0).at(-1);
  return last ? last.expiresToMs : openedUntil(history, origin);
}

const movesOf = ({ moves, originMoves }: OwnerHistory, { id }: LotRecord): readonly MoveRecord[] =>
  moves.get(id) ?? originMoves.get(id) ?? [];

export const termsFor = (
  { ownerKind, ownerId, asset }: OwnedRow,
  transaction: TransactionRecord | undefined,
): LotTerms | undefined =>
  transaction?.terms.find(
    (terms) => terms.owner.kind === ownerKind && terms.owner.id === ownerId && terms.asset === asset,
  );

/**
 * Goes through an owner's history in the order in which it was posted, from nothing to what is stored now.
 * @yields each transaction with the lots as they are before it, to be looked at before the next one is asked for
 * @param fault what does not add up on the way
 */
export function* replay(history: OwnerHistory, fault: (text: string) => void): Generator<Step> {
  const lots = new Lots();
  const openings = groupedBy(history.lots, (lot) => lot.openedBy);
  const moves = groupedBy([...history.moves.values()].flat(), (move) => move.transactionId);
  const entries = groupedBy(history.entries, (entry) => entry.transactionId);
  const carriedOver = { pending: 0, remaining: 0, held: 0 };
  for (const row of openings.get(0) ?? []) lots.add(replayedLot(history, row), carriedOver);
  let isBeforeLots = true;
  for (const id of inOrder(history, openings, moves, entries)) {
    const transaction = history.transactions.get(id);
    if (!transaction) continue;
    const opened = (openings.get(id) ?? []).map((row) => replayedLot(history, row));
    const moved = moves.get(id) ?? [];
    const own = entries.get(id) ?? [];
    if (isBeforeLots && opened.length + moved.length === 0) {
      // Balances from before there were lots stand in lots of their own, which these entries must sum to.
      for (const figure of LOT_BUCKETS) carriedOver[figure] -= sumOf(own, BUCKET_OF[figure]);
      continue;
    }
    isBeforeLots = false;
    yield { transaction, opened, moves: moved, entries: own, before: lots.all };
    apply(lots, opened, moved, own, (text) => fault(`transaction ${id}: ${text}`));
  }
  if (LOT_BUCKETS.some((figure) => carriedOver[figure] !== 0))
    fault('entries without lots, or lots without entries');
}

function apply(
  lots: Lots,
  opened: readonly ReplayedLot[],
  moves: readonly MoveRecord[],
  entries: readonly EntryRecord[],
  fault: (text: string) => void,
): void {
  const sums = { pending: 0, remaining: 0, held: 0 };
  for (const lot of opened) lots.add(lot, sums);
  for (const move of moves) {
    const lot = lots.get(move.lotId);
    if (!lot) {
      fault(`lot ${move.lotId} is moved before it is opened`);
      continue;
    }
    lots.move(lot, move, sums);
    if (move.expiresToMs !== 0) lot.expiresAtMs = move.expiresToMs;
    if (lot.pending < 0 || lot.held < 0 || (lot.remaining < 0 && lot.row.amount >= 0)) {
      fault(`lot ${lot.id} has less than nothing`);
    }
  }
  for (const figure of LOT_BUCKETS) {
    if (sums[figure] !== sumOf(entries, BUCKET_OF[figure]))
      fault(`its lots do not move what its entries move`);
  }
  if (lots.isMixed) fault('a debt stands beside points');
}

function replayedLot(history: OwnerHistory, row: LotRecord): ReplayedLot {
  return {
    id: row.id,
    row,
    ...openedWith(row, history.moves.get(row.id) ?? []),
    activatesAtMs: row.activatesAtMs,
    expiresAtMs: openedUntil(history, row) ?? row.expiresAtMs,
    funder: { kind: row.funderKind, id: row.funderId },
    storeId: row.storeId,
  };
}

/**
 * Transactions in the order in which they were committed. Ids of several processes are only nearly in it; versions of
 * accounts and lots are exactly.
 */
function inOrder(
  history: OwnerHistory,
  openings: ReadonlyMap<number, unknown>,
  moves: ReadonlyMap<number, unknown>,
  entries: ReadonlyMap<number, unknown>,
): number[] {
  const ids = [...new Set([...openings.keys(), ...moves.keys(), ...entries.keys()])].filter((id) => id !== 0);
  const place = new Map(ids.sort((a, b) => a - b).map((id, i) => [id, i]));
  const chains = [...groupedBy(history.entries, (entry) => entry.bucket).values()].map((own) =>
    [...own].sort((a, b) => a.accountVersion - b.accountVersion).map((one) => one.transactionId),
  );
  for (const own of history.moves.values()) chains.push(own.map((move) => move.transactionId));
  const isSorted = chains.every((chain) =>
    chain.every((id, i) => i === 0 || (place.get(chain[i - 1] as number) ?? 0) <= (place.get(id) ?? 0)),
  );
  return isSorted ? ids : merged(ids, chains);
}

/** Kahn's way, the smallest id first among those that nothing stands before. */
function merged(ids: readonly number[], chains: readonly (readonly number[])[]): number[] {
  const after = new Map<number, Set<number>>(ids.map((id) => [id, new Set()]));
  for (const chain of chains) {
    chain.forEach((id, i) => {
      const earlier = chain[i - 1];
      if (earlier !== undefined && earlier !== id) after.get(id)?.add(earlier);
    });
  }
  const order: number[] = [];
  const done = new Set<number>();
  const left = [...ids];
  while (left.length > 0) {
    const at = left.findIndex((id) => [...(after.get(id) ?? [])].every((earlier) => done.has(earlier)));
    // A circle cannot be put in order; its faults show in the sums.
    const [id] = left.splice(Math.max(at, 0), 1) as [number];
    order.push(id);
    done.add(id);
  }
  return order;
}

/** What a posting took out of what is available, lot by lot, and what it should have: earliest expiry first. */
export function takenInTurn(lots: readonly ReplayedLot[], taken: ReadonlyMap<number, number>): boolean {
  const points = [...taken.values()].reduce((sum, part) => sum + part, 0);
  const { parts } = consume(lots, 'remaining', points);
  const expected = new Map(parts.map((part) => [part.lotId, part.points]));
  return expected.size === taken.size && [...taken].every(([lotId, part]) => expected.get(lotId) === part);
}
