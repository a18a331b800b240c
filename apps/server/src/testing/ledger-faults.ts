import {
  canonicalPosting,
  dueAtOf,
  hasLots,
  NEVER_MS,
  sortedEntries,
  type Entry,
  type LotBucket,
} from '@liuliang/domain';
import type { LedgerPosting } from '../modules/ledger';
import { accountName } from '../modules/ledger/accounts';
import { CHAIN_START, chainHashOf, requestHashOf } from '../modules/ledger/hashes';
import {
  anyHold,
  anyLot,
  ledgerEntries,
  ledgerWriters,
  lotMoves,
  pointsHolds,
  pointsLots,
  type HoldRow,
  type LotRow,
  type TransactionRow,
} from '../modules/ledger/entities';
import { explanationRow } from '../modules/ledger/posting-rows';
import { EntryList, LedgerQueries, type AccountState, type WriterRow } from '../modules/ledger/queries';
import type { Database } from '../platform/db/database';
import { insertRows, type Row, type Tx } from '../platform/db/statements';
import { IdSource } from '../platform/ids';
import { txWith } from './tx-with';

const WRITER = 0;

/** What a forged posting does to lots that are there. */
export type ForgedMove = { readonly lotId: number; readonly expiresTo?: number } & Partial<
  Record<LotBucket, number>
>;

export interface Forgery {
  readonly reversesId?: number;
  /** Absent: every line of an owner opens a lot of its own. */
  readonly moves?: readonly ForgedMove[];
  /** Beside moves: the lot that it opens for an owner whom it credits. */
  readonly opens?: { readonly to: number; readonly lot: Partial<LotRow> };
  /** Set in this hold; a posting of kind `hold` gets a row of its own. */
  readonly hold?: Partial<HoldRow>;
}

/**
 * Writes a posting as a broken writer would: hashed, chained, with balances, lots and versions in step, but judged by
 * no rule. So that of all checks only the one for the rule that it breaks can find it.
 * @returns the id of the transaction
 */
export async function forge(
  db: Database,
  ids: IdSource,
  posting: LedgerPosting,
  { reversesId = 0, moves, opens, hold }: Forgery = {},
): Promise<number> {
  const store = new LedgerQueries();
  const entries = sortedEntries(posting.entries);
  return db.run('forge', async (tx) => {
    const accounts = await lockedAccounts(tx, store, ids, posting.brandId, entries);
    const head = await store.lockWriter(tx, WRITER, CHAIN_START);
    const row = forgedRow(posting, ids.next(), reversesId, head);
    await store.insertTransactions(tx, [row]);
    const lines = new EntryList();
    entries.forEach(({ amount }, line) => {
      const state = accounts[line]!;
      state.balance += amount;
      state.version += 1;
      lines.add(row.id, line, amount, state);
    });
    await ledgerEntries.insertFlat(tx, lines.values);
    await store.saveBalances(tx, accounts);
    const end = { sequence: row.writerSequence, hash: row.hash };
    await ledgerWriters.set(tx, { writer: WRITER }, end);
    for (const move of moves ?? []) await moveLot(tx, row.id, move);
    const opening = entries.filter(({ account }) => !moves || account.ownerId === opens?.to);
    for (const entry of opening) await openLot(tx, ids.next(), row, entry, opens?.lot ?? {});
    if (hold) await saveHold(tx, row, entries, hold);
    return row.id;
  });
}

const BUCKETS = { pending: 'pending', available: 'remaining', held: 'held' } as const;

async function openLot(
  tx: Tx,
  id: number,
  row: TransactionRow,
  { account, amount }: Entry,
  changes: Partial<LotRow>,
): Promise<void> {
  if (!hasLots(account) || amount === 0) return;
  const figures = {
    pending: 0,
    remaining: 0,
    held: 0,
    [BUCKETS[account.bucket as keyof typeof BUCKETS]]: amount,
  };
  const lot: LotRow = {
    ...{
      id,
      brandId: row.brandId,
      ownerKind: account.ownerKind,
      ownerId: account.ownerId,
      asset: account.asset,
    },
    ...{ openedBy: row.id, openedAtMs: row.occurredAtMs, amount, ...figures },
    ...{
      activatesAtMs: 0,
      expiresAtMs: NEVER_MS,
      dueAtMs: NEVER_MS,
      funderKind: 'system',
      funderId: 0,
    },
    ...{ storeId: 0, carriedFrom: 0, version: 0, isOpen: 1, ...changes },
  };
  await pointsLots.insert(tx, [{ ...lot, dueAtMs: dueAtOf(lot, NEVER_MS) }]);
}

async function moveLot(tx: Tx, transactionId: number, move: ForgedMove): Promise<void> {
  const lot = await anyLot.one(tx, { id: move.lotId });
  if (!lot) throw new Error('A forged move is of a lot that is there');
  const { pending = 0, remaining = 0, held = 0, expiresTo = 0 } = move;
  const after = {
    pending: lot.pending + pending,
    remaining: lot.remaining + remaining,
    held: lot.held + held,
  };
  const version = lot.version + 1;
  const expiresAtMs = expiresTo === 0 ? lot.expiresAtMs : expiresTo;
  const dueAtMs = dueAtOf({ ...lot, ...after, expiresAtMs }, NEVER_MS);
  const isOpen = Object.values(after).some((points) => points !== 0) ? 1 : 0;
  await lotMoves.insert(tx, [
    {
      ...{ lotId: lot.id, version, transactionId, expiresToMs: expiresTo },
      ...{ pendingChange: pending, remainingChange: remaining, heldChange: held },
      ...{ pendingAfter: after.pending, remainingAfter: after.remaining, heldAfter: after.held },
    },
  ]);
  await anyLot.set(tx, { id: lot.id }, { ...after, expiresAtMs, dueAtMs, version, isOpen });
}

