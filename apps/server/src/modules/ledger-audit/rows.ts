import type { Database } from '../../platform/db/database';
import type { PublicIds } from '../../platform/ids';
import type { Findings } from './findings';
import type { RowAuditQueries } from './rows.queries';

const REPLIES_AT_ONCE = 500;
/** Transactions as an answer names them. */
const TRANSACTION_ID = /ptx_[0-9A-Za-z]{22}/g;

/** INV-9: nothing hangs in the air, as a refused or half-done posting would leave it. */
export async function checkOrphans(
  db: Database,
  queries: RowAuditQueries,
  brandId: number | null,
  found: Findings,
): Promise<void> {
  found.add(...(await db.read((reader) => queries.orphans(reader, brandId))));
}

/** INV-11: what committed together is there together. */
export async function checkBundles(
  db: Database,
  queries: RowAuditQueries,
  brandId: number | null,
  found: Findings,
): Promise<void> {
  found.add(...(await db.read((reader) => queries.brokenBundles(reader, brandId))));
}

/** INV-10: whatever was acknowledged under an idempotency key is in the ledger. Keys are kept across brands. */
export async function checkReplies(
  db: Database,
  queries: RowAuditQueries,
  publicIds: PublicIds,
  found: Findings,
): Promise<void> {
  let after: { atMs: number; key: Buffer } = { atMs: -1, key: Buffer.alloc(0) };
  for (;;) {
    const page = await db.read((reader) => queries.replies(reader, after, REPLIES_AT_ONCE));
    const last = page[page.length - 1];
    if (!last) return;
    after = { atMs: last.created_at_ms, key: last.idem_key };
    found.count(page.length);
    const named = page.flatMap(({ reply }) => (reply ?? '').match(TRANSACTION_ID) ?? []);
    const ids = named.map((text) => publicIds.decode('ptx', text)).filter((id) => id !== null);
    const present = await db.read((reader) => queries.presentTransactions(reader, [...new Set(ids)]));
    found.add(
      ...ids
        .filter((id) => !present.has(id))
        .map((id) => `transaction ${id}: it was acknowledged and is not there`),
    );
  }
}
