import { FieldCipherError } from '../auth/fields';
import type { Database } from '../db/database';
import type { Tx } from '../db/statements';
import { PUBLIC_IDS, SecretRefused, type Secrets } from '../secrets';
import { secretStates } from '../tables';
import type { SecretChange, SecretParts, SecretRows } from './secret-rows';
import { markSecret, readKept, STATE_ID, writeKept } from './state';

export interface RotationOptions {
  /** Rows of one transaction. */
  readonly page: number;
  /** Told now and then how far it is. */
  readonly say: (text: string) => void;
}

/** What a rotation did: `before` says that it had been finished by an earlier run. */
export interface Rotated {
  readonly outcome: 'done' | 'before';
  /** Rows read and written, by all runs of this rotation together. */
  readonly rows: number;
}

/** A row that the secret in force does not open: it is looked at by a person before anything is changed. */
export class RowUnreadable extends Error {
  constructor(name: string, place: number, fault: string) {
    super(`${name}, row ${place}: ${fault}`);
    this.name = 'RowUnreadable';
  }
}

const PAGES_BETWEEN_WORDS = 20;

/**
 * Leads a database from one master secret to another. SECRET-2: a page and the place behind it are one transaction, so
 * that every row is changed once, whenever the process ends; the fingerprint changes last, and until then no process
 * opens the database. Run again with the same two secrets it goes on. The caller sees to it that nothing else runs.
 * @throws SecretRefused when the database belongs to neither secret, or is on its way to a third one
 * @throws RowUnreadable before the first change, when a row does not open under `from`
 */
export async function rotateSecret(
  db: Database,
  parts: SecretParts,
  { from, to }: SecretChange,
  options: RotationOptions,
): Promise<Rotated> {
  const standing = await stateOf(db);
  if (!standing || standing.nextFingerprint.length === 0) {
    if (standing?.fingerprint.equals(to.fingerprint())) return { outcome: 'before', rows: standing.rowsDone };
    await markSecret(db, from, parts.rows);
    const own = from.withKept(await db.read((reader) => readKept(reader, from)));
    await checkAll(db, parts.rows, own, options);
    await begin(db, parts, from, to);
  }
  const state = await stateOf(db);
  const isOurs =
    state?.fingerprint.equals(from.fingerprint()) && state.nextFingerprint.equals(to.fingerprint());
  if (!state || !isOurs)
    throw new SecretRefused(
      'SECRET_MISMATCH',
      'A rotation is under way between two other secrets. Nothing was changed by this run. Give it the two that it began with.',
    );
  const kept = await db.read((reader) => readKept(reader, from));
  const change = { from: from.withKept(kept), to };
  for (const rows of remaining(parts.rows, state.step)) await renewAll(db, rows, change, options);
  return { outcome: 'done', rows: await finish(db, parts, change) };
}

const stateOf = (db: Database) => db.read((reader) => secretStates.one(reader, { id: STATE_ID }));

/** From the rows that a run was at when it ended; all of them at the beginning. */
function remaining(all: readonly SecretRows[], step: string): readonly SecretRows[] {
  if (step === '') return all;
  const at = all.findIndex(({ table }) => table === step);
  if (at < 0) throw new Error(`SECRET-2: a rotation is at ${step}, which this build does not know`);
  return all.slice(at);
}

/** Opens everything once: a row that cannot be carried over must not be found half way. */
async function checkAll(
  db: Database,
  all: readonly SecretRows[],
  from: Secrets,
  { page, say }: RotationOptions,
): Promise<void> {
  for (const rows of all) {
    let checked = 0;
    for (let after: number | null = 0; after !== null;) {
      const begin: number = after;
      const found = await db.read(async (reader) => {
        const part = await rows.read(reader, begin, page);
        for (const row of part.rows) {
          await rows.renew(reader, row, { from, to: from }).catch((error: unknown) => {
            if (!(error instanceof FieldCipherError)) throw error;
            throw new RowUnreadable(rows.table, row.place, error.fault);
          });
        }
        return part;
      });
      checked += found.rows.length;
      after = found.next;
    }
    say(`checked ${rows.table}: ${checked}`);
  }
}

async function begin(db: Database, { lapsing }: SecretParts, from: Secrets, to: Secrets): Promise<void> {
  await db.run('secret.begin', async (tx) => {
    for (const rows of lapsing) await rows.remove(tx);
    await secretStates.set(
      tx,
      { id: STATE_ID, fingerprint: from.fingerprint(), nextFingerprint: Buffer.alloc(0) },
      { nextFingerprint: to.fingerprint(), step: '', place: 0, rowsDone: 0, changedAtMs: tx.nowMs() },
    );
  });
}

async function renewAll(
  db: Database,
  rows: SecretRows,
  change: SecretChange,
  options: RotationOptions,
): Promise<void> {
  for (let pages = 1, isThere = true; isThere; pages += 1) {
    const { isLast, rowsDone } = await db.run('secret.page', (tx) => renewPage(tx, rows, change, options));
    if (isLast || pages % PAGES_BETWEEN_WORDS === 1)
      options.say(`${rows.table}${isLast ? ': done' : ''}; ${rowsDone} rows so far`);
    isThere = !isLast;
  }
}

async function renewPage(
  tx: Tx,
  rows: SecretRows,
  change: SecretChange,
  { page }: RotationOptions,
): Promise<{ isLast: boolean; rowsDone: number }> {
  const state = await secretStates.one(tx, { id: STATE_ID }, { lock: 'update' });
  if (!state?.nextFingerprint.equals(change.to.fingerprint()))
    throw new Error('SECRET-2: the rotation was ended by another process');
  const after = state.step === rows.table ? state.place : 0;
  const { rows: found, next } = await rows.read(tx, after, page);
  for (const row of found) await (await rows.renew(tx, row, change))(tx);
  const rowsDone = state.rowsDone + found.length;
  // Behind the last page no row is left, so that a run which goes on from here does nothing twice.
  const place = next ?? Number.MAX_SAFE_INTEGER;
  await secretStates.set(
    tx,
    { id: STATE_ID },
    { step: rows.table, place, rowsDone, changedAtMs: tx.nowMs() },
  );
  return { isLast: next === null, rowsDone };
}

/** @returns how many rows were changed */
async function finish(db: Database, { layered }: SecretParts, { from, to }: SecretChange): Promise<number> {
  return db.run('secret.finish', async (tx) => {
    const state = await secretStates.one(tx, { id: STATE_ID }, { lock: 'update' });
    if (!state) throw new Error('SECRET-1: the fingerprint of the secret is gone');
    const kept = new Map(from.kept);
    kept.set(PUBLIC_IDS.purpose, [from.first(PUBLIC_IDS.purpose, PUBLIC_IDS.bytes)]);
    for (const purposes of layered)
      for (const purpose of await purposes(tx)) kept.set(purpose, from.layers(purpose));
    await writeKept(tx, to, kept);
    await secretStates.set(
      tx,
      { id: STATE_ID },
      {
        fingerprint: to.fingerprint(),
        nextFingerprint: Buffer.alloc(0),
        step: '',
        place: 0,
        rotations: state.rotations + 1,
        changedAtMs: tx.nowMs(),
      },
    );
    return state.rowsDone;
  });
}
