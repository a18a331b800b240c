import { Injectable } from '@nestjs/common';
import { RunAgain } from '../../platform/db/run-again';
import { insertRows, queryIn, type Reader, type Tx, type Value } from '../../platform/db/statements';
import { ledgerEntries, ledgerTransactions } from './entities';

/** What an account is found by. */
export interface AccountName {
  readonly brand_id: number;
  readonly owner_kind: string;
  readonly owner_id: number;
  readonly asset: string;
  readonly bucket: string;
  readonly shard: number;
}

export interface AccountState {
  id: number;
  balance: number;
  version: number;
}

export interface TransactionRow {
  id: number;
  brand_id: number;
  posting_key: Buffer;
  request_hash: Buffer;
  kind: string;
  reference_kind: string;
  reference_id: number;
  reverses_id: number;
  occurred_at_ms: number;
  posted_at_ms: number;
  explanation: string;
  writer: number;
  writer_sequence: number;
  previous_hash: Buffer;
  hash: Buffer;
}

export interface EntryRow {
  transaction_id: number;
  line: number;
  account_id: number;
  amount: number;
  balance_after: number;
  account_version: number;
}

/** An entry with the name of its account. */
export type NamedEntryRow = EntryRow & AccountName;

export interface EarlierTransaction {
  id: number;
  posting_key: Buffer;
  request_hash: Buffer;
  posted_at_ms: number;
}

export interface WriterRow {
  sequence: number;
  hash: Buffer;
}

const NAME = ['brand_id', 'owner_kind', 'owner_id', 'asset', 'bucket', 'shard'] as const;
const ENTRY = ledgerEntries.columnNames;
export const TRANSACTION = ledgerTransactions.columnNames;

function isDuplicateKey(error: unknown): boolean {
  const { driverError } = error as { driverError?: { errno?: number; code?: string } };
  return driverError?.errno === 1062 || (driverError?.code ?? '').startsWith('SQLITE_CONSTRAINT_');
}

/** Places of names that differ in nothing but the owner's id, so that one statement finds them. */
function groupsOf(names: readonly AccountName[]): Iterable<number[]> {
  const groups = new Map<string, number[]>();
  names.forEach(({ brand_id, owner_kind, asset, bucket, shard }, place) => {
    const group = `${brand_id}:${owner_kind}:${asset}:${bucket}:${shard}`;
    const places = groups.get(group);
    if (places) places.push(place);
    else groups.set(group, [place]);
  });
  return groups.values();
}

/** The ledger's own statements. Every row but the balances is only ever inserted (INV-6). */
@Injectable()
export class LedgerQueries {
  /** Ids of accounts in the order asked for; null where there is none. Locks nothing. */
  async accountIds(reader: Reader, names: readonly AccountName[]): Promise<(number | null)[]> {
    const ids = new Array<number | null>(names.length).fill(null);
    for (const places of groupsOf(names)) {
      const { brand_id, owner_kind, asset, bucket, shard } = names[places[0] as number] as AccountName;
      const owners = new Map(places.map((place) => [(names[place] as AccountName).owner_id, place]));
      const rows = await queryIn<{ id: number; owner_id: number }>(
        reader,
        [...owners.keys()],
        (list) =>
          `SELECT id, owner_id FROM ledger_account WHERE brand_id = ? AND owner_kind = ? AND owner_id IN (${list})` +
          ' AND asset = ? AND bucket = ? AND shard = ?',
        [brand_id, owner_kind],
        [asset, bucket, shard],
      );
      for (const row of rows) ids[owners.get(row.owner_id) as number] = row.id;
    }
    return ids;
  }

  /** Every account of one owner. */
  async accountsOf(
    reader: Reader,
    brandId: number,
    ownerKind: string,
    ownerId: number,
  ): Promise<(AccountName & { balance: number })[]> {
    return reader.query(
      `SELECT ${NAME.join(', ')}, balance FROM ledger_account WHERE brand_id = ? AND owner_kind = ? AND owner_id = ?`,
      [brandId, ownerKind, ownerId],
    );
  }

