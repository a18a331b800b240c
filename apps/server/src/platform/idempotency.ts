import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { fail, ok, type Result } from '@liuliang/domain';
import { Database } from './db/database';
import type { Tx } from './db/statements';
import type { Refusal } from './http/refusal';
import {
  claimKey,
  findKey,
  forgetKey,
  forgetPrincipal,
  giveKeyBack,
  saveReply,
  type KeyParts,
  type SavedRow,
} from './idempotency.queries';

/** What any keyed request may be answered because of its key. */
export type KeyCode = 'INPUT_INVALID' | 'IDEMPOTENCY_KEY_REUSED' | 'REQUEST_IN_PROGRESS';

/** Who promised what under which key. The key is the caller's and is compared byte by byte. */
export interface IdempotencyKey {
  readonly principal: string;
  readonly operation: string;
  readonly key: string;
  /** SHA-256 of the request's content. */
  readonly requestHash: Buffer;
}

export const hashOf = (content: Buffer | string): Buffer => createHash('sha256').update(content).digest();

/** Longest key and principal that fit their columns; beyond it two keys could be cut to the same bytes. */
export const KEY_BYTES_MAX = 128;
const PRINCIPAL_BYTES_MAX = 64;

/** The same key with the same content gets the same answer; with other content it is a conflict (INV-4). */
@Injectable()
export class Idempotency {
  constructor(private readonly db: Database) {}

  /**
   * Runs `work` in the transaction that also saves its answer; the key row is written first, so a second caller waits
   * on it and then reads the answer. A refusal inside `work` is thrown (`refuse`), which undoes the key row too: the
   * caller may correct the cause and use the key again.
   */
  async within<T>(tx: Tx, id: IdempotencyKey, work: () => Promise<T>): Promise<Result<T, Refusal<KeyCode>>> {
    const [answer] = await this.withinAll(tx, [id], async () => [await work()]);
    return answer as Result<T, Refusal<KeyCode>>;
  }

  /**
   * As `within`, for requests that share a transaction.
   * @param work for those that are new, by their place in `ids`; one value each, in order. Not called when none is
   */
  async withinAll<T>(
    tx: Tx,
    ids: readonly IdempotencyKey[],
    work: (fresh: readonly number[]) => Promise<readonly T[]>,
  ): Promise<Result<T, Refusal<KeyCode>>[]> {
    const keys = ids.map(bytesOf);
    const fresh: number[] = [];
    for (const index of inKeyOrder(ids)) {
      const key = keys[index];
      if (key && (await this.claim(tx, key))) fresh.push(index);
    }
    const values = fresh.length === 0 ? [] : await work(fresh);
    const done = new Map(fresh.map((index, i) => [index, values[i] as T]));
    for (const [index, value] of done)
      await saveReply(tx, (keys[index] as KeyBytes).parts, JSON.stringify(value ?? null));
    const answers: Result<T, Refusal<KeyCode>>[] = [];
    for (const [index, id] of ids.entries()) {
      const key = keys[index];
      if (done.has(index)) answers.push(ok(done.get(index) as T));
      else if (!key) answers.push(fail(keyInvalid));
      else {
        // Read last, so that a key that came twice answers what was done for its first.
        const saved = await findKey(tx, key.parts);
        answers.push(saved ? answerFrom<T>(saved, id) : fail({ code: 'REQUEST_IN_PROGRESS' }));
      }
    }
    return answers;
  }

  /**
   * For work of several transactions that is itself harmless when repeated (imports). The key is claimed first, so
   * that other content is refused before it does anything; the answer is saved at the end, so that a crash in between
   * makes the next try with the same content do it all again rather than answer for work that was not finished.
   * A refusal is thrown, as in `within`, and gives the key back.
   */
  async around<T>(id: IdempotencyKey, work: () => Promise<T>): Promise<Result<T, Refusal<KeyCode>>> {
    const key = bytesOf(id);
    if (!key) return fail(keyInvalid);
    const earlier = await this.db.run('idempotency.claim', async (tx) =>
      (await this.claim(tx, key)) ? null : findKey(tx, key.parts),
    );
    if (earlier && !earlier.request_hash.equals(id.requestHash))
      return fail({ code: 'IDEMPOTENCY_KEY_REUSED' });
    if (earlier && earlier.reply !== null) return answerFrom<T>(earlier, id);
    let value: T;
    try {
      value = await work();
    } catch (error) {
      await this.db.run('idempotency.giveBack', (tx) => giveKeyBack(tx, key.parts));
      throw error;
    }
    return this.db.run('idempotency.save', async (tx) => {
      await this.claim(tx, key);
      const saved = await findKey(tx, key.parts);
      // Somebody else finished the same request meanwhile, to the same effect: one answer for both.
      if (saved && saved.reply !== null) return answerFrom<T>(saved, id);
      await saveReply(tx, key.parts, JSON.stringify(value ?? null));
      return ok(value);
    });
  }

  /** Removes every key of callers who are to be forgotten, with what they asked and were answered. */
  async forget(tx: Tx, principals: readonly string[]): Promise<void> {
    for (const principal of principals) await forgetPrincipal(tx, Buffer.from(principal));
  }

  /** Removes one key, which somebody else used for a request about a person. */
  async forgetKey(tx: Tx, { principal, operation, key }: Omit<IdempotencyKey, 'requestHash'>): Promise<void> {
    await forgetKey(tx, [Buffer.from(principal), operation, Buffer.from(key)]);
  }

  private claim(tx: Tx, key: KeyBytes): Promise<boolean> {
    return claimKey(tx, key.parts, key.requestHash, this.db.nowMs());
  }
}

interface KeyBytes {
  readonly parts: KeyParts;
  readonly requestHash: Buffer;
}

/** Everybody claims keys in one order, so that two groups that share some wait for one another and never both. */
function inKeyOrder(ids: readonly IdempotencyKey[]): number[] {
  const names = ids.map(({ principal, operation, key }) => JSON.stringify([principal, operation, key]));
  return [...names.keys()].sort((a, b) => ((names[a] as string) < (names[b] as string) ? -1 : 1));
}

const keyInvalid: Refusal<KeyCode> = {
  code: 'INPUT_INVALID',
  faults: [{ field: 'headers.idempotency-key', fault: 'invalid' }],
};

/** The key as the bytes that are compared, or null when two different keys could come out the same. */
function bytesOf({ principal, operation, key, requestHash }: IdempotencyKey): KeyBytes | null {
  const parts = [Buffer.from(principal), operation, Buffer.from(key)] as const;
  const fits =
    parts[2].length > 0 &&
    parts[2].length <= KEY_BYTES_MAX &&
    parts[0].length > 0 &&
    parts[0].length <= PRINCIPAL_BYTES_MAX;
  // Half a surrogate pair has no bytes of its own: all of them turn into the same replacement character.
  return fits && parts[2].toString() === key ? { parts, requestHash } : null;
}

function answerFrom<T>(saved: SavedRow, id: IdempotencyKey): Result<T, Refusal<KeyCode>> {
  if (!saved.request_hash.equals(id.requestHash)) return fail({ code: 'IDEMPOTENCY_KEY_REUSED' });
  if (saved.reply === null) return fail({ code: 'REQUEST_IN_PROGRESS' });
  return ok(JSON.parse(saved.reply) as T);
}
