/** A rule of ours was broken by our own code. It is never caught to go on: it stops before it reaches a table. */
export class InvariantError extends Error {
  readonly invariant: string;

  constructor(invariant: string, claim: string) {
    super(`${invariant}: ${claim}`);
    this.name = 'InvariantError';
    this.invariant = invariant;
  }
}

/**
 * Throws unless the claim holds.
 *
 * @param invariant the id under which the area's README lists the rule, such as `LEDGER-1`
 * @param claim what should have been true, as a sentence without personal data
 */
export function assert(holds: boolean, invariant: string, claim: string): asserts holds {
  if (!holds) throw new InvariantError(invariant, claim);
}