  /**
   * Inserts accounts at zero. Where another transaction was first its row is kept, and locked at once: a shared lock,
   * as an ignored insert takes it, would deadlock with the next one who wants to write.
   */
  async insertAccounts(tx: Tx, accounts: readonly (AccountName & { readonly id: number })[]): Promise<void> {
    const rows = accounts.map((account) => [account.id, ...NAME.map((column) => account[column]), 0, 0]);
    const tail = tx.dialect.upsertWith(NAME, { version: 'ledger_account.version' });
    await insertRows(tx, 'ledger_account', ['id', ...NAME, 'balance', 'version'], rows, { tail });
  }

  /**
   * Locks accounts in the order of their ids, the one order in which anybody locks more than one.
   * @param ids ascending, no two alike
   * @returns in the same order
   */
  async lockAccounts(tx: Tx, ids: readonly number[]): Promise<AccountState[]> {
    return queryIn<AccountState>(
      tx,
      ids,
      (list) =>
        `SELECT id, balance, version FROM ledger_account WHERE id IN (${list}) ORDER BY id${tx.dialect.forUpdate}`,
    );
  }

  /** Takes back accounts that this transaction made and then had no use for. */
  async dropUnused(tx: Tx, ids: readonly number[]): Promise<void> {
    for (let start = 0; start < ids.length; start += 1000) {
      const chunk = ids.slice(start, start + 1000);
      const list = chunk.map(() => '?').join(',');
      await tx.exec(`DELETE FROM ledger_account WHERE version = 0 AND id IN (${list})`, chunk);
    }
  }

  /** The rows are locked and exist, so that the insert always turns into the update of two columns. */
  async saveBalances(tx: Tx, accounts: readonly AccountState[]): Promise<void> {
    const values: Value[] = [];
    for (const { id, balance, version } of accounts) values.push(id, balance, version);
    const tail = tx.dialect.upsert(['id'], ['balance', 'version']);
    await insertFlat(tx, 'ledger_account', ['id', 'balance', 'version'], values, tail);
  }

  async transactionsByKey(
    reader: Reader,
    brandId: number,
    keys: readonly Buffer[],
  ): Promise<EarlierTransaction[]> {
    return queryIn<EarlierTransaction>(
      reader,
      keys,
      (list) =>
        'SELECT id, posting_key, request_hash, posted_at_ms FROM ledger_transaction' +
        ` WHERE brand_id = ? AND posting_key IN (${list})`,
      [brandId],
    );
  }

  /** Locks transactions that are about to be reversed, so that two reversals of one cannot pass each other. */
  async lockTransactions(tx: Tx, ids: readonly number[]): Promise<void> {
    await queryIn(
      tx,
      [...ids].sort((a, b) => a - b),
      (list) => `SELECT id FROM ledger_transaction WHERE id IN (${list}) ORDER BY id${tx.dialect.forUpdate}`,
    );
  }

  async transactions(reader: Reader, ids: readonly number[]): Promise<TransactionRow[]> {
    return queryIn<TransactionRow>(
      reader,
      ids,
      (list) => `SELECT ${TRANSACTION.join(', ')} FROM ledger_transaction WHERE id IN (${list})`,
    );
  }

  /** Transactions that name this as what they happened for, oldest first. */
  async transactionsAbout(
    reader: Reader,
    brandId: number,
    kind: string,
    referenceId: number,
  ): Promise<TransactionRow[]> {
    return reader.query(
      `SELECT ${TRANSACTION.join(', ')} FROM ledger_transaction WHERE brand_id = ? AND reference_kind = ?` +
        ' AND reference_id = ? ORDER BY id',
      [brandId, kind, referenceId],
    );
  }

  /** Which of these transactions were reversed. */
  async reversed(reader: Reader, ids: readonly number[]): Promise<Set<number>> {
    const rows = await queryIn<{ reverses_id: number }>(
      reader,
      ids,
      (list) => `SELECT reverses_id FROM ledger_transaction WHERE reverses_id IN (${list})`,
    );
    return new Set(rows.map((row) => row.reverses_id));
  }

