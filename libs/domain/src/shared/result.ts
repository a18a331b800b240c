/** What every refusal carries: a code of the contract. Further fields are the data that the screen needs to act. */
export interface Refusal {
  readonly code: string;
}

/** The answer of a rule that may refuse. Refusals are values; only bugs throw. */
export type Result<T, R extends Refusal = Refusal> = Ok<T> | Failed<R>;

export interface Ok<T> {
  readonly ok: true;
  readonly value: T;
}

export interface Failed<R extends Refusal> {
  readonly ok: false;
  readonly error: R;
}

export function ok<T>(value: T): Ok<T> {
  return { ok: true, value };
}

/** The `const` parameter keeps the code a literal type, so that a `switch` over codes is checked for completeness. */
export function fail<const R extends Refusal>(error: R): Failed<R> {
  return { ok: false, error };
}
