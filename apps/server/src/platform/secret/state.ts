import { FieldCipher, FieldCipherError, type FieldPlace } from '../auth/fields';
import type { Database } from '../db/database';
import type { Reader, Tx } from '../db/statements';
import { SecretRefused, type KeptKeys, type Purpose, type Secrets } from '../secrets';
import { keptKeys, secretStates } from '../tables';
import type { SecretRows } from './secret-rows';

/** The one row. */
export const STATE_ID = 1;
const PROBED_AT_ONCE = 100;

/**
 * How a database and a secret go together. `unmarked`: nobody has written down whose it is, and nothing in it says
 * otherwise; `other`: it belongs to another secret; `rotating`: it stands between two.
 */
export type SecretFit = 'fits' | 'unmarked' | 'other' | 'rotating';

/** Looks, and changes nothing; on any schema, also one from before there was a fingerprint. */
export async function secretFit(
  db: Database,
  secrets: Secrets,
  rows: readonly SecretRows[],
): Promise<SecretFit> {
  const state = (await db.hasTable(secretStates.name))
    ? await db.read((reader) => secretStates.one(reader, { id: STATE_ID }))
    : null;
  if (state) {
    if (state.nextFingerprint.length > 0) return 'rotating';
    return state.fingerprint.equals(secrets.fingerprint()) ? 'fits' : 'other';
  }
  for (const one of rows) {
    if (!one.proves || !(await db.hasTable(one.table))) continue;
    if (!(await db.read((reader) => opensOldest(reader, secrets, one)))) return 'other';
  }
  return 'unmarked';
}

/**
 * The secret with the keys that the database keeps of those before it.
 * @throws SecretRefused when they do not go together
 */
export async function fitSecret(
  db: Database,
  secrets: Secrets,
  rows: readonly SecretRows[],
): Promise<Secrets> {
  const fit = await secretFit(db, secrets, rows);
  if (fit === 'other' || fit === 'rotating') throw refusalOf(fit);
  if (fit === 'unmarked') return secrets;
  return secrets.withKept(await db.read((reader) => readKept(reader, secrets)));
}

/**
 * Writes the fingerprint where there is none. Of two processes that do so at once one does, and the other is held
 * against it.
 * @throws SecretRefused when the database belongs to another secret
 */
export async function markSecret(db: Database, secrets: Secrets, rows: readonly SecretRows[]): Promise<void> {
  const fit = await secretFit(db, secrets, rows);
  if (fit === 'fits') return;
  if (fit !== 'unmarked') throw refusalOf(fit);
  const fingerprint = secrets.fingerprint();
  const stands = await db.run('secret.mark', async (tx) => {
    await secretStates.insertNew(tx, { id: STATE_ID, fingerprint, changedAtMs: tx.nowMs() });
    return secretStates.one(tx, { id: STATE_ID }, { lock: 'share' });
  });
  if (!stands?.fingerprint.equals(fingerprint)) throw refusalOf('other');
}

function refusalOf(fit: 'other' | 'rotating'): SecretRefused {
  return fit === 'other'
    ? new SecretRefused(
        'SECRET_MISMATCH',
        'This database was made with another LIULIANG_SECRET. Nothing was changed. Set the secret that belongs to it (docs/runbooks/rotate-the-secret.md).',
      )
    : new SecretRefused(
        'SECRET_ROTATING',
        'The secret of this database is being changed. Nothing was changed by this process. Finish it with `cli secret rotate` (docs/runbooks/rotate-the-secret.md).',
      );
}

/** Whether the oldest row of its kind opens; true where there is none. */
async function opensOldest(reader: Reader, secrets: Secrets, rows: SecretRows): Promise<boolean> {
  for (let after: number | null = 0; after !== null;) {
    const page = await rows.read(reader, after, PROBED_AT_ONCE);
    const [oldest] = page.rows;
    if (oldest) return opens(reader, secrets, rows, oldest);
    after = page.next;
  }
  return true;
}

type PlacedRow = Parameters<SecretRows['renew']>[1];

async function opens(reader: Reader, secrets: Secrets, rows: SecretRows, row: PlacedRow): Promise<boolean> {
  try {
    await rows.renew(reader, row, { from: secrets, to: secrets });
    return true;
  } catch (error) {
    if (error instanceof FieldCipherError) return false;
    throw error;
  }
}

const cipherOf = (secrets: Secrets): FieldCipher =>
  new FieldCipher({ keys: new Map([[1, secrets.derive('kept-keys')]]), currentVersion: 1 });

const placeOf = (purpose: string, layer: number): FieldPlace => ({
  table: keptKeys.name,
  column: 'sealed',
  rowId: `${purpose}.${layer}`,
});

/** @throws FieldCipherError when they were sealed under another secret, or altered */
export async function readKept(reader: Reader, secrets: Secrets): Promise<KeptKeys> {
  const cipher = cipherOf(secrets);
  const kept = new Map<Purpose, Buffer[]>();
  for (const { purpose, layer, sealed } of await keptKeys.select(reader, {}, { order: 'purpose, layer' })) {
    // Written from what `Purpose` names, and opened under it.
    const of = purpose as Purpose;
    const key = Buffer.from(cipher.decrypt(sealed.toString(), placeOf(purpose, layer)), 'hex');
    kept.set(of, [...(kept.get(of) ?? []), key]);
  }
  return kept;
}

export async function writeKept(tx: Tx, secrets: Secrets, kept: KeptKeys): Promise<void> {
  const cipher = cipherOf(secrets);
  await keptKeys.remove(tx, {});
  for (const [purpose, keys] of kept) {
    const rows = keys.map((key, layer) => ({
      purpose,
      layer,
      sealed: Buffer.from(cipher.encrypt(key.toString('hex'), placeOf(purpose, layer))),
    }));
    await keptKeys.insert(tx, rows);
  }
}