async function saveHold(
  tx: Tx,
  row: TransactionRow,
  entries: readonly Entry[],
  changes: Partial<HoldRow>,
): Promise<void> {
  if (row.kind !== 'hold') {
    const settled = changes.state ? { settledBy: row.id } : {};
    return void (await anyHold.set(tx, { id: row.referenceId }, { ...changes, ...settled }));
  }
  const to = entries.find(({ account }) => account.bucket === 'held') as Entry;
  const hold: HoldRow = {
    ...{ id: row.id, brandId: row.brandId, holdKey: row.postingKey, ownerKind: to.account.ownerKind },
    ...{
      ownerId: to.account.ownerId,
      asset: to.account.asset,
      points: to.amount,
      purpose: 'order',
      state: 'open',
    },
    ...{ createdAtMs: row.occurredAtMs, expiresAtMs: NEVER_MS, heldBy: row.id, settledBy: 0 },
    ...{ settledAtMs: 0, captured: 0, restored: 0, ...changes },
  };
  await pointsHolds.insert(tx, [hold]);
}

/** The accounts of the entries, in their order. */
async function lockedAccounts(
  tx: Tx,
  queries: LedgerQueries,
  ids: IdSource,
  brandId: number,
  entries: readonly Entry[],
): Promise<AccountState[]> {
  const names = entries.map(({ account }) => accountName(brandId, account, WRITER));
  const rowIds = await queries.accountIds(tx, names);
  const missing = names.flatMap((name, i) =>
    rowIds[i] === null ? [{ ...name, id: (rowIds[i] = ids.next()) }] : [],
  );
  await queries.insertAccounts(tx, missing);
  const ascending = [...(rowIds as number[])].sort((a, b) => a - b);
  const states = new Map((await queries.lockAccounts(tx, ascending)).map((state) => [state.id, state]));
  return rowIds.map((id) => states.get(id!)!);
}

function forgedRow(posting: LedgerPosting, id: number, reversesId: number, head: WriterRow): TransactionRow {
  const canonical = canonicalPosting(posting);
  const row: TransactionRow = {
    id,
    brandId: posting.brandId,
    postingKey: Buffer.from(posting.key),
    requestHash: requestHashOf(canonical),
    kind: posting.kind,
    referenceKind: posting.reference.kind,
    referenceId: reversesId || Number(posting.reference.id),
    reversesId: reversesId,
    occurredAtMs: posting.occurredAtMs,
    postedAtMs: posting.occurredAtMs,
    explanation: explanationRow(posting),
    writer: WRITER,
    writerSequence: head.sequence + 1,
    previousHash: head.hash,
    hash: head.hash,
  };
  return { ...row, hash: chainHashOf(head.hash, canonical, row) };
}

/** What faults are planted in. */
const TABLES = [
  'ledger_account',
  'ledger_transaction',
  'ledger_entry',
  'ledger_writer',
  'ledger_root',
  'points_lot',
  'points_lot_move',
  'points_hold',
  'idempotency',
  'tier_gift',
  'sale_order',
  'refund',
  'audit_log',
];

/**
 * Remembers every row of the ledger and of what it is compared with, and the triggers, so that one story serves many
 * faults.
 * @returns puts all of them back as they were
 */
export async function keepRows(db: Database): Promise<() => Promise<void>> {
  const kept = await db.read(async (reader) => {
    const rows: [string, Row[]][] = [];
    for (const table of TABLES) rows.push([table, await reader.query<Row>(`SELECT * FROM ${table}`)]);
    return rows;
  });
  const triggers = await triggersOf(db);
  const putBack = async (tx: Tx): Promise<void> => {
    for (const [table, rows] of kept) {
      await tx.exec(`DELETE FROM ${table}`);
      const values = rows.map((row) => Object.values(row));
      if (rows[0]) await insertRows(tx, table, Object.keys(rows[0]), values);
    }
  };
  return () => behindTheTriggers(db, putBack, triggers);
}

interface Trigger {
  readonly name: string;
  readonly sql: string;
}

/**
 * Takes the triggers that protect rows away, does the damage, and puts them back, as an intruder would.
 * @param back those that are there afterwards; otherwise the ones that were
 */
export async function behindTheTriggers(
  db: Database,
  damage: (tx: Tx) => Promise<unknown>,
  back?: readonly Trigger[],
): Promise<void> {
  const triggers = await triggersOf(db);
  for (const { name } of triggers) await db.source.query(`DROP TRIGGER ${name}`);
  await db.run('damage', damage);
  for (const { sql } of back ?? triggers) await db.source.query(sql);
}

async function triggersOf(db: Database): Promise<Trigger[]> {
  if (db.engine === 'sqlite') {
    return (await db.source.query("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")) as Trigger[];
  }
  const names = (await db.source.query(
    'SELECT TRIGGER_NAME AS name FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()',
  )) as { name: string }[];
  const triggers: Trigger[] = [];
  for (const { name } of names) {
    const [row] = (await db.source.query(`SHOW CREATE TRIGGER ${name}`)) as Record<string, string>[];
    triggers.push({ name, sql: row?.['SQL Original Statement'] ?? '' });
  }
  return triggers;
}

/** A transaction that fails once `statements` statements were done: a process that dies there. */
export function dyingAfter(tx: Tx, statements: number): Tx {
  let left = statements;
  const orDie = async <T>(done: Promise<T>): Promise<T> => {
    const result = await done;
    if ((left -= 1) === 0) throw new Error('the process died');
    return result;
  };
  return txWith(tx, {
    query: (sql, parameters) => orDie(tx.query(sql, parameters)),
    exec: (sql, parameters) => orDie(tx.exec(sql, parameters)),
  });
}
