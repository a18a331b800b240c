import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { fail, ok, type Result } from '@liuliang/domain';
import type { Clock } from './clock';
import { Database } from './db/database';
import { insertRows, type Reader, type Tx } from './db/statements';
import type { Refusal } from './http/refusal';
import { CLOCK } from './tokens';

/** Who promised what under which key. The key is the caller's and is compared byte by byte. */
export interface IdempotencyKey {
  readonly principal: string;
  readonly operation: string;
  readonly key: string;
  /** SHA-256 of the request's content. */
  readonly requestHash: Buffer;
}

interface SavedRow {
  request_hash: Buffer;
  reply: string | null;
}

export const hashOf = (content: Buffer | string): Buffer => createHash('sha256').update(content).digest();

/** The same key with the same content gets the same answer; with other content it is a conflict (INV-4). */
@Injectable()
export class Idempotency {
  constructor(
    private readonly db: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Runs `work` in the transaction that also saves its answer; the key row is written first, so a second caller waits
   * on it and then reads the answer. Refusals are not saved: the caller may correct the cause and use the key again.
   */
  async within<T>(tx: Tx, id: IdempotencyKey, work: () => Promise<T>): Promise<Result<T, Refusal>> {
    const row = [
      Buffer.from(id.principal),
      id.operation,
      Buffer.from(id.key),
      id.requestHash,
      null,
      this.clock.nowMs(),
    ];
    const columns = ['principal', 'operation', 'idem_key', 'request_hash', 'reply', 'created_at_ms'];
    const isNew = (await insertRows(tx, 'idempotency', columns, [row], { ignore: true })) === 1;
    if (!isNew) {
      const saved = await this.find(tx, id);
      return saved ? answerFrom<T>(saved, id) : fail({ code: 'REQUEST_IN_PROGRESS' });
    }
    const value = await work();
    await this.save(tx, id, value);
    return ok(value);
  }

  /**
   * For work of several transactions that is itself harmless when repeated (imports): the answer is saved at the end,
   * so a crash in between makes the next try do it all again rather than answer for work that was not finished.
   */
  async around<T>(id: IdempotencyKey, work: () => Promise<T>): Promise<Result<T, Refusal>> {
    const earlier = await this.db.read((reader) => this.find(reader, id));
    if (earlier) return answerFrom<T>(earlier, id);
    const value = await work();
    return this.db.run('idempotency.save', (tx) => this.within(tx, id, async () => value));
  }

  private async find(reader: Reader, id: IdempotencyKey): Promise<SavedRow | null> {
    const rows = await reader.query<SavedRow>(
      'SELECT request_hash, reply FROM idempotency WHERE principal = ? AND operation = ? AND idem_key = ?',
      [Buffer.from(id.principal), id.operation, Buffer.from(id.key)],
    );
    return rows[0] ?? null;
  }

  private async save(tx: Tx, id: IdempotencyKey, value: unknown): Promise<void> {
    await tx.exec('UPDATE idempotency SET reply = ? WHERE principal = ? AND operation = ? AND idem_key = ?', [
      JSON.stringify(value),
      Buffer.from(id.principal),
      id.operation,
      Buffer.from(id.key),
    ]);
  }
}

function answerFrom<T>(saved: SavedRow, id: IdempotencyKey): Result<T, Refusal> {
  if (!saved.request_hash.equals(id.requestHash)) return fail({ code: 'IDEMPOTENCY_KEY_REUSED' });
  if (saved.reply === null) return fail({ code: 'REQUEST_IN_PROGRESS' });
  return ok(JSON.parse(saved.reply) as T);
}
