import { consume, NEVER_MS, type Lot, type LotTerms } from '@liuliang/domain';
import type {
  AuditedMoveRow,
  AuditedOwner,
  AuditedTransactionRow,
  BreakageRow,
  OwnedEntryRow,
  SettlingRow,
} from './owners.queries';
import type { HoldRow, LotRow } from '../ledger';

/** A transaction as a replay needs it. */
export type ReplayedTransaction = Omit<AuditedTransactionRow, 'explanation'> & {
  readonly terms: readonly LotTerms[];
};

/** Everything that is stored of one owner's points. */
export interface OwnerHistory {
  readonly owner: AuditedOwner;
  readonly balances: ReadonlyMap<string, number>;
  readonly entries: readonly OwnedEntryRow[];
  readonly lots: readonly LotRow[];
  readonly moves: ReadonlyMap<number, readonly AuditedMoveRow[]>;
  readonly holds: readonly HoldRow[];
  /** Of everybody in the page: transactions by id, expiries' other sides, lots that were carried on, by id. */
  readonly transactions: ReadonlyMap<number, ReplayedTransaction>;
  readonly breakages: ReadonlyMap<number, BreakageRow>;
  readonly origins: ReadonlyMap<number, LotRow>;
  readonly settlings: ReadonlyMap<number, readonly SettlingRow[]>;
  /** What the transactions of holds did to lots: moves, and lots that they opened. */
  readonly movesBy: ReadonlyMap<number, readonly AuditedMoveRow[]>;
  readonly openedBy: ReadonlyMap<number, readonly LotRow[]>;
}

export const FIGURES = ['pending', 'remaining', 'held'] as const;
export type Figure = (typeof FIGURES)[number];
export const BUCKET: Readonly<Record<Figure, string>> = {
  pending: 'pending',
  remaining: 'available',
  held: 'held',
};

/** A lot as it stood at one step of the replay. */
export interface ReplayedLot extends Lot {
  readonly row: LotRow;
  pending: number;
  remaining: number;
  held: number;
  expiresAtMs: number;
}

/** What one transaction did to one owner's lots. */
export interface Step {
  readonly transaction: ReplayedTransaction;
  readonly opened: readonly ReplayedLot[];
  readonly moves: readonly AuditedMoveRow[];
  readonly entries: readonly OwnedEntryRow[];
  /** Open lots before it. */
  readonly before: readonly ReplayedLot[];
}

const sumOf = (rows: readonly OwnedEntryRow[], bucket: string): number =>
  rows.reduce((sum, row) => sum + (row.bucket === bucket ? row.amount : 0), 0);

/** What of a lot its moves do not explain: what it was opened with. */
export function openedWith(lot: LotRow, moves: readonly AuditedMoveRow[]): Record<Figure, number> {
  const figures = { pending: lot.pending, remaining: lot.remaining, held: lot.held };
  for (const move of moves) for (const figure of FIGURES) figures[figure] -= move[`${figure}_change`];
  return figures;
}

/** The expiry with which a lot was opened, by its terms; null where activity moved it and nothing says from where. */
export function openedUntil(
  { lots, moves, transactions, owner, origins }: OwnerHistory,
  lot: LotRow,
): number | null {
  const isMoved = (moves.get(lot.id) ?? []).some((move) => move.expires_to_ms !== 0);
  if (!isMoved) return lot.expires_at_ms;
  if (lot.carried_from !== 0) {
    return (
      (origins.get(lot.carried_from) ?? lots.find(({ id }) => id === lot.carried_from))?.expires_at_ms ?? null
    );
  }
  return termsFor(owner, transactions.get(lot.opened_by))?.expiresAtMs ?? NEVER_MS;
}

export const termsFor = (
  { owner_kind, owner_id, asset }: Pick<AuditedOwner, 'owner_kind' | 'owner_id' | 'asset'>,
  transaction: ReplayedTransaction | undefined,
): LotTerms | undefined =>
  transaction?.terms.find(
    (terms) => terms.owner.kind === owner_kind && terms.owner.id === owner_id && terms.asset === asset,
  );

/**
 * Goes through an owner's history in the order in which it was posted, from nothing to what is stored now.
 * @yields each transaction with the lots as they were before it
 * @param fault what does not add up on the way
 */
