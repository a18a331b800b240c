import { type LotTerms, earnPosting, NEVER_MS } from '@liuliang/domain';
import type { LedgerPosting } from '../modules/ledger';
import type { Database } from '../platform/db/database';
import type { Reader } from '../platform/db/statements';
import { toldAtMs } from './told-at';

interface LotFacts {
  readonly id: number;
  readonly slot: string;
  readonly opened_by: number;
  readonly amount: number;
  readonly pending: number;
  readonly remaining: number;
  readonly held: number;
  readonly expires_at_ms: number;
  readonly due_at_ms: number;
  readonly activates_at_ms: number;
  readonly version: number;
  readonly is_open: number;
}

interface MoveFacts {
  readonly lot_id: number;
  readonly version: number;
  readonly transaction_id: number;
  readonly pending_change: number;
  readonly remaining_change: number;
  readonly held_change: number;
  readonly pending_after: number;
  readonly remaining_after: number;
  readonly held_after: number;
}

const BUCKETS = ['pending', 'remaining', 'held'] as const;
const ACCOUNT = { pending: 'pending', remaining: 'available', held: 'held' } as const;

/**
 * What is wrong with lots and holds, by the simplest means there are: every row is read and added up (INV-5, INV-7).
 * The audit proves the same in its own way.
 */
export async function faultsOfLots(db: Database): Promise<string[]> {
  return db.readAtOnce(async (reader) => [
    ...(await unequalAccounts(reader)),
    ...(await brokenLots(reader)),
    ...(await unequalHolds(reader)),
    ...(await unequalTransactions(reader)),
  ]);
}

const SLOT = 'brand_id, owner_kind, owner_id, asset';
const lots = async (reader: Reader): Promise<LotFacts[]> =>
  (await reader.query<LotFacts & { [column: string]: string }>('SELECT * FROM points_lot ORDER BY id')).map(
    (row) => ({
      ...row,
      slot: slotOf(row),
    }),
  );
const slotOf = (row: { readonly [column: string]: unknown }): string =>
  SLOT.split(', ')
    .map((column) => String(row[column]))
    .join(':');

function add(sums: Map<string, number>, key: string, amount: number): void {
  sums.set(key, (sums.get(key) ?? 0) + amount);
}

async function unequalAccounts(reader: Reader): Promise<string[]> {
  const sums = new Map<string, number>();
  const signs = new Map<string, Set<number>>();
  for (const lot of await lots(reader)) {
    for (const bucket of BUCKETS) add(sums, `${lot.slot}:${ACCOUNT[bucket]}`, -lot[bucket]);
    if (lot.remaining !== 0) {
      signs.set(lot.slot, (signs.get(lot.slot) ?? new Set()).add(Math.sign(lot.remaining)));
    }
  }
  const accounts = await reader.query<{ bucket: string; balance: number }>(
    `SELECT ${SLOT}, bucket, balance FROM ledger_account WHERE bucket IN ('pending', 'available', 'held')` +
      " AND asset <> 'growth'",
  );
  for (const account of accounts) add(sums, `${slotOf({ ...account })}:${account.bucket}`, account.balance);
  return [
    ...[...sums].filter(([, sum]) => sum !== 0).map(([key, sum]) => `${key}: account less lots is ${sum}`),
    ...[...signs].filter(([, both]) => both.size > 1).map(([slot]) => `${slot}: owes and has at once`),
  ];
}

