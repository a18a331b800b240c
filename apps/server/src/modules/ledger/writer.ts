import { setImmediate } from 'node:timers/promises';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { fail, type Result } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import { isConnectionLost, isDatabaseUnavailable, isRetryable } from '../../platform/db/retryable';
import { Ledger } from './ledger';
import type { PostedTransaction, PostingResult } from './batch';
import type { LedgerPosting, LedgerRefusal } from './posting-rows';

/** Postings per transaction: enough that the commit costs each of them little, few enough that it holds locks for ~100 ms. */
export const BATCH_MAX = 2048;
/** Postings that may wait; some seconds of work. Whoever comes after is told to come again. */
export const QUEUE_MAX = 32 * BATCH_MAX;

export type SubmitRefusal = LedgerRefusal | { readonly code: 'OVERLOADED' };

interface Waiting {
  readonly posting: LedgerPosting;
  readonly resolve: (result: PostingResult) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The batching door of the ledger, for postings that stand alone. A batch is whatever queued while the one before it
 * was committed; each caller gets its own answer, after the commit. Never call `submit` inside a transaction.
 */
@Injectable()
export class LedgerWriter implements OnModuleDestroy {
  private readonly queue: Waiting[] = [];
  private running: Promise<void> | null = null;
  private isClosed = false;

  constructor(
    private readonly db: Database,
    private readonly ledger: Ledger,
  ) {}

  /**
   * Posts, and answers once it is on disk. After a rejection it is unknown whether the posting was made: submitting
   * the same key again settles it (INV-10).
   */
  submit(posting: LedgerPosting): Promise<Result<PostedTransaction, SubmitRefusal>> {
    if (this.isClosed || this.queue.length >= QUEUE_MAX) return Promise.resolve(fail({ code: 'OVERLOADED' }));
    return new Promise((resolve, reject) => {
      this.queue.push({ posting, resolve, reject });
      this.running ??= this.drain();
    });
  }

  /** Takes no more postings, and resolves when those that were taken are answered. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.running;
  }

  onModuleDestroy(): Promise<void> {
    return this.close();
  }

  private async drain(): Promise<void> {
    while (this.queue.length > 0) {
      // One turn of the event loop: callers who were just answered are about to submit again.
      await setImmediate();
      await this.settle(this.queue.splice(0, BATCH_MAX));
    }
    this.running = null;
  }

  /**
   * Commits a batch and answers its callers. Conflicts were retried whole by the unit of work; what fails still is
   * split in halves, until the posting that cannot be written stands alone and takes nobody with it.
   */
  private async settle(batch: readonly Waiting[]): Promise<void> {
    try {
      const postings = batch.map(({ posting }) => posting);
      const results = await this.db.run('ledger.batch', (tx) => this.ledger.apply(tx, postings));
      batch.forEach(({ resolve }, i) => resolve(results[i] as PostingResult));
    } catch (error) {
      if (batch.length === 1 || isOutage(error)) {
        for (const { reject } of batch) reject(error);
        return;
      }
      const middle = batch.length >> 1;
      await this.settle(batch.slice(0, middle));
      await this.settle(batch.slice(middle));
    }
  }
}

/** The database is away or full: a smaller batch would fare no better. A conflict may, it wants fewer locks. */
function isOutage(error: unknown): boolean {
  return isConnectionLost(error) || (isDatabaseUnavailable(error) && !isRetryable(error));
}
