import { fail, type Result } from '@liuliang/domain';
import type { Database } from './db/database';
import type { Tx } from './db/statements';
import { RefusalError, type Refusal } from './http/refusal';
import { hashOf, type Idempotency } from './idempotency';

/** A request under a key of its caller. */
export interface KeyedRequest {
  /** Who says it: at most 64 bytes. */
  readonly principal: string;
  readonly operation: string;
  readonly key: string;
  /** Everything that was asked for: the key with other content is a conflict. Ids and figures, never personal data. */
  readonly content: readonly (string | number | null)[];
}

/**
 * Does what a keyed request asks for once, in one transaction, and answers every repetition alike (INV-4). Inside
 * `work` a refusal is thrown (`refuse`), which takes back everything; outside it is a value.
 */
export async function runOnce<T>(
  db: Database,
  idempotency: Idempotency,
  request: KeyedRequest,
  work: (tx: Tx) => Promise<T>,
): Promise<Result<T, Refusal>> {
  const { content, ...who } = request;
  const id = { ...who, requestHash: hashOf(JSON.stringify(content)) };
  return refusalsAsValues(() =>
    db.run(request.operation, (tx) => idempotency.within(tx, id, () => work(tx))),
  );
}

/** Runs a transaction that refuses by throwing, and answers the refusal as a value. */
export async function refusalsAsValues<T>(
  run: () => Promise<Result<T, Refusal>>,
): Promise<Result<T, Refusal>> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof RefusalError) return fail(error.refusal);
    throw error;
  }
}
