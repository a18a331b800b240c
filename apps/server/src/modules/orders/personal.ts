import { personal, theirNumber, wholeRow } from '../../platform/areas';
import {
  orderLines,
  orders,
  orderVersions,
  refunds,
  toldLines,
  toldOrders,
  withdrawnRefunds,
} from './entities';

/** What a person bought. Amounts and days stay without the person: books are kept by law. */
export const orderPersonal = [
  personal(orders, ['orderKey'], {
    holds: 'the number of an order at its seller',
    erasure: theirNumber,
    export: ['orders'],
  }),
  personal(refunds, ['refundKey', 'orderKey'], {
    holds: 'the numbers of a refund and of its order at their seller',
    erasure: theirNumber,
    export: { not: 'an order says what was refunded of it' },
  }),
  personal(withdrawnRefunds, ['refundKey', 'orderKey'], {
    holds: 'the numbers of a refund that was taken back, and of its order, at their seller',
    erasure: theirNumber,
    export: { not: 'it counts for nothing' },
  }),
  ...[orders, refunds, withdrawnRefunds, orderVersions].map((table) =>
    personal(table, ['contentHash'], {
      holds: 'what the sender said under that number',
      erasure: wholeRow,
      export: { not: 'a hash says nothing' },
    }),
  ),
  personal(orderLines, ['item'], {
    holds: 'the article of a line',
    erasure: { kept: 'goods of the brand, in books that are kept by law' },
    export: { not: 'no screen shows it; the amounts are in the orders' },
  }),
  personal(toldOrders, ['orderKey'], {
    holds: 'the number of an order at its seller, of which lines came by themselves',
    erasure: theirNumber,
    export: { not: 'the order says it' },
  }),
  personal(toldLines, ['item'], {
    holds: 'the article of a line that came by itself',
    erasure: { kept: 'goods of the brand, in books that are kept by law' },
    export: { not: 'no screen shows it; the amounts are in the orders' },
  }),
  personal(orderVersions, ['lines'], {
    holds: 'the articles of an order before it was corrected',
    erasure: { kept: 'goods of the brand, in books that are kept by law' },
    export: { not: 'no screen shows it' },
  }),
];
