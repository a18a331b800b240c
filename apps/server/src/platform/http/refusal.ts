import type { CommonErrorCode, ErrorCode, Route, RouteName, Routes } from '@liuliang/contract';

/** A refusal as a value: a code of the contract and what the reader needs to act on it. */
export interface Refusal<C extends ErrorCode = ErrorCode> {
  readonly code: C;
  readonly [data: string]: unknown;
}

/** The codes that a route may answer: its own and those of every route. */
export type CodeOf<R extends Route> = R['errors'][number] | CommonErrorCode;

/** What a route may refuse with, by its name: what a service behind it answers. */
export type RefusalOf<N extends RouteName> = Refusal<CodeOf<Routes[N]>>;

/** Refuses at once, with one of some codes; what would refuse with another one does not compile. */
export type Refuse<C extends ErrorCode> = (code: C, data?: Record<string, unknown>) => never;

/** As `Refuse`, for what a route may refuse with. */
export type RefuseOf<N extends RouteName> = Refuse<CodeOf<Routes[N]>>;

/** Carries a refusal out of code that cannot return one (guards, parameter parsing, aborting a transaction). */
export class RefusalError extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}

/** Refuses with any code; only for what hands it on as a `Refuse` of some. */
export const refuseWith: Refuse<ErrorCode> = (code, data = {}) => {
  throw new RefusalError({ code, ...data });
};

/**
 * Refuses with what every route may answer. A code of some routes alone is refused through the `Refuse` of
 * `refusalsAsValues` or `runOnce`, which says in its type what the transaction may answer.
 */
export const refuse: Refuse<CommonErrorCode> = refuseWith;
