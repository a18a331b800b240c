import type { NewOrderLine } from './lines';

/** A line of an order that came by itself, in a file of lines. */
export interface ToldLine extends NewOrderLine {
  /** The sender's number of it; numbers need not follow each other. */
  readonly line: number;
}

/**
 * What lines that came by themselves are to their order.
 *
 * `waiting`: the order is not here · `applied`: they are its lines · `differs`: they do not add up to its amount ·
 * `own`: the order came with lines of its own, which stand
 */
export const toldStates = ['waiting', 'applied', 'differs', 'own'] as const;
export type ToldState = (typeof toldStates)[number];

/** An order as lines see it. */
export interface LinedOrder {
  readonly amountFen: number;
  /** Whether its sender said its lines with it. */
  readonly hasOwnLines: boolean;
}

export interface ToldVerdict {
  readonly state: ToldState;
  /** In the order of their numbers, where they are the order's lines; else empty. */
  readonly lines: readonly NewOrderLine[];
}

/**
 * Whether lines are those of an order (HANDBOOK 17: they sum to its amount, or the order is reported). It depends on the
 * set of lines alone: in which order they came, and in how many files, changes nothing.
 *
 * @param order null: not here
 */
export function judgeToldLines(order: LinedOrder | null, told: readonly ToldLine[]): ToldVerdict {
  if (!order) return { state: 'waiting', lines: [] };
  if (order.hasOwnLines) return { state: 'own', lines: [] };
  if (told.length === 0 || toldSum(told) !== order.amountFen) return { state: 'differs', lines: [] };
  const lines = [...told]
    .sort((a, b) => a.line - b.line)
    .map(({ item, quantity, amountFen }) => ({ item, quantity, amountFen }));
  return { state: 'applied', lines };
}

/** What the lines come to, in fen. */
export const toldSum = (told: readonly Pick<ToldLine, 'amountFen'>[]): number =>
  told.reduce((sum, { amountFen }) => sum + amountFen, 0);
