import { Injectable } from '@nestjs/common';
import { groupedBy } from '@liuliang/domain';
import { RunAgain } from '../../platform/db/run-again';
import { insertFlat, queryIn, type Reader, type Tx, type Value } from '../../platform/db/statements';
import type { RowOf } from '../../platform/db/table';
import {
  anyAccount,
  ledgerAccounts,
  ledgerEntries,
  ledgerTransactions,
  ledgerWriters,
  type AccountRow,
  type EntryRow,
  type TransactionRow,
} from './entities';

/** What an account is found by. */
export type AccountName = Omit<AccountRow, 'id' | 'balance' | 'version'>;
export type AccountState = Pick<AccountRow, 'id' | 'balance' | 'version'>;
/** An entry with the name of its account. */
export type NamedEntryRow = EntryRow & AccountName;
/** The end of a writer's chain. */
export type WriterRow = Omit<RowOf<typeof ledgerWriters>, 'writer'>;

const NAME = ['brandId', 'ownerKind', 'ownerId', 'asset', 'bucket', 'shard'] as const;
const STORED_NAME = ['brand_id', 'owner_kind', 'owner_id', 'asset', 'bucket', 'shard'];

function isDuplicateKey(error: unknown): boolean {
  const { driverError } = error as { driverError?: { errno?: number; code?: string } };
  return driverError?.errno === 1062 || (driverError?.code ?? '').startsWith('SQLITE_CONSTRAINT_');
}

/** The ledger's own statements. Every row but the balances is only ever inserted (INV-6). */
@Injectable()
export class LedgerQueries {
  /** Ids of accounts in the order asked for; null where there is none. Locks nothing. */
  async accountIds(reader: Reader, names: readonly AccountName[]): Promise<(number | null)[]> {
    const ids = new Array<number | null>(names.length).fill(null);
    // Places of names that differ in nothing but the owner's id, so that one statement finds them.
    const groups = groupedBy(names.keys(), (place) => {
      const { brandId, ownerKind, asset, bucket, shard } = names[place] as AccountName;
      return `${brandId}:${ownerKind}:${asset}:${bucket}:${shard}`;
    });
    for (const places of groups.values()) {
      const { brandId, ownerKind, asset, bucket, shard } = names[places[0] as number] as AccountName;
      const owners = new Map(places.map((place) => [(names[place] as AccountName).ownerId, place]));
      const wanted = { ownerKind, ownerId: [...owners.keys()], asset, bucket, shard };
      const rows = await ledgerAccounts.select(reader, brandId, wanted, { columns: ['id', 'ownerId'] });
      for (const row of rows) ids[owners.get(row.ownerId) as number] = row.id;
    }
    return ids;
  }

  /**
   * Inserts accounts at zero. Where another transaction was first its row is kept, and locked at once: a shared lock,
   * as an ignored insert takes it, would deadlock with the next one who wants to write.
   */
  async insertAccounts(tx: Tx, accounts: readonly (AccountName & { readonly id: number })[]): Promise<void> {
    const rows = accounts.map((account) => ({ ...account, balance: 0, version: 0 }));
    const tail = tx.dialect.upsertWith(STORED_NAME, { version: 'ledger_account.version' });
    await ledgerAccounts.insert(tx, rows, { tail });
  }

  /**
   * Locks accounts in the order of their ids, the one order in which anybody locks more than one.
   * @param ids ascending, no two alike
   * @returns in the same order
   */
  async lockAccounts(tx: Tx, ids: readonly number[]): Promise<AccountState[]> {
    const columns = ['id', 'balance', 'version'] as const;
    return anyAccount.select(tx, { id: ids }, { columns, order: 'id', lock: 'update' });
  }

  /** Takes back accounts that this transaction made and then had no use for. */
  async dropUnused(tx: Tx, ids: readonly number[]): Promise<void> {
    await anyAccount.remove(tx, { version: 0, id: ids });
  }

  /**
   * Writes accounts that had no row, as their first postings leave them, in the order of their names.
   * @throws RunAgain when another transaction made one of them meanwhile
   */
  async insertFirst(tx: Tx, accounts: readonly AccountRow[]): Promise<void> {
    if (accounts.length === 0) return;
    const inOrder = [...accounts].sort(byName);
    await orRunAgain('an account was made meanwhile', () => ledgerAccounts.insert(tx, inOrder));
  }

