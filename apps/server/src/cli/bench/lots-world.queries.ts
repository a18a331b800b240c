import { insertRows, type Reader, type Tx, type Value } from '../../platform/db/statements';
import { ledgerEntries, ledgerTransactions, pointsLots } from '../../modules/ledger/entities';

/** A member of the bench: one account and the lots that its balance consists of. */
export interface InventedOwner {
  readonly id: number;
  readonly accountId: number;
  readonly lots: readonly InventedLot[];
}

export interface InventedLot {
  readonly id: number;
  readonly transactionId: number;
  /** Position in its writer's chain. */
  readonly sequence: number;
  readonly points: number;
  readonly openedAtMs: number;
  readonly expiresAtMs: number;
}

const ACCOUNT = [
  'id',
  'brand_id',
  'owner_kind',
  'owner_id',
  'asset',
  'bucket',
  'shard',
  'balance',
  'version',
];
const HASH = Buffer.alloc(32, 0xab);

/** The system's account that all the points come from, with what they sum to. */
export async function insertSource(tx: Tx, brandId: number, id: number, writer: number): Promise<void> {
  const row = [id, brandId, 'system', 0, 'points', 'issuance', writer, 0, 0];
  await insertRows(tx, 'ledger_account', ACCOUNT, [row]);
}

export async function insertOwners(
  tx: Tx,
  brandId: number,
  source: { readonly accountId: number; readonly writer: number; readonly versionBefore: number },
  owners: readonly InventedOwner[],
): Promise<void> {
  const lots = owners.flatMap((owner) => owner.lots.map((lot) => ({ owner, lot })));
  await insertRows(
    tx,
    'ledger_account',
    ACCOUNT,
    owners.map((owner) => accountRow(brandId, owner)),
  );
  await insertRows(
    tx,
    'ledger_transaction',
    ledgerTransactions.columnNames,
    lots.map(({ lot }) => transactionRow(brandId, source.writer, lot)),
  );
  await insertRows(tx, 'ledger_entry', ledgerEntries.columnNames, owners.flatMap(entryRows));
  const out = lots.map(({ lot }, i): Value[] => {
    return [lot.transactionId, 1, source.accountId, -lot.points, 0, source.versionBefore + i + 1];
  });
  await insertRows(tx, 'ledger_entry', ledgerEntries.columnNames, out);
  await insertRows(
    tx,
    'points_lot',
    pointsLots.columnNames,
    lots.map(({ owner, lot }) => lotRow(brandId, owner, lot)),
  );
}

function accountRow(brandId: number, { id, accountId, lots }: InventedOwner): Value[] {
  const balance = lots.reduce((sum, lot) => sum + lot.points, 0);
  return [accountId, brandId, 'member', id, 'points', 'available', 0, balance, lots.length];
}

function transactionRow(brandId: number, writer: number, lot: InventedLot): Value[] {
  const { transactionId, sequence, openedAtMs } = lot;
  const key = Buffer.from(`bench:${transactionId}`);
  return [
    ...[transactionId, brandId, key, HASH, 'earn', 'event', transactionId, 0, openedAtMs, openedAtMs, '{}'],
    ...[writer, sequence, HASH, HASH],
  ];
}

function entryRows({ accountId, lots }: InventedOwner): Value[][] {
  let balance = 0;
  return lots.map(({ transactionId, points }, i) => {
    balance += points;
    return [transactionId, 0, accountId, points, balance, i + 1];
  });
}

function lotRow(brandId: number, owner: InventedOwner, lot: InventedLot): Value[] {
  const { id, transactionId, openedAtMs, points, expiresAtMs } = lot;
  return [
    ...[id, brandId, 'member', owner.id, 'points', transactionId, openedAtMs, points, 0, points, 0, 0],
    ...[expiresAtMs, expiresAtMs, 'system', 0, 0, 0, 0, 1],
  ];
}

/** Lets the lot of so many points, one of each member, have expired at an instant. */
export async function makeDue(
  tx: Tx,
  brandId: number,
  members: { readonly first: number; readonly last: number; readonly points: number },
  atMs: number,
): Promise<void> {
  await tx.exec(
    'UPDATE points_lot SET expires_at_ms = ?, due_at_ms = ?' +
      " WHERE brand_id = ? AND owner_kind = 'member' AND owner_id BETWEEN ? AND ? AND asset = 'points' AND amount = ?",
    [atMs, atMs, brandId, members.first, members.last, members.points],
  );
}

/** Lots of the brand with anything left that have expired. */
export async function countExpired(tx: Tx, brandId: number, nowMs: number): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    'SELECT COUNT(*) AS n FROM points_lot WHERE due_at_ms <= ? AND brand_id = ? AND remaining > 0',
    [nowMs, brandId],
  );
  return row?.n ?? 0;
}

/** The least that two indexed reads of a member can cost: a lot and an account, each found by its key. */
export async function readByKey(reader: Reader, brandId: number, memberId: number): Promise<void> {
  await reader.query(
    "SELECT id FROM points_lot WHERE brand_id = ? AND owner_kind = 'member' AND owner_id = ? AND asset = 'points'" +
      ' AND is_open = 1 LIMIT 1',
    [brandId, memberId],
  );
  await reader.query(
    "SELECT balance FROM ledger_account WHERE brand_id = ? AND owner_kind = 'member' AND owner_id = ?" +
      " AND asset = 'points' AND bucket = 'available' AND shard = 0",
    [brandId, memberId],
  );
}
