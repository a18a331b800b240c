import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

// OWASP's scrypt setting for 32 MiB: N = 2^15, r = 8, p = 3, about 100 ms of one core. The parameters travel in the
// stored string, so raising them later leaves old passwords valid until `needsRehash` is acted on.
export const OWASP_COST: PasswordCost = { logN: 15, r: 8, p: 3 };
let current = OWASP_COST;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
// Longer input is refused before any work: nobody types it, and hashing is ours to pay.
const PASSWORD_CHARS_MAX = 1_024;
// What a stored string may ask of us. A planted `ln=31` must not be able to eat the memory.
const LIMITS = { logN: 17, r: 16, p: 8 } as const;

/** Parameters of scrypt (RFC 7914): the work is 2^logN · r · p. */
export interface PasswordCost {
  readonly logN: number;
  readonly r: number;
  readonly p: number;
}

interface StoredPassword extends PasswordCost {
  salt: Buffer;
  hash: Buffer;
}

/** For suites alone (a tidy check holds to it): what they are about is rarely how long a hash takes. */
export function setPasswordCost(cost: PasswordCost): void {
  current = cost;
}

/**
 * Hashes a password with a fresh salt into `$scrypt$ln=15,r=8,p=3$salt$hash` (base64url, without padding).
 * @throws RangeError when the password is empty or longer than 1,024 characters.
 */
export async function hashPassword(password: string): Promise<string> {
  if (!isHashable(password)) throw new RangeError('A password has 1 to 1,024 characters');
  const salt = randomBytes(SALT_BYTES);
  const cost = current;
  const hash = await derive(password, salt, HASH_BYTES, cost);
  const { logN, r, p } = cost;
  return `$scrypt$ln=${logN},r=${r},p=${p}$${salt.toString('base64url')}$${hash.toString('base64url')}`;
}

/**
 * True when the password belongs to the stored string. Pass null for an account that does not exist: the answer is
 * false after the same work, so that the time taken tells nobody which names are taken.
 */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const wanted = stored === null ? null : parse(stored);
  const { salt, hash, ...cost } = wanted ?? {
    ...current,
    salt: Buffer.alloc(SALT_BYTES),
    hash: Buffer.alloc(HASH_BYTES),
  };
  if (!isHashable(password)) return false;
  const derived = await derive(password, salt, hash.length, cost);
  return timingSafeEqual(derived, hash) && wanted !== null;
}

/** True when the stored string was made with other parameters than today's; hash anew at the next sign-in. */
export function needsRehash(stored: string): boolean {
  const parsed = parse(stored);
  return !parsed || parsed.logN !== current.logN || parsed.r !== current.r || parsed.p !== current.p;
}

function derive(password: string, salt: Buffer, bytes: number, cost: PasswordCost) {
  const N = 2 ** cost.logN;
  // Node refuses more than 32 MiB unless told; scrypt needs 128·N·r plus a little.
  const options: ScryptOptions = {
    N,
    r: cost.r,
    p: cost.p,
    maxmem: 128 * N * cost.r + 128 * cost.r * cost.p + 2 ** 20,
  };
  return new Promise<Buffer>((resolve, reject) => {
    // NFKC: the same password typed on another keyboard may arrive in other code points.
    scrypt(password.normalize('NFKC'), salt, bytes, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

function isHashable(password: unknown): password is string {
  return typeof password === 'string' && password.length > 0 && password.length <= PASSWORD_CHARS_MAX;
}

function parse(stored: string): StoredPassword | null {
  const match = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w-]{22,86})\$([\w-]{43})$/.exec(stored);
  if (!match) return null;
  const [, logN, r, p, salt, hash] = match;
  const cost = { logN: Number(logN), r: Number(r), p: Number(p) };
  const isAffordable = cost.logN >= 1 && cost.r >= 1 && cost.p >= 1 && cost.logN <= LIMITS.logN;
  if (!isAffordable || cost.r > LIMITS.r || cost.p > LIMITS.p) return null;
  return {
    ...cost,
    salt: Buffer.from(String(salt), 'base64url'),
    hash: Buffer.from(String(hash), 'base64url'),
  };
}
