/**
 * What is left of what was paid for pieces of an item after their cost (HANDBOOK 17), in fen; below zero where they were
 * sold under it.
 *
 * @param costFen of one piece; null: nobody said, so that there is no margin
 */
export const marginOf = (amountFen: number, pieces: number, costFen: number | null): number | null =>
  costFen === null ? null : amountFen - pieces * costFen;
