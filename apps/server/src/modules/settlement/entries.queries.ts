import type { PartyKind, PartyRef, SettledAsset } from '@liuliang/domain';
import { queryIn, type Reader, type Value } from '../../platform/db/statements';

// What settlement reads of the ledger. It never writes there.

/** An account of a party that settlement looks at. */
export interface PartyAccount {
  id: number;
  brandId: number;
  asset: SettledAsset;
  bucket: 'clearing' | 'pending' | 'available' | 'held';
  /** Entries so far. */
  version: number;
}

/** Entries of an account behind one version up to another. */
export interface AccountSpan {
  readonly accountId: number;
  readonly after: number;
  readonly until: number;
}

/** Where an entry, and the line that it becomes, stands in posted order. */
export type LinePlace = Readonly<Record<'transactionId' | 'line', number>>;

/** Before the first. */
export const FIRST: LinePlace = { transactionId: 0, line: -1 };

export interface LedgerLineRow {
  transactionId: number;
  line: number;
  accountId: number;
  points: number;
  postingKind: string;
  postingKey: Buffer;
  referenceKind: string;
  referenceId: number;
  occurredAtMs: number;
  postedAtMs: number;
  holdPurpose: string | null;
  holdKey: Buffer | null;
}

/** A store's clearing, and the guide points that a store or a guide has. Growth is worth nothing. */
const IS_SETTLED =
  "((a.owner_kind = 'store' AND a.bucket = 'clearing' AND a.asset IN ('points', 'guide_points'))" +
  " OR (a.asset = 'guide_points' AND a.bucket IN ('pending', 'available', 'held')))";

/** All from one statement, so that the versions belong together. */
export async function accountsOf(reader: Reader, brandId: number, party: PartyRef): Promise<PartyAccount[]> {
  return reader.query<PartyAccount>(
    'SELECT a.id, a.brand_id AS brandId, a.asset, a.bucket, a.version FROM ledger_account a' +
      ` WHERE a.brand_id = ? AND a.owner_kind = ? AND a.owner_id = ? AND ${IS_SETTLED} ORDER BY a.id`,
    [brandId, party.kind, party.id],
  );
}

/** Parties that ever had anything to settle, behind one in the order of kind and id. */
export async function partiesWithEntries(
  reader: Reader,
  brandId: number,
  kind: PartyKind,
  afterId: number,
  limit: number,
): Promise<number[]> {
  const rows = await reader.query<{ ownerId: number }>(
    'SELECT DISTINCT a.owner_id AS ownerId FROM ledger_account a' +
      ` WHERE a.brand_id = ? AND a.owner_kind = ? AND a.owner_id > ? AND ${IS_SETTLED}` +
      ' ORDER BY a.owner_id LIMIT ?',
    [brandId, kind, afterId, limit],
  );
  return rows.map((row) => row.ownerId);
}

/** The first version behind `after` that was posted at or after an instant; null when there is none. */
export async function firstSince(
  reader: Reader,
  accountId: number,
  after: number,
  sinceMs: number,
): Promise<number | null> {
  const [row] = await reader.query<{ version: number | null }>(
    'SELECT MIN(e.account_version) AS version FROM ledger_entry e JOIN ledger_transaction t' +
      ' ON t.id = e.transaction_id WHERE e.account_id = ? AND e.account_version > ? AND t.posted_at_ms >= ?',
    [accountId, after, sinceMs],
  );
  return row?.version ?? null;
}

/** When one entry was posted, by its place in its account. */
export async function postedAtMsOf(
  reader: Reader,
  accountId: number,
  version: number,
): Promise<number | null> {
  const [row] = await reader.query<{ postedAtMs: number }>(
    'SELECT t.posted_at_ms AS postedAtMs FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id' +
      ' WHERE e.account_id = ? AND e.account_version = ?',
    [accountId, version],
  );
  return row?.postedAtMs ?? null;
}

