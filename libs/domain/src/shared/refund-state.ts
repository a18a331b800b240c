/** A line of an order with what was refunded of it by name, all refunds together. */
export interface RefundedLine {
  readonly line: number;
  readonly amountFen: number;
  readonly refundedFen: number;
}

/** Everything that was refunded of an order so far. */
export interface RefundState {
  /** Line 0 alone for an order without lines. */
  readonly lines: readonly RefundedLine[];
  /** Refunded without saying of what. */
  readonly unlinedFen: number;
}