export function* replay(history: OwnerHistory, fault: (text: string) => void): Generator<Step> {
  const lots = new Map<number, ReplayedLot>();
  const openings = groupBy(history.lots, (lot) => lot.opened_by);
  const moves = groupBy([...history.moves.values()].flat(), (move) => move.transaction_id);
  const entries = groupBy(history.entries, (entry) => entry.transaction_id);
  const carriedOver = { pending: 0, remaining: 0, held: 0 };
  for (const row of openings.get(0) ?? []) add(lots, replayedLot(history, row), carriedOver);
  let isBeforeLots = true;
  for (const id of inOrder(history, openings, moves, entries)) {
    const transaction = history.transactions.get(id);
    if (!transaction) continue;
    const opened = (openings.get(id) ?? []).map((row) => replayedLot(history, row));
    const moved = moves.get(id) ?? [];
    const own = entries.get(id) ?? [];
    if (isBeforeLots && opened.length + moved.length === 0) {
      // Balances from before there were lots stand in lots of their own, which these entries must sum to.
      for (const figure of FIGURES) carriedOver[figure] -= sumOf(own, BUCKET[figure]);
      continue;
    }
    isBeforeLots = false;
    yield {
      transaction,
      opened,
      moves: moved,
      entries: own,
      before: [...lots.values()].map((lot) => ({ ...lot })),
    };
    apply(lots, opened, moved, own, (text) => fault(`transaction ${id}: ${text}`));
  }
  if (FIGURES.some((figure) => carriedOver[figure] !== 0))
    fault('entries without lots, or lots without entries');
}

function apply(
  lots: Map<number, ReplayedLot>,
  opened: readonly ReplayedLot[],
  moves: readonly AuditedMoveRow[],
  entries: readonly OwnedEntryRow[],
  fault: (text: string) => void,
): void {
  const sums = { pending: 0, remaining: 0, held: 0 };
  for (const lot of opened) add(lots, lot, sums);
  for (const move of moves) {
    const lot = lots.get(move.lot_id);
    if (!lot) {
      fault(`lot ${move.lot_id} is moved before it is opened`);
      continue;
    }
    for (const figure of FIGURES) {
      lot[figure] += move[`${figure}_change`];
      sums[figure] += move[`${figure}_change`];
    }
    if (move.expires_to_ms !== 0) lot.expiresAtMs = move.expires_to_ms;
    if (lot.pending < 0 || lot.held < 0 || (lot.remaining < 0 && lot.row.amount >= 0)) {
      fault(`lot ${lot.id} has less than nothing`);
    }
  }
  for (const figure of FIGURES) {
    if (sums[figure] !== sumOf(entries, BUCKET[figure])) fault(`its lots do not move what its entries move`);
  }
  const left = [...lots.values()].map(({ remaining }) => remaining);
  if (left.some((points) => points < 0) && left.some((points) => points > 0))
    fault('a debt stands beside points');
}

function add(lots: Map<number, ReplayedLot>, lot: ReplayedLot, sums: Record<Figure, number>): void {
  lots.set(lot.id, lot);
  for (const figure of FIGURES) sums[figure] += lot[figure];
}

function replayedLot(history: OwnerHistory, row: LotRow): ReplayedLot {
  return {
    id: row.id,
    row,
    ...openedWith(row, history.moves.get(row.id) ?? []),
    activatesAtMs: row.activates_at_ms,
    expiresAtMs: openedUntil(history, row) ?? row.expires_at_ms,
    funder: { kind: row.funder_kind as Lot['funder']['kind'], id: row.funder_id },
    storeId: row.store_id,
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
  const chains = [...groupBy(history.entries, (entry) => entry.bucket).values()].map((own) =>
    [...own].sort((a, b) => a.account_version - b.account_version).map((one) => one.transaction_id),
  );
  for (const own of history.moves.values()) chains.push(own.map((move) => move.transaction_id));
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

export function groupBy<T>(rows: readonly T[], keyOf: (row: T) => number): Map<number, T[]>;
export function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]>;
export function groupBy<T, K>(rows: readonly T[], keyOf: (row: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

/** What a posting took out of what is available, lot by lot, and what it should have: earliest expiry first. */
export function takenInTurn(lots: readonly ReplayedLot[], taken: ReadonlyMap<number, number>): boolean {
  const points = [...taken.values()].reduce((sum, part) => sum + part, 0);
  const { parts } = consume(lots, 'remaining', points);
  const expected = new Map(parts.map((part) => [part.lotId, part.points]));
  return expected.size === taken.size && [...taken].every(([lotId, part]) => expected.get(lotId) === part);
}