async function brokenLots(reader: Reader): Promise<string[]> {
  const faults: string[] = [];
  const moves = await reader.query<MoveFacts>('SELECT * FROM points_lot_move ORDER BY lot_id, version');
  for (const lot of await lots(reader)) {
    const own = moves.filter(({ lot_id }) => lot_id === lot.id);
    const [first, last] = [own[0], own[own.length - 1]];
    const fault = (what: string): void => void faults.push(`lot ${lot.id}: ${what}`);
    if (own.some(({ version }, i) => version !== i + 1) || lot.version !== own.length)
      fault('versions have gaps');
    const opening = { pending: lot.pending, remaining: lot.remaining, held: lot.held };
    for (const bucket of BUCKETS) {
      if (first) opening[bucket] = first[`${bucket}_after`] - first[`${bucket}_change`];
      if (last && last[`${bucket}_after`] !== lot[bucket]) fault(`${bucket} is not that of its last move`);
      own.slice(1).forEach((move, i) => {
        const before = own[i]![`${bucket}_after`];
        if (before + move[`${bucket}_change`] !== move[`${bucket}_after`]) fault(`${bucket} does not follow`);
      });
    }
    if (opening.pending + opening.remaining + opening.held !== lot.amount)
      fault('opened with another amount');
    const isOpen = BUCKETS.some((bucket) => lot[bucket] !== 0);
    if (lot.is_open !== (isOpen ? 1 : 0)) fault('is_open is wrong');
    const due = [
      lot.pending > 0 ? lot.activates_at_ms : NEVER_MS,
      lot.remaining > 0 ? lot.expires_at_ms : NEVER_MS,
    ];
    if (lot.due_at_ms !== Math.min(...due)) fault('due_at is wrong');
    if (lot.pending < 0 || lot.held < 0) fault('below zero');
  }
  return faults;
}

async function unequalHolds(reader: Reader): Promise<string[]> {
  const sums = new Map<string, number>();
  for (const hold of await reader.query<{ points: number; state: string }>('SELECT * FROM points_hold')) {
    if (hold.state === 'open') add(sums, slotOf({ ...hold }), hold.points);
  }
  for (const lot of await lots(reader)) add(sums, lot.slot, -lot.held);
  return [...sums].filter(([, sum]) => sum !== 0).map(([slot, sum]) => `${slot}: holds less lots is ${sum}`);
}

/** What a transaction did to lots is what it did to their owners' accounts. */
async function unequalTransactions(reader: Reader): Promise<string[]> {
  const sums = new Map<string, number>();
  const moves = await reader.query<MoveFacts>('SELECT * FROM points_lot_move ORDER BY lot_id, version');
  const all = await lots(reader);
  const byId = new Map(all.map((lot) => [lot.id, lot]));
  for (const move of moves) {
    const slot = byId.get(move.lot_id)?.slot ?? 'nobody';
    for (const bucket of BUCKETS) {
      add(sums, `${move.transaction_id}:${slot}:${ACCOUNT[bucket]}`, -move[`${bucket}_change`]);
    }
  }
  for (const lot of all) {
    const first = moves.find(({ lot_id, version }) => lot_id === lot.id && version === 1);
    for (const bucket of BUCKETS) {
      const opened = first ? first[`${bucket}_after`] - first[`${bucket}_change`] : lot[bucket];
      if (lot.opened_by !== 0) add(sums, `${lot.opened_by}:${lot.slot}:${ACCOUNT[bucket]}`, -opened);
    }
  }
  const entries = await reader.query<{ transaction_id: number; bucket: string; amount: number }>(
    `SELECT e.transaction_id, e.amount, a.brand_id, a.owner_kind, a.owner_id, a.asset, a.bucket FROM ledger_entry e` +
      " JOIN ledger_account a ON a.id = e.account_id WHERE a.bucket IN ('pending', 'available', 'held')" +
      " AND a.asset <> 'growth'",
  );
  for (const entry of entries) {
    add(sums, `${entry.transaction_id}:${slotOf({ ...entry })}:${entry.bucket}`, entry.amount);
  }
  return [...sums]
    .filter(([, sum]) => sum !== 0)
    .map(([key, sum]) => `${key}: entries less lot moves is ${sum}`);
}

/** An earning with terms: points that wait, or expire. */
export function earningOn(
  brandId: number,
  number: number,
  memberId: number,
  points: number,
  terms: Partial<Pick<LotTerms, 'activatesAtMs' | 'expiresAtMs' | 'storeId' | 'extendTo'>>,
): LedgerPosting {
  const lot = { activatesAtMs: 0, expiresAtMs: NEVER_MS, storeId: 0, ...terms };
  const bucket = lot.activatesAtMs > 0 ? 'pending' : 'available';
  const reference = { kind: 'order', id: String(number) } as const;
  return {
    ...earnPosting({ key: `earn:${number}`, reference, memberId, points, bucket }),
    lots: [{ owner: { kind: 'member', id: memberId }, asset: 'points', ...lot }],
    brandId,
    occurredAtMs: toldAtMs(),
    explanation: {},
  };
}
