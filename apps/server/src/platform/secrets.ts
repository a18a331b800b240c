import { hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from './env';

/** Keys for one purpose each, derived from the master secret; a leak of one tells nothing of the others. */
export class Secrets {
  constructor(private readonly master: Buffer) {}

  /** @returns `bytes` bytes that depend only on the master secret and the purpose. */
  derive(purpose: string, bytes = 32): Buffer {
    return Buffer.from(hkdfSync('sha256', this.master, Buffer.alloc(0), `liuliang/v1/${purpose}`, bytes));
  }
}

/**
 * The master secret: from LIULIANG_SECRET, or in embedded mode from a file that only the owner reads, made on first use.
 * @throws Error in server mode when LIULIANG_SECRET is missing: two processes must never make up different secrets.
 */
export function openSecrets(env: Env): Secrets {
  if (env.LIULIANG_SECRET) return new Secrets(Buffer.from(env.LIULIANG_SECRET, 'hex'));
  if (env.DATABASE_URL) throw new Error('LIULIANG_SECRET is missing: server mode does not make up secrets.');
  const file = join(env.LIULIANG_DATA, 'secret.key');
  if (!existsSync(file)) {
    mkdirSync(env.LIULIANG_DATA, { recursive: true });
    writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  }
  return new Secrets(Buffer.from(readFileSync(file, 'utf8').trim(), 'hex'));
}