/** The balance of an account after one of its entries; 0 before the first. */
export async function balanceAt(reader: Reader, accountId: number, version: number): Promise<number> {
  const [row] = await reader.query<{ balanceAfter: number }>(
    'SELECT balance_after AS balanceAfter FROM ledger_entry WHERE account_id = ? AND account_version = ?',
    [accountId, version],
  );
  return row?.balanceAfter ?? 0;
}

/** Entries of spans in posted order, behind one. */
export async function entriesOf(
  reader: Reader,
  spans: readonly AccountSpan[],
  after: LinePlace,
  limit: number,
): Promise<LedgerLineRow[]> {
  const wanted = spans.filter((span) => span.until > span.after);
  if (wanted.length === 0) return [];
  const inSpans = wanted
    .map(() => '(e.account_id = ? AND e.account_version > ? AND e.account_version <= ?)')
    .join(' OR ');
  const values: Value[] = wanted.flatMap((span) => [span.accountId, span.after, span.until]);
  return reader.query<LedgerLineRow>(
    'SELECT e.transaction_id AS transactionId, e.line, e.account_id AS accountId, e.amount AS points,' +
      ' t.kind AS postingKind, t.posting_key AS postingKey, t.reference_kind AS referenceKind,' +
      ' t.reference_id AS referenceId, t.occurred_at_ms AS occurredAtMs, t.posted_at_ms AS postedAtMs,' +
      ' h.purpose AS holdPurpose, h.hold_key AS holdKey FROM ledger_entry e' +
      ' JOIN ledger_transaction t ON t.id = e.transaction_id' +
      " LEFT JOIN points_hold h ON t.reference_kind = 'hold' AND h.id = t.reference_id" +
      ` WHERE (${inSpans}) AND (e.transaction_id > ? OR (e.transaction_id = ? AND e.line > ?))` +
      ' ORDER BY e.transaction_id, e.line LIMIT ?',
    [...values, after.transactionId, after.transactionId, after.line, limit],
  );
}

/** How many entries of a span matter to settlement, and what they add up to. */
export async function sumOf(reader: Reader, span: AccountSpan): Promise<{ entries: number; points: number }> {
  const [row] = await reader.query<{ entries: number; points: number }>(
    'SELECT COUNT(*) AS entries, CAST(COALESCE(SUM(e.amount), 0) AS SIGNED) AS points FROM ledger_entry e' +
      ' JOIN ledger_transaction t ON t.id = e.transaction_id WHERE e.account_id = ? AND e.account_version > ?' +
      " AND e.account_version <= ? AND t.kind NOT IN ('activate', 'hold', 'release')",
    [span.accountId, span.after, span.until],
  );
  return row ?? { entries: 0, points: 0 };
}

/** Lines of a statement that are not exactly an entry on an account of its party. */
export async function strayLines(reader: Reader, statementId: number): Promise<LinePlace[]> {
  return reader.query(
    'SELECT l.transaction_id AS transactionId, l.line FROM settlement_line l' +
      ' JOIN settlement_statement s ON s.id = l.statement_id' +
      ' LEFT JOIN ledger_entry e ON e.transaction_id = l.transaction_id AND e.line = l.line' +
      ' LEFT JOIN ledger_account a ON a.id = e.account_id' +
      ' WHERE l.statement_id = ? AND (a.id IS NULL OR e.amount <> l.points OR a.brand_id <> s.brand_id' +
      ' OR a.owner_kind <> s.party_kind OR a.owner_id <> s.party_id) LIMIT 20',
    [statementId],
  );
}

/** Numbers by which the other side knows orders and refunds. */
export async function labelsOf(
  reader: Reader,
  kind: 'order' | 'refund',
  ids: readonly number[],
): Promise<Map<number, string>> {
  const [table, column] = {
    order: ['sale_order', 'order_key'],
    refund: ['refund', 'refund_key'],
  }[kind] as [string, string];
  const rows = await queryIn<{ id: number; label: Buffer }>(
    reader,
    [...new Set(ids)],
    (list) => `SELECT id, ${column} AS label FROM ${table} WHERE id IN (${list})`,
  );
  return new Map(rows.map((row) => [row.id, row.label.toString()]));
}
