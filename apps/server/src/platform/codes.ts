import { createHmac, randomInt } from 'node:crypto';
import type { Tx } from './db/statements';
import type { Purpose, Secrets } from './secrets';

/** Codes that people read, type or scan: which characters, and how many. */
export interface CodeKind {
  readonly alphabet: string;
  readonly length: number;
}

/** For the number pad at a counter. */
export const DIGITS = '0123456789';
/** Of one case and without what looks alike or is missed beside a figure: codes are read aloud and typed from paper. */
export const PLAIN_CHARACTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** Draws in a row that find their code taken mean that the kind has run out, not that luck has. */
const DRAWS_MAX = 5;

export function drawCode({ alphabet, length }: CodeKind): string {
  const draw = (): string => alphabet[randomInt(alphabet.length)] as string;
  return Array.from({ length }, draw).join('');
}

export interface TakenCode {
  readonly code: string;
  readonly expiresAtMs: number;
}

/**
 * Draws until a code is free. CODES-1: whether it is, the table's unique key says, not a look beforehand.
 * @param lifeMs how long the code is good for, from now on
 * @param take writes the code; false when somebody has it
 */
export async function takeCode(
  tx: Pick<Tx, 'nowMs'>,
  kind: CodeKind,
  lifeMs: number,
  take: (taken: TakenCode) => Promise<boolean>,
): Promise<TakenCode> {
  const expiresAtMs = tx.nowMs() + lifeMs;
  for (let draw = 0; draw < DRAWS_MAX; draw += 1) {
    const taken = { code: drawCode(kind), expiresAtMs };
    if (await take(taken)) return taken;
  }
  throw new Error('CODES-1: no free code was found');
}

/** A code as somebody typed it: spaces, dashes and small letters are how people write codes. Null for what cannot be one. */
export function readCode({ alphabet, length }: CodeKind, typed: string): string | null {
  const isOfOneCase = alphabet === alphabet.toUpperCase();
  const written = typed.replace(/[\s-]/g, '');
  const code = isOfOneCase ? written.toUpperCase() : written;
  const isOne = code.length === length && [...code].every((character) => alphabet.includes(character));
  return isOne ? code : null;
}

/** For codes that are secrets: only a hash under a key of ours is stored, and found by. */
export class CodeHashes {
  private readonly key: Buffer;

  constructor(secrets: Secrets, purpose: Purpose) {
    this.key = secrets.derive(purpose);
  }

  of(code: string): Buffer {
    return createHmac('sha256', this.key).update(code).digest();
  }
}
