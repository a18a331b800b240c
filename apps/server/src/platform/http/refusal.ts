import type { ErrorCode } from '@liuliang/contract';

/** A refusal as a value: a code of the contract and what the reader needs to act on it. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly [data: string]: unknown;
}

/** Carries a refusal out of code that cannot return one (guards, parameter parsing, aborting a transaction). */
export class RefusalError extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}

/** Refuses at once. */
export function refuse(code: ErrorCode, data: Record<string, unknown> = {}): never {
  throw new RefusalError({ code, ...data });
}
