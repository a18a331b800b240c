import { NEVER_MS } from '@liuliang/domain';
import { ledgerEntries, ledgerTransactions, pointsLots } from '../../modules/ledger/entities';
import { insertRows, type Tx, type Value } from '../../platform/db/statements';

/** A posting of two lines as bare figures: who gets points from which system account. */
export interface BarePosting {
  readonly id: number;
  readonly lotId: number;
  readonly brandId: number;
  readonly key: Buffer;
  readonly sequence: number;
  readonly accounts: readonly [BareAccount, BareAccount];
}

export interface BareAccount {
  readonly id: number;
  balance: number;
  version: number;
}

const TRANSACTION = ledgerTransactions.columnNames;
const ENTRY = ledgerEntries.columnNames;
const LOT = pointsLots.columnNames;
const HASH = Buffer.alloc(32, 0xab);
const AMOUNT = 5;
const AT_MS = 1_700_000_000_000;

function transactionRow({ id, brandId, key, sequence }: BarePosting, writer: number): Value[] {
  return [id, brandId, key, HASH, 'earn', 'event', id, 0, AT_MS, AT_MS, '{}', writer, sequence, HASH, HASH];
}

function entryRows({ id, accounts }: BarePosting): Value[][] {
  return accounts.map((account, line) => {
    const amount = line === 0 ? AMOUNT : -AMOUNT;
    account.balance += amount;
    account.version += 1;
    return [id, line, account.id, amount, account.balance, account.version];
  });
}

/** The lot that the posting opens, never expiring. */
function lotRow({ id, lotId, brandId, accounts: [member] }: BarePosting): Value[] {
  const owner = [lotId, brandId, 'member', member.id, 'points', id, AT_MS];
  return [...owner, AMOUNT, 0, AMOUNT, 0, 0, NEVER_MS, NEVER_MS, 'system', 0, 0, 0, 0, 1];
}

/** Accounts for a case, so that no case meets the rows of another. */
export async function insertAccounts(
  tx: Tx,
  brandId: number,
  ownerKind: string,
  shard: number,
  ids: readonly number[],
): Promise<BareAccount[]> {
  const rows = ids.map((id) => [id, brandId, ownerKind, id, 'points', 'available', shard]);
  const columns = ['id', 'brand_id', 'owner_kind', 'owner_id', 'asset', 'bucket', 'shard'];
  await insertRows(tx, 'ledger_account', columns, rows);
  return ids.map((id) => ({ id, balance: 0, version: 0 }));
}

/** The ceiling: the rows of a batch by the same multi-row statements, with nothing read and nothing checked. */
export async function writeBlindly(tx: Tx, postings: readonly BarePosting[], writer: number): Promise<void> {
  await insertRows(
    tx,
    'ledger_transaction',
    TRANSACTION,
    postings.map((posting) => transactionRow(posting, writer)),
  );
  await insertRows(tx, 'ledger_entry', ENTRY, postings.flatMap(entryRows));
  await insertRows(tx, 'points_lot', LOT, postings.map(lotRow));
  const moved = new Set(postings.flatMap(({ accounts }) => accounts));
  const rows = [...moved].map(({ id, balance, version }): Value[] => [id, balance, version]);
  const tail = tx.dialect.upsert(['id'], ['balance', 'version']);
  await insertRows(tx, 'ledger_account', ['id', 'balance', 'version'], rows, { tail });
  const head: Value[] = [writer, postings[postings.length - 1]?.sequence ?? 0, HASH];
  const upsert = tx.dialect.upsert(['writer'], ['sequence', 'hash']);
  await insertRows(tx, 'ledger_writer', ['writer', 'sequence', 'hash'], [head], { tail: upsert });
}

/** The obvious design: one transaction per posting that looks the key up and locks both rows. */
export async function postNaively(tx: Tx, posting: BarePosting, writer: number): Promise<void> {
  const { brandId, key, accounts } = posting;
  const known = await tx.query('SELECT id FROM ledger_transaction WHERE brand_id = ? AND posting_key = ?', [
    brandId,
    key,
  ]);
  if (known.length > 0) return;
  const ids = accounts.map(({ id }) => id).sort((a, b) => a - b);
  const rows = await tx.query<BareAccount>(
    `SELECT id, balance, version FROM ledger_account WHERE id IN (?, ?) ORDER BY id${tx.dialect.forUpdate}`,
    ids,
  );
  const [first, second] = accounts.map(({ id }) => rows.find((row) => row.id === id));
  if (!first || !second) throw new Error('The accounts of the bench are missing');
  await insertRows(tx, 'ledger_transaction', TRANSACTION, [transactionRow(posting, writer)]);
  await insertRows(tx, 'ledger_entry', ENTRY, entryRows({ ...posting, accounts: [first, second] }));
  await insertRows(tx, 'points_lot', LOT, [lotRow(posting)]);
  for (const { id, balance, version } of [first, second]) {
    await tx.exec('UPDATE ledger_account SET balance = ?, version = ? WHERE id = ?', [balance, version, id]);
  }
}
