import type { Database } from '../../platform/db/database';
import type { PublicIds } from '../../platform/ids';
import { idempotencyKeys } from '../../platform/tables';
import { anyTransaction } from '../ledger';
import type { Findings } from './findings';

const REPLIES_AT_ONCE = 500;
/** Transactions as an answer names them. */
const TRANSACTION_ID = /ptx_[0-9A-Za-z]{22}/g;

/** INV-10: whatever was acknowledged under an idempotency key is in the ledger. Keys are kept across brands. */
export async function checkReplies(db: Database, publicIds: PublicIds, found: Findings): Promise<void> {
  let [atMs, key]: [number, Buffer] = [-1, Buffer.alloc(0)];
  for (;;) {
    const page = await db.readApart((reader) =>
      idempotencyKeys.select(
        reader,
        {},
        {
          columns: ['idemKey', 'createdAtMs', 'reply'],
          and: ['created_at_ms > ? OR (created_at_ms = ? AND idem_key > ?)', atMs, atMs, key],
          order: 'created_at_ms, idem_key',
          limit: REPLIES_AT_ONCE,
        },
      ),
    );
    const last = page[page.length - 1];
    if (!last) return;
    [atMs, key] = [last.createdAtMs, last.idemKey];
    found.count(page.length);
    const named = page.flatMap(({ reply }) => (reply ?? '').match(TRANSACTION_ID) ?? []);
    const ids = named.map((text) => publicIds.decode('ptx', text)).filter((id) => id !== null);
    const there = { columns: ['id'] } as const;
    const rows = await db.readApart((reader) =>
      anyTransaction.select(reader, { id: [...new Set(ids)] }, there),
    );
    const present = new Set(rows.map(({ id }) => id));
    found.addAll(
      ids
        .filter((id) => !present.has(id))
        .map((id) => `transaction ${id}: it was acknowledged and is not there`),
    );
  }
}
