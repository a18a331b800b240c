import { canonicalPosting, sortedEntries, type Entry } from '@liuliang/domain';
import type { LedgerPosting } from '../modules/points';
import { accountName } from '../modules/points/accounts';
import { CHAIN_START, chainHashOf, requestHashOf } from '../modules/points/hashes';
import {
  EntryList,
  LedgerStore,
  type AccountState,
  type TransactionRow,
  type WriterRow,
} from '../modules/points/store';
import type { Database } from '../platform/db/database';
import type { Tx } from '../platform/db/statements';
import { IdSource } from '../platform/ids';

const WRITER = 0;

/**
 * Writes a posting as a broken writer would: hashed, chained, with balances and versions in step, but judged by no
 * rule. So that of all checks only the one for the rule that it breaks can find it.
 */
export async function forge(
  db: Database,
  ids: IdSource,
  posting: LedgerPosting,
  reversesId: number = 0,
): Promise<void> {
  const store = new LedgerStore();
  const entries = sortedEntries(posting.entries);
  await db.run('forge', async (tx) => {
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
    await store.insertEntries(tx, lines);
    await store.saveBalances(tx, accounts);
    await store.saveWriter(tx, WRITER, { sequence: row.writer_sequence, hash: row.hash });
  });
}

/** The accounts of the entries, in their order. */
async function lockedAccounts(
  tx: Tx,
  store: LedgerStore,
  ids: IdSource,
  brandId: number,
  entries: readonly Entry[],
): Promise<AccountState[]> {
  const names = entries.map(({ account }) => accountName(brandId, account, WRITER));
  const rowIds = await store.accountIds(tx, names);
  const missing = names.flatMap((name, i) =>
    rowIds[i] === null ? [{ ...name, id: (rowIds[i] = ids.next()) }] : [],
  );
  await store.insertAccounts(tx, missing);
  const ascending = [...(rowIds as number[])].sort((a, b) => a - b);
  const states = new Map((await store.lockAccounts(tx, ascending)).map((state) => [state.id, state]));
  return rowIds.map((id) => states.get(id!)!);
}

function forgedRow(posting: LedgerPosting, id: number, reversesId: number, head: WriterRow): TransactionRow {
  const canonical = canonicalPosting(posting);
  const row: TransactionRow = {
    id,
    brand_id: posting.brandId,
    posting_key: Buffer.from(posting.key),
    request_hash: requestHashOf(canonical),
    kind: posting.kind,
    reference_kind: posting.reference.kind,
    reference_id: reversesId || Number(posting.reference.id),
    reverses_id: reversesId,
    occurred_at_ms: posting.occurredAtMs,
    posted_at_ms: posting.occurredAtMs,
    explanation: JSON.stringify(posting.explanation),
    writer: WRITER,
    writer_sequence: head.sequence + 1,
    previous_hash: head.hash,
    hash: head.hash,
  };
  return { ...row, hash: chainHashOf(head.hash, canonical, row) };
}

interface Trigger {
  readonly name: string;
  readonly sql: string;
}

/** Takes the triggers that protect rows away, does the damage, and puts them back, as an intruder would. */
export async function behindTheTriggers(db: Database, damage: (tx: Tx) => Promise<unknown>): Promise<void> {
  const triggers = await triggersOf(db);
  for (const { name } of triggers) await db.source.query(`DROP TRIGGER ${name}`);
  await db.run('damage', damage);
  for (const { sql } of triggers) await db.source.query(sql);
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
