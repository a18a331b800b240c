import { hkdfSync, randomBytes } from 'node:crypto';
import {
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { databaseFileOf, type Env } from './env';

/**
 * What keys are for, and what a rotation of the secret makes of what stands under them. Whoever adds one decides that, and
 * declares in the manifest of the area the rows that it concerns (`secret`).
 */
export type Purpose =
  // Renewed: decrypted and encrypted, or computed anew.
  | `fields/${number}`
  | `blind-index/${number}`
  | `name-grams/${number}`
  | 'operator-fields'
  | 'connector-fields'
  | `code-hashes/${string}`
  | `sealed-codes/${string}`
  // Layered: what was hashed is gone, so the hash is hashed once more.
  | `content/${number}`
  // Kept, sealed under the next secret.
  | 'public-ids'
  // Removed: rows that are good for a minute, and who guesses, who begins anew.
  | 'member-codes'
  | 'sign-in-attempts'
  // In no row: what is under way begins again.
  | 'access-tokens'
  | 'throttle'
  | 'list-cursors/mac'
  | 'list-cursors/cipher'
  // The rotation's own.
  | 'fingerprint'
  | 'kept-keys'
  // Which secret a database of the bench was filled with.
  | 'bench';

/** Public ids stand in the hands of others, in answers that are kept, and in the audit log, which never changes. */
export const PUBLIC_IDS = { purpose: 'public-ids', bytes: 16 } as const;

/** By purpose, keys of secrets before this one that something in the database still needs; the oldest first. */
export type KeptKeys = ReadonlyMap<Purpose, readonly Buffer[]>;

/** Keys for one purpose each, derived from the master secret; a leak of one tells nothing of the others. */
export class Secrets {
  constructor(
    private readonly master: Buffer,
    readonly kept: KeptKeys = new Map(),
  ) {}

  /** @returns `bytes` bytes that depend only on the master secret and the purpose. */
  derive(purpose: Purpose, bytes = 32): Buffer {
    return Buffer.from(hkdfSync('sha256', this.master, Buffer.alloc(0), `liuliang/v1/${purpose}`, bytes));
  }

  /** The key that the purpose had at first: for what a rotation of the secret must not change. */
  first(purpose: Purpose, bytes = 32): Buffer {
    return this.kept.get(purpose)?.[0] ?? this.derive(purpose, bytes);
  }

  /** Every key that the purpose has had, the oldest first: for what each rotation lays one more layer around. */
  layers(purpose: Purpose, bytes = 32): Buffer[] {
    return [...(this.kept.get(purpose) ?? []), this.derive(purpose, bytes)];
  }

  /** The same secret, with what the database keeps of the ones before it. */
  withKept(kept: KeptKeys): Secrets {
    return new Secrets(this.master, kept);
  }

  /** Tells this secret from any other, and nothing about it: a key of its own that is used for nothing else. */
  fingerprint(): Buffer {
    return this.derive('fingerprint');
  }
}

/** A secret from its 64 hex digits. */
export const secretsOf = (hex: string): Secrets => new Secrets(Buffer.from(hex, 'hex'));

/** Why a process and a database do not go together because of the secret. */
export type SecretFault = 'SECRET_MISSING' | 'SECRET_MISMATCH' | 'SECRET_ROTATING';

/** The process ends on this before it has changed anything. */
export class SecretRefused extends Error {
  /** What the process exits with, so that a supervisor can tell it from a crash. */
  static readonly EXIT = 3;

  constructor(
    readonly code: SecretFault,
    message: string,
  ) {
    super(message);
    this.name = 'SecretRefused';
  }
}

const { COPYFILE_EXCL } = constants;
const fileOf = (env: Env): string => join(env.LIULIANG_DATA, 'secret.key');

/** The master secret where there is one: LIULIANG_SECRET, or in embedded mode the file of its own. Makes none. */
export function findSecrets(env: Env): Secrets | null {
  if (env.LIULIANG_SECRET) return secretsOf(env.LIULIANG_SECRET);
  if (env.DATABASE_URL || !existsSync(fileOf(env))) return null;
  return secretsOf(readFileSync(fileOf(env), 'utf8').trim());
}

/**
 * The master secret: from LIULIANG_SECRET, or in embedded mode from a file that only the owner reads, made on first use.
 * @throws SecretRefused when it is missing in server mode, where two processes must never make up different ones, or
 *   beside a database that was made with one
 */
export function openSecrets(env: Env): Secrets {
  const found = findSecrets(env);
  if (found) return found;
  if (env.DATABASE_URL)
    throw new SecretRefused(
      'SECRET_MISSING',
      'LIULIANG_SECRET is missing: server mode does not make up secrets.',
    );
  // Looked for again: another process may have made both between the two looks.
  if (existsSync(databaseFileOf(env)) && !existsSync(fileOf(env)))
    throw new SecretRefused(
      'SECRET_MISSING',
      `${env.LIULIANG_DATA} has a database but no secret.key. Put back the file that belongs to it, or set LIULIANG_SECRET to the secret that it was made with.`,
    );
  mkdirSync(env.LIULIANG_DATA, { recursive: true });
  const part = writePart(env, randomBytes(32).toString('hex'));
  try {
    // Whole or not at all, and the first of two processes that start together wins for both.
    linkSync(part, fileOf(env));
  } catch (error) {
    // Some file systems have no links; there the file is copied.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') copyFileSync(part, fileOf(env), COPYFILE_EXCL);
  } finally {
    rmSync(part);
  }
  return secretsOf(readFileSync(fileOf(env), 'utf8').trim());
}

/** Puts another secret into the file of the embedded mode: whole or not at all. */
export function replaceSecretFile(env: Env, hex: string): void {
  renameSync(writePart(env, hex), fileOf(env));
}

function writePart(env: Env, hex: string): string {
  const part = `${fileOf(env)}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(part, hex, { mode: 0o600, flag: 'wx', flush: true });
  return part;
}