  /** The rows are locked and exist, so that the insert always turns into the update of two columns. */
  async saveBalances(tx: Tx, accounts: readonly AccountState[]): Promise<void> {
    const values: Value[] = [];
    for (const { id, balance, version } of accounts) values.push(id, balance, version);
    const tail = tx.dialect.upsert(['id'], ['balance', 'version']);
    await insertFlat(tx, 'ledger_account', ['id', 'balance', 'version'], values, { tail });
  }

  async transactionsByKey(reader: Reader, brandId: number, keys: readonly Buffer[]) {
    const columns = ['id', 'postingKey', 'requestHash', 'postedAtMs'] as const;
    return ledgerTransactions.select(reader, brandId, { postingKey: keys }, { columns });
  }

  /** What expired of these lots. */
  async expiredOf(reader: Reader, brandId: number, lotIds: readonly number[]): Promise<Map<number, number>> {
    const rows = await queryIn<{ lotId: number; points: number }>(
      reader,
      lotIds,
      (list) =>
        'SELECT m.lot_id AS lotId, CAST(SUM(-m.remaining_change) AS SIGNED) AS points FROM points_lot_move m' +
        " JOIN ledger_transaction t ON t.id = m.transaction_id AND t.kind = 'expire'" +
        ` WHERE t.brand_id = ? AND m.lot_id IN (${list}) GROUP BY m.lot_id`,
      [brandId],
    );
    return new Map(rows.map(({ lotId, points }) => [lotId, points]));
  }

  async entriesOf(reader: Reader, transactionIds: readonly number[]): Promise<NamedEntryRow[]> {
    return queryIn(
      reader,
      transactionIds,
      (list) =>
        `SELECT ${ledgerEntries.columns('e')}, ${ledgerAccounts.columns('a', NAME)} FROM ledger_entry e` +
        ` JOIN ledger_account a ON a.id = e.account_id WHERE e.transaction_id IN (${list})` +
        ' ORDER BY e.transaction_id, e.line',
    );
  }

  /** The head of a writer's chain, locked. It is the last lock of a batch, because every batch of a writer wants it. */
  async lockWriter(tx: Tx, writer: number, start: Buffer): Promise<WriterRow> {
    const reading = { columns: ['sequence', 'hash'], lock: 'update' } as const;
    const head = await ledgerWriters.one(tx, { writer }, reading);
    if (head) return head;
    const tail = tx.dialect.upsertWith(['writer'], { sequence: 'ledger_writer.sequence' });
    await ledgerWriters.insert(tx, [{ writer, sequence: 0, hash: start }], { tail });
    return (await ledgerWriters.one(tx, { writer }, reading)) as WriterRow;
  }

  /** @throws RunAgain when another transaction took one of the keys meanwhile */
  async insertTransactions(tx: Tx, rows: readonly TransactionRow[]): Promise<void> {
    const values: Value[] = [];
    for (const row of rows) pushTransaction(values, row);
    // With other accounts, so that our locks did not keep it off. The next run finds its row.
    await orRunAgain('a posting key was taken meanwhile', () => ledgerTransactions.insertFlat(tx, values));
  }
}

async function orRunAgain(why: string, insert: () => Promise<unknown>): Promise<void> {
  try {
    await insert();
  } catch (error) {
    if (isDuplicateKey(error)) throw new RunAgain(why, { cause: error });
    throw error;
  }
}

const byName = (a: AccountRow, b: AccountRow): number =>
  a.brandId - b.brandId ||
  a.ownerId - b.ownerId ||
  (a.asset < b.asset ? -1 : a.asset > b.asset ? 1 : a.bucket < b.bucket ? -1 : 1);

/** Entries on their way into the table, one behind the other in a single list. */
export class EntryList {
  readonly values: Value[] = [];

  add(transactionId: number, line: number, amount: number, account: AccountState): void {
    this.values.push(transactionId, line, account.id, amount, account.balance, account.version);
  }
}

/** In the order of the columns, spelt out: this runs for every posting. */
function pushTransaction(values: Value[], row: TransactionRow): void {
  values.push(
    row.id,
    row.brandId,
    row.postingKey,
    row.requestHash,
    row.kind,
    row.referenceKind,
    row.referenceId,
    row.reversesId,
    row.occurredAtMs,
    row.postedAtMs,
    row.explanation,
    row.writer,
    row.writerSequence,
    row.previousHash,
    row.hash,
  );
}
