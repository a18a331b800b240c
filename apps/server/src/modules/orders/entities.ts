import { rowSources } from '@liuliang/contract';
import { toldStates } from '@liuliang/domain';
import { c, later, primary } from '../../platform/db/columns';
import { KeyedRows } from '../../platform/db/keyed-rows';
import { table, tableWithoutBrand, type RowOf } from '../../platform/db/table';

export const orders = table(
  'sale_order',
  {
    id: c.id(),
    brandId: c.ref(),
    /** The seller's order number, compared by bytes. */
    orderKey: c.bytes(64),
    contentHash: c.bytes(16),
    /** Whose it is: whom the card stood for when it was paid (`FactOwners`). After a merge that is an alias, and stays it. */
    customerId: c.ref(),
    paidAtMs: c.instant(),
    paidDay: c.day(),
    amountFen: c.whole(),
    refundedFen: later(c.whole()),
    /** 0: none, like the store and the guide. */
    channel: c.small(),
    storeId: c.ref(),
    guideId: c.ref(),
    receivedAtMs: c.instant(),
    /** When it was paid by a sender whose clock runs ahead: it is dated by its receipt. 0: `paidAtMs` is the sender's. */
    toldAtMs: later(c.instant()),
  },
  {
    unique: [['brandId', 'orderKey']],
    index: [
      ['customerId', 'paidAtMs'],
      ['brandId', 'paidDay'],
    ],
  },
);

export const refunds = table(
  'refund',
  {
    id: c.id(),
    brandId: c.ref(),
    refundKey: c.bytes(64),
    contentHash: c.bytes(16),
    orderKey: c.bytes(64),
    /** 0 while the order has not arrived: refunds may come first. */
    orderId: c.ref(),
    refundedAtMs: c.instant(),
    refundedDay: c.day(),
    amountFen: c.whole(),
    /** waiting (for its order), applied, excess (more than the order was worth; reported, not applied) */
    state: c.oneOf(['waiting', 'applied', 'excess']),
    receivedAtMs: c.instant(),
    /** By which door it came; empty: before this was noted, or the product's own. */
    source: later(c.oneOf(['', ...rowSources])),
    /** As of an order. */
    toldAtMs: later(c.instant()),
  },
  {
    unique: [['brandId', 'refundKey']],
    index: [
      ['orderId'],
      ['brandId', 'orderKey'],
      ['brandId', 'refundedDay'],
      ['brandId', 'state', 'receivedAtMs', 'id'],
    ],
  },
);

/** What an order was made of, where the sender says so: item multipliers and refunds by line need it. */
export const orderLines = tableWithoutBrand(
  'sale_order_line',
  {
    orderId: primary(c.ref()),
    line: primary(c.small()),
    /** Empty: unknown. */
    item: c.bytes(64),
    quantity: c.whole(),
    /** What was paid for the line, all of its pieces together. */
    amountFen: c.whole(),
    /** By name; refunds that name no line are not in it. */
    refundedFen: later(c.whole()),
  },
  { index: [['item', 'orderId']] },
);

export const refundLines = tableWithoutBrand('refund_line', {
  refundId: primary(c.ref()),
  /** Of the order, counted from 1. */
  line: primary(c.small()),
  amountFen: c.whole(),
});

/** What an order said before it was corrected; rows are never changed (ORDERS-4). */
export const orderVersions = tableWithoutBrand('sale_order_version', {
  orderId: primary(c.ref()),
  /** Counted from 1; what the order says now is in its row. */
  version: primary(c.small()),
  contentHash: c.bytes(16),
  paidAtMs: c.instant(),
  paidDay: c.day(),
  amountFen: c.whole(),
  refundedFen: c.whole(),
  channel: c.small(),
  storeId: c.ref(),
  guideId: c.ref(),
  /** As JSON, with what was refunded of each. */
  lines: c.long(),
  replacedAtMs: c.instant(),
});

const { state: _standing, ...saidOfRefund } = refunds.definition;

/**
 * Refunds that were taken back with the import that brought them: none of them is in any figure, and what each said stays
 * with who took it back (ORDERS-5). Its id is that of the refund, by which postings go on to name it.
 */
export const withdrawnRefunds = table(
  'withdrawn_refund',
  {
    ...saidOfRefund,
    withdrawnAtMs: c.instant(),
    /** The operator who asked for it. */
    withdrawnBy: c.ref(),
    importId: c.ref(),
  },
  { index: [['orderId'], ['brandId', 'refundKey'], ['brandId', 'orderKey']] },
);

/** Lines that came by themselves, by the order of which they are; the row is locked whenever they are judged. */
export const toldOrders = table(
  'told_order',
  {
    id: c.id(),
    brandId: c.ref(),
    orderKey: c.bytes(64),
    state: c.oneOf(toldStates),
    /** How many lines, and what they come to. */
    lineCount: c.small(),
    amountFen: c.whole(),
    receivedAtMs: c.instant(),
  },
  { unique: [['brandId', 'orderKey']], index: [['brandId', 'state', 'receivedAtMs', 'id']] },
);

export const toldLines = tableWithoutBrand('told_order_line', {
  toldId: primary(c.ref()),
  /** The sender's number. */
  line: primary(c.small()),
  item: c.bytes(64),
  quantity: c.whole(),
  amountFen: c.whole(),
});

export const keyedOrders = new KeyedRows(orders, 'orderKey');
export const keyedRefunds = new KeyedRows(refunds, 'refundKey');
export type RefundState = RowOf<typeof refunds>['state'];

export const orderTables = [
  ...[orders, refunds, orderLines, refundLines, orderVersions],
  ...[withdrawnRefunds, toldOrders, toldLines],
];
