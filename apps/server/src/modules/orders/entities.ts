import { c, primary } from '../../platform/db/columns';
import { table, tableWithoutBrand } from '../../platform/db/table';

export const orders = table(
  'sale_order',
  {
    id: c.id(),
    brandId: c.ref(),
    /** The seller's order number, compared by bytes. */
    orderKey: c.bytes(64),
    contentHash: c.bytes(16),
    customerId: c.ref(),
    paidAtMs: c.instant(),
    paidDay: c.day(),
    amountFen: c.whole(),
    refundedFen: c.whole(),
    channel: c.small(),
    storeId: c.ref(),
    guideId: c.ref(),
    receivedAtMs: c.instant(),
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
  },
  {
    unique: [['brandId', 'refundKey']],
    index: [['orderId'], ['brandId', 'orderKey'], ['brandId', 'refundedDay']],
  },
);

/** What an order was made of, where the sender says so: item multipliers and refunds by line need it. */
export const orderLines = tableWithoutBrand('sale_order_line', {
  orderId: primary(c.ref()),
  line: primary(c.small()),
  item: c.bytes(64),
  quantity: c.whole(),
  /** What was paid for the line, all of its pieces together. */
  amountFen: c.whole(),
  refundedFen: c.whole(),
});

export const refundLines = tableWithoutBrand('refund_line', {
  refundId: primary(c.ref()),
  line: primary(c.small()),
  amountFen: c.whole(),
});

export const orderTables = [orders, refunds, orderLines, refundLines];
