import { assert } from '../shared/assert';
import { isNonNegativeInteger, roundHalfUpRatio2 } from '../shared/integers';
import { assetsOf, byLayer, rateOf } from './flow';

/** What the customers of one layer on D0 bought in days D0+1 … D1. */
export interface ReturningRow {
  /** Sum of the paid amounts of orders paid in the period. */
  readonly gmvFen: number;
  /** Refunds, of those orders, that occurred in the period: a refund after D1 leaves the figure as it was on D1. */
  readonly refundFen: number;
  readonly orders: number;
  readonly buyers: number;
  /** Buyers with 2 or more purchase days in the period. */
  readonly repeatBuyers: number;
}

export interface ReturningFigures {
  readonly gmvFen: number;
  readonly netGmvFen: number;
  readonly orders: number;
  readonly buyers: number;
  readonly conversion: number | null;
  /** 客单价 and 笔单价: exact fractions rounded half up to 2 decimals of a fen. */
  readonly spendPerBuyerFen: number | null;
  readonly spendPerOrderFen: number | null;
  readonly repurchaseRate: number | null;
}

export interface Returning {
  readonly total: ReturningFigures;
  readonly byLayer: Record<string, ReturningFigures>;
}

export const NO_PURCHASES: ReturningRow = { gmvFen: 0, refundFen: 0, orders: 0, buyers: 0, repeatBuyers: 0 };

/**
 * R. conversion_i = buyers_i / N_i(D0), null for none: newcomers are not a crowd whose size is known. In the total,
 * newcomers count in every figure but conversion, which is (buyers who were assets on D0) / N(D0): a rate stays
 * between 0 and 1 and means the same as in the layers.
 *
 * @param counts customers by layer number on D0, none first
 * @param rows purchases by layer number on D0, none first
 */
export function returning(
  codes: readonly string[],
  counts: readonly number[],
  rows: readonly ReturningRow[],
): Returning {
  assert(rows.length === codes.length, 'STAR-2', 'purchases have a row per layer, none included');
  rows.forEach((row, layer) => assertRow(row, counts[layer] ?? 0, layer));
  const [newcomers = NO_PURCHASES, ...assets] = rows;
  const fromAssets = assets.reduce(addRows, NO_PURCHASES);
  return {
    total: figuresOf(addRows(fromAssets, newcomers), rateOf(fromAssets.buyers, assetsOf(counts))),
    byLayer: byLayer(codes, 0, (layer) => {
      const row = rows[layer] ?? NO_PURCHASES;
      return figuresOf(row, layer === 0 ? null : rateOf(row.buyers, counts[layer] ?? 0));
    }),
  };
}

function figuresOf(row: ReturningRow, conversion: number | null): ReturningFigures {
  return {
    gmvFen: row.gmvFen,
    netGmvFen: row.gmvFen - row.refundFen,
    orders: row.orders,
    buyers: row.buyers,
    conversion,
    spendPerBuyerFen: roundHalfUpRatio2(row.gmvFen, row.buyers),
    spendPerOrderFen: roundHalfUpRatio2(row.gmvFen, row.orders),
    repurchaseRate: rateOf(row.repeatBuyers, row.buyers),
  };
}

function addRows(a: ReturningRow, b: ReturningRow): ReturningRow {
  return {
    gmvFen: a.gmvFen + b.gmvFen,
    refundFen: a.refundFen + b.refundFen,
    orders: a.orders + b.orders,
    buyers: a.buyers + b.buyers,
    repeatBuyers: a.repeatBuyers + b.repeatBuyers,
  };
}

function assertRow(row: ReturningRow, size: number, layer: number): void {
  assert(Object.values(row).every(isNonNegativeInteger), 'STAR-2', 'purchases are counts and whole fen');
  const isConsistent = row.repeatBuyers <= row.buyers && row.buyers <= row.orders;
  assert(isConsistent, 'STAR-2', 'a buyer has an order, a repeat buyer is a buyer');
  // Newcomers may have been unknown on D0, so none alone may have more buyers than customers.
  assert(layer === 0 || row.buyers <= size, 'STAR-2', 'the buyers of a layer were in it on D0');
}
