import { isDeepStrictEqual } from 'node:util';
import type { ErrorCode } from '@liuliang/contract';
import { fail, type Result } from '@liuliang/domain';
import type { Database } from './db/database';
import type { Tx } from './db/statements';
import { RefusalError, refuseWith, type Refusal, type Refuse } from './http/refusal';
import { hashOf, type Idempotency, type KeyCode } from './idempotency';

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
 * `work` a refusal is thrown (`refuse`), which takes back everything; outside it is a value. The type of `refuse` says
 * what may be refused: `async (tx, refuse: Refuse<'GIFT_UNKNOWN'>) => …`.
 */
export async function runOnce<T, C extends ErrorCode = never>(
  db: Database,
  idempotency: Idempotency,
  request: KeyedRequest,
  work: (tx: Tx, refuse: Refuse<C>) => Promise<T>,
): Promise<Result<T, Refusal<C | KeyCode>>> {
  const { content, ...who } = request;
  const id = { ...who, requestHash: hashOf(JSON.stringify(content)) };
  return refusalsAsValues((refuse: Refuse<C | KeyCode>) =>
    db.run(request.operation, (tx) => idempotency.within(tx, id, () => work(tx, refuse))),
  );
}

/**
 * For rows that keep for ever the key they were asked for under, while `runOnce` keeps answers for some weeks: the row
 * of the same request, or null when the key is new. The key with other content is a conflict there too.
 *
 * @param asked what the request says, by the columns that hold it
 */
export function sameRequest<R extends object>(
  earlier: R | null,
  asked: Partial<R>,
  refuse: Refuse<'IDEMPOTENCY_KEY_REUSED'>,
): R | null {
  if (earlier && !isDeepStrictEqual({ ...earlier, ...asked }, { ...earlier }))
    refuse('IDEMPOTENCY_KEY_REUSED');
  return earlier;
}

/** Runs a transaction that refuses by throwing, and answers the refusal as a value. */
export async function refusalsAsValues<T, C extends ErrorCode>(
  run: (refuse: Refuse<C>) => Promise<Result<T, Refusal<C>>>,
): Promise<Result<T, Refusal<C>>> {
  try {
    return await run(refuseWith);
  } catch (error) {
    // Only what `refuse` takes can have been thrown here, and common codes, which every route may answer.
    if (error instanceof RefusalError) return fail(error.refusal as Refusal<C>);
    throw error;
  }
}
