import { insertRows, type Reader, type Tx } from './db/statements';

/** A key as its columns hold it: principal, operation, key. */
export type KeyParts = readonly [Buffer, string, Buffer];

export interface SavedRow {
  request_hash: Buffer;
  reply: string | null;
}

const COLUMNS = ['principal', 'operation', 'idem_key', 'request_hash', 'reply', 'created_at_ms'];
const BY_KEY = 'principal = ? AND operation = ? AND idem_key = ?';

/** @returns whether the key is the caller's: nobody had it before. */
export async function claimKey(
  tx: Tx,
  parts: KeyParts,
  requestHash: Buffer,
  nowMs: number,
): Promise<boolean> {
  const row = [...parts, requestHash, null, nowMs];
  return (await insertRows(tx, 'idempotency', COLUMNS, [row], { ignore: true })) === 1;
}

export async function findKey(reader: Reader, parts: KeyParts): Promise<SavedRow | null> {
  const rows = await reader.query<SavedRow>(
    `SELECT request_hash, reply FROM idempotency WHERE ${BY_KEY}`,
    parts,
  );
  return rows[0] ?? null;
}

export async function saveReply(tx: Tx, parts: KeyParts, reply: string): Promise<void> {
  await tx.exec(`UPDATE idempotency SET reply = ? WHERE ${BY_KEY}`, [reply, ...parts]);
}

/** Gives back a key whose work was refused; one with an answer stays. */
export async function giveKeyBack(tx: Tx, parts: KeyParts): Promise<void> {
  await tx.exec(`DELETE FROM idempotency WHERE ${BY_KEY} AND reply IS NULL`, parts);
}

/** Forgets a key, whatever came of it. */
export async function forgetKey(tx: Tx, parts: KeyParts): Promise<void> {
  await tx.exec(`DELETE FROM idempotency WHERE ${BY_KEY}`, parts);
}

/** Forgets all keys of one caller. */
export async function forgetPrincipal(tx: Tx, principal: Buffer): Promise<void> {
  await tx.exec('DELETE FROM idempotency WHERE principal = ?', [principal]);
}