  async entriesOf(reader: Reader, transactionIds: readonly number[]): Promise<NamedEntryRow[]> {
    return queryIn<NamedEntryRow>(
      reader,
      transactionIds,
      (list) =>
        `SELECT ${ENTRY.map((column) => `e.${column}`).join(', ')}, ${NAME.map((column) => `a.${column}`).join(', ')}` +
        ` FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id WHERE e.transaction_id IN (${list})` +
        ' ORDER BY e.transaction_id, e.line',
    );
  }

  /** The head of a writer's chain, locked. It is the last lock of a batch, because every batch of a writer wants it. */
  async lockWriter(tx: Tx, writer: number, start: Buffer): Promise<WriterRow> {
    const sql = `SELECT sequence, hash FROM ledger_writer WHERE writer = ?${tx.dialect.forUpdate}`;
    const [head] = await tx.query<WriterRow>(sql, [writer]);
    if (head) return head;
    const tail = tx.dialect.upsertWith(['writer'], { sequence: 'ledger_writer.sequence' });
    await insertRows(tx, 'ledger_writer', ['writer', 'sequence', 'hash'], [[writer, 0, start]], { tail });
    return (await tx.query<WriterRow>(sql, [writer]))[0] as WriterRow;
  }

  async saveWriter(tx: Tx, writer: number, head: WriterRow): Promise<void> {
    await tx.exec('UPDATE ledger_writer SET sequence = ?, hash = ? WHERE writer = ?', [
      head.sequence,
      head.hash,
      writer,
    ]);
  }

  /** @throws RunAgain when another transaction took one of the keys meanwhile */
  async insertTransactions(tx: Tx, rows: readonly TransactionRow[]): Promise<void> {
    const values: Value[] = [];
    for (const row of rows) pushTransaction(values, row);
    try {
      await insertFlat(tx, 'ledger_transaction', TRANSACTION, values);
    } catch (error) {
      if (isDuplicateKey(error)) {
        // With other accounts, so that our locks did not keep it off. The next run finds its row.
        throw new RunAgain('a posting key was taken meanwhile', { cause: error });
      }
      throw error;
    }
  }

  async insertEntries(tx: Tx, entries: EntryList): Promise<void> {
    await insertFlat(tx, 'ledger_entry', ENTRY, entries.values);
  }
}

/** Entries on their way into the table, one behind the other in a single list. */
export class EntryList {
  readonly values: Value[] = [];

  add(transactionId: number, line: number, amount: number, account: AccountState): void {
    this.values.push(transactionId, line, account.id, amount, account.balance, account.version);
  }
}

/** In the order of TRANSACTION, spelt out: this runs for every posting. */
function pushTransaction(values: Value[], row: TransactionRow): void {
  values.push(
    row.id,
    row.brand_id,
    row.posting_key,
    row.request_hash,
    row.kind,
    row.reference_kind,
    row.reference_id,
    row.reverses_id,
    row.occurred_at_ms,
    row.posted_at_ms,
    row.explanation,
    row.writer,
    row.writer_sequence,
    row.previous_hash,
    row.hash,
  );
}

export const ROWS_PER_STATEMENT = 500;

/**
 * As `insertRows`, of values that stand in one list already. A batch has thousands of rows: an array for each would
 * live until the commit, and the collector would carry it along.
 */
export async function insertFlat(
  tx: Tx,
  table: string,
  columns: readonly string[],
  values: readonly Value[],
  tail: string = '',
): Promise<void> {
  const tuple = `(${columns.map(() => '?').join(',')})`;
  const step = ROWS_PER_STATEMENT * columns.length;
  for (let start = 0; start < values.length; start += step) {
    const chunk = values.slice(start, start + step);
    const tuples = new Array<string>(chunk.length / columns.length).fill(tuple).join(',');
    await tx.exec(`INSERT INTO ${table} (${columns.join(',')}) VALUES ${tuples}${tail}`, chunk);
  }
}
