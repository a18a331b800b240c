import { createCipheriv, createDecipheriv, type Cipher, type Decipher } from 'node:crypto';
import type { PublicIdKind } from '@liuliang/contract';
import type { Clock } from './clock';

const EPOCH_MS = Date.UTC(2025, 0, 1);
const NODE_BITS = 5;
const SEQUENCE_BITS = 7;
const SEQUENCES = 2 ** SEQUENCE_BITS;
const NODE_SPAN = 2 ** (NODE_BITS + SEQUENCE_BITS);

/**
 * Sortable integers below 2^53: 41 bits of milliseconds since 2025, 5 bits of node, 7 bits of sequence.
 * When a millisecond is used up (or the clock steps back) the next one is borrowed, so ids of one source only grow.
 */
export class IdSource {
  private lastMs = 0;
  private sequence = 0;

  /** @param node from 0 to 31, no other process's; an object when it may change (see db/node-number.ts) */
  constructor(
    private readonly clock: Clock,
    private readonly node: number | { readonly value: number },
  ) {}

  next(): number {
    const nowMs = this.clock.nowMs() - EPOCH_MS;
    if (nowMs > this.lastMs) {
      this.lastMs = nowMs;
      this.sequence = 0;
    } else if (this.sequence === SEQUENCES - 1) {
      this.lastMs += 1;
      this.sequence = 0;
    } else {
      this.sequence += 1;
    }
    const node = typeof this.node === 'number' ? this.node : this.node.value;
    return this.lastMs * NODE_SPAN + node * SEQUENCES + this.sequence;
  }
}

/** The smallest id that a source makes at or after an instant, so that a span of time is a range of ids; 0 before 2025. */
export const firstIdOf = (instantMs: number): number => Math.max(0, instantMs - EPOCH_MS) * NODE_SPAN;

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ENCODED_LENGTH = 22;

/**
 * Opaque public ids without a column or an index: the row id and its kind are one AES block under a key of ours.
 * Decoding anything that we did not make fails, so ids can be neither counted up nor carried from one kind to another.
 */
export class PublicIds {
  /** Each block stands for itself and nothing is padded, so that one cipher of each direction serves all of them. */
  private readonly cipher: Cipher;
  private readonly decipher: Decipher;

  /** @param key 16 bytes */
  constructor(key: Buffer) {
    this.cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
    this.decipher = createDecipheriv('aes-128-ecb', key, null).setAutoPadding(false);
  }

  encode(kind: PublicIdKind, id: number): string {
    const block = Buffer.alloc(16);
    block.write(kind, 0, 'latin1');
    block.writeUInt32BE(Math.floor(id / 2 ** 32), 8);
    block.writeUInt32BE(id % 2 ** 32, 12);
    return `${kind}_${textOf(this.cipher.update(block))}`;
  }

  /** The row id, or null for anything that is not a public id of this kind made by this server. */
  decode(kind: PublicIdKind, text: string): number | null {
    if (!text.startsWith(`${kind}_`) || text.length !== kind.length + 1 + ENCODED_LENGTH) return null;
    let value = 0n;
    for (const char of text.slice(kind.length + 1)) {
      const digit = ALPHABET.indexOf(char);
      if (digit < 0) return null;
      value = value * 62n + BigInt(digit);
    }
    const hex = value.toString(16).padStart(32, '0');
    if (hex.length > 32) return null;
    const block = this.decipher.update(Buffer.from(hex, 'hex'));
    const isOurs =
      block.toString('latin1', 0, kind.length) === kind &&
      block.subarray(kind.length, 8).every((byte) => byte === 0);
    if (!isOurs) return null;
    const id = Number(block.readBigUInt64BE(8));
    return Number.isSafeInteger(id) ? id : null;
  }
}

/** A block as a number to the base of 62, by division of its 16-bit digits: big integers cost several times as much. */
function textOf(block: Buffer): string {
  const digits = Array.from({ length: 8 }, (_, i) => block.readUInt16BE(i * 2));
  let text = '';
  for (let i = 0; i < ENCODED_LENGTH; i += 1) {
    let rest = 0;
    for (let j = 0; j < digits.length; j += 1) {
      const value = rest * 0x1_0000 + (digits[j] as number);
      digits[j] = Math.floor(value / 62);
      rest = value % 62;
    }
    text = ALPHABET[rest] + text;
  }
  return text;
}
