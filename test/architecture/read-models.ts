/**
 * Reads across areas that are meant, and statements that find rows of a brand by something the brand was named for
 * before. A line is added here only with a reason that a reader accepts; nothing writes a table of another area.
 */
import type { ByKnownId, ReadModel } from './table-checks';

const modules = (path: string): string => `apps/server/src/modules/${path}`;

export const READ_MODELS: readonly ReadModel[] = [
  {
    file: modules('access/callers.queries.ts'),
    tables: ['customer', 'guide', 'store'],
    reason: 'Who is calling stands before every request: session, person and role are one question.',
  },
  {
    file: modules('member-app/home.queries.ts'),
    tables: ['customer', 'customer_tier', 'points_hold', 'points_lot', 'sale_order'],
    reason:
      'The first screen of every visit: five areas asked one after the other were most of what it cost.',
  },
  {
    file: modules('gifts/orders.service.ts'),
    tables: ['points_hold'],
    reason: 'The page of an order leads to the transactions that its hold names; no amount is read.',
  },
  {
    file: modules('customer-cards/cards.queries.ts'),
    tables: [
      'consent',
      'customer',
      'customer_day',
      'customer_tier',
      'customer_total',
      'points_hold',
      'points_lot',
      'store',
    ],
    reason:
      'Guides and operators look at customers all day: six areas asked one after the other were what a card cost.',
  },
  {
    file: modules('guides/my-customers.queries.ts'),
    tables: [
      'customer',
      'customer_birthday',
      'customer_name_gram',
      'customer_tier',
      'customer_total',
      'gift_order',
      'guide_binding',
      'points_lot',
    ],
    reason:
      'A guide narrows down thousands of customers by what six areas know of each, a page at a time in the order of contact.',
  },
  ...['goods/figures.queries.ts', 'goods/items.queries.ts'].map((file) => ({
    file: modules(file),
    tables: ['customer', 'sale_order', 'sale_order_line'],
    reason:
      'Who bought what is one question to orders, their lines, the catalogue and who their buyers are today.',
  })),
  {
    file: modules('earning/audit.queries.ts'),
    tables: [
      'channel',
      'ledger_account',
      'ledger_entry',
      'ledger_transaction',
      'refund',
      'refund_line',
      'sale_order',
      'sale_order_line',
      'store',
    ],
    reason:
      'The audit works out anew from orders and postings what a rule paid; asking the code it checks would prove nothing.',
  },
  {
    file: modules('earning/back-tests.queries.ts'),
    tables: ['sale_order', 'sale_order_line'],
    reason: 'Reads a hundred thousand past orders page by page to say what rules would have cost.',
  },
  {
    file: modules('earning/flags.queries.ts'),
    tables: ['guide', 'refund', 'sale_order'],
    reason: 'Finds what looks wrong by putting orders, refunds and guides together in one statement.',
  },
  {
    file: modules('earning/order-ledger.queries.ts'),
    tables: ['ledger_account', 'ledger_entry', 'ledger_transaction'],
    reason: 'What an order earned so far is what the ledger says of it, read under the lock of its customer.',
  },
  {
    file: modules('earning/retelling.queries.ts'),
    tables: ['event', 'sale_order', 'sale_order_line'],
    reason:
      'Plans again what customers bought and did after a late fact, thousands of facts in a few statements.',
  },
  {
    file: modules('exchange/queries.ts'),
    tables: ['points_lot', 'points_lot_move'],
    reason: 'The expiry of points on their way to another brand is that of the lots they were taken from.',
  },
  {
    file: modules('insights/buyers.queries.ts'),
    tables: ['customer', 'refund', 'sale_order'],
    reason: 'Figures of STAR are counted over orders, refunds and customers together.',
  },
  {
    file: modules('insights/customer-list.queries.ts'),
    tables: ['customer', 'customer_tier', 'sale_order'],
    reason: 'The list of customers is filtered and sorted over members, orders, tiers and facts at once.',
  },
  {
    file: modules('insights/facts.queries.ts'),
    tables: ['brand'],
    reason:
      'Locks the row of the brand that keeps writers of facts and fillers of snapshots apart (FACTS-5).',
  },
  {
    file: modules('insights/history.queries.ts'),
    tables: ['customer', 'event', 'refund', 'sale_order'],
    reason: 'Facts are folded anew from the events, orders and refunds themselves.',
  },
  {
    file: modules('insights/layers.queries.ts'),
    tables: ['customer'],
    reason: 'Who has no facts is known from the number of customers alone.',
  },
  {
    file: modules('insights/segment.queries.ts'),
    tables: ['customer'],
    reason: 'The people behind a figure of STAR are chosen over customers and facts together.',
  },
  {
    file: modules('ledger-audit/history.ts'),
    tables: ['ledger_account', 'ledger_entry', 'ledger_transaction'],
    reason: 'The audit reads the ledger itself and checks it without the code that wrote it.',
  },
  {
    file: modules('ledger-audit/owners.queries.ts'),
    tables: ['ledger_account', 'ledger_entry', 'ledger_transaction'],
    reason: 'The audit reads the ledger itself and replays it without the code that wrote it.',
  },
  {
    file: modules('ledger-audit/owners.ts'),
    tables: [
      'ledger_account',
      'ledger_entry',
      'ledger_transaction',
      'points_hold',
      'points_lot',
      'points_lot_move',
    ],
    reason: 'The audit reads the ledger itself and replays it without the code that wrote it.',
  },
  {
    file: modules('ledger-audit/queries.ts'),
    tables: ['…', 'ledger_account', 'ledger_entry', 'ledger_transaction', 'ledger_writer'],
    reason: 'The audit reads the ledger itself and checks it without the code that wrote it.',
  },
  {
    file: modules('ledger-audit/roots.ts'),
    tables: ['ledger_transaction', 'ledger_writer'],
    reason: 'A daily root covers the ends of the chains of all writers.',
  },
  {
    file: modules('ledger-audit/rows.ts'),
    tables: ['idempotency', 'ledger_transaction'],
    reason: 'Whatever was acknowledged is looked for in the ledger itself.',
  },
  {
    file: modules('ledger-audit/rows.queries.ts'),
    tables: [
      '…',
      'ledger_account',
      'ledger_entry',
      'ledger_transaction',
      'points_hold',
      'points_lot',
      'points_lot_move',
      'settlement_line',
    ],
    reason: 'Rows that come in pairs are compared by joining them, whoever wrote them.',
  },
  {
    file: modules('ledger-explorer/explorer.service.ts'),
    tables: ['ledger_account', 'ledger_entry', 'ledger_transaction', 'points_hold', 'points_lot'],
    reason: 'The explorer shows the rows of the ledger as they are stored.',
  },
  {
    file: modules('ledger-explorer/queries.ts'),
    tables: ['guide', 'ledger_entry', 'ledger_transaction', 'points_lot', 'sale_order'],
    reason: 'The explorer shows postings with the orders, holds and guides they were made for.',
  },
  {
    file: modules('orders/reads.queries.ts'),
    tables: ['channel', 'store'],
    reason: 'Screens show an order with the names of its channel and store.',
  },
  {
    file: modules('settlement/entries.queries.ts'),
    tables: ['…', 'ledger_account', 'ledger_entry', 'ledger_transaction', 'points_hold'],
    reason: 'Statements are computed from entries of the ledger alone.',
  },
  {
    file: modules('settlement/liability.queries.ts'),
    tables: ['ledger_account', 'ledger_entry', 'ledger_transaction', 'points_lot', 'points_lot_move'],
    reason: 'What points cost is summed over lots in the database, month by month.',
  },
  {
    file: modules('tiers/histories.queries.ts'),
    tables: ['customer', 'ledger_account', 'ledger_entry', 'ledger_transaction', 'refund', 'sale_order'],
    reason: 'A level is judged over growth, orders and refunds of the whole period.',
  },
  {
    file: modules('tiers/reports.queries.ts'),
    tables: ['customer'],
    reason: 'Counts members by level, those without a row among them.',
  },
  {
    file: modules('tiers/screens.queries.ts'),
    tables: ['customer', 'sale_order'],
    reason:
      'A member’s screen shows a membership with its standing, and changes with the orders behind them.',
  },
  {
    file: modules('tiers/standings.queries.ts'),
    tables: ['customer', 'points_lot'],
    reason: "Members without a standing yet are those of the members' table.",
  },
];

export const BY_KNOWN_ID: readonly ByKnownId[] = [
  {
    file: modules('earning/audit.queries.ts'),
    count: 1,
    reason: 'Lines are read by ids of orders that were found under the brand.',
  },
  {
    file: modules('earning/flags.queries.ts'),
    count: 1,
    reason: 'By the id of an order that was found under the brand.',
  },
  {
    file: modules('exchange/queries.ts'),
    count: 1,
    reason: 'By the transaction of a hold that was just placed.',
  },
  {
    file: modules('insights/history.queries.ts'),
    count: 6,
    reason: 'By customers who were found under the brand.',
  },
  {
    file: modules('ledger-audit/owners.queries.ts'),
    count: 1,
    reason: 'The audit goes through every brand; rows are found by ids of accounts it has read.',
  },
  {
    file: modules('ledger-audit/queries.ts'),
    count: 8,
    reason: 'The audit goes through every brand, chain by chain.',
  },
  {
    file: modules('ledger-audit/rows.queries.ts'),
    count: 6,
    reason: 'The audit compares pairs of rows of all brands.',
  },
  {
    file: modules('ledger-explorer/queries.ts'),
    count: 2,
    reason: 'By ids of accounts and transactions that were found under the brand.',
  },
  {
    file: modules('ledger/lot-reads.queries.ts'),
    count: 1,
    reason: 'By ids of lots and transactions that were found under the brand.',
  },
  {
    file: modules('ledger/queries.ts'),
    count: 1,
    reason: 'By ids of accounts and transactions that were found under the brand, many brands in one batch.',
  },
  {
    file: modules('orders/queries.ts'),
    count: 2,
    reason: 'By ids of orders and refunds that are locked.',
  },
  {
    file: modules('settlement/entries.queries.ts'),
    count: 4,
    reason: 'By ids of accounts and statements that were found under the brand.',
  },
  {
    file: modules('tiers/histories.queries.ts'),
    count: 1,
    reason: 'By orders of customers who were found under the brand.',
  },
  {
    file: modules('tiers/standings.queries.ts'),
    count: 1,
    reason: 'By a posting of a gift that was found under the brand.',
  },
  {
    file: modules('touches/queries.ts'),
    count: 2,
    reason: 'Touches that were just claimed, and those of customers who were found under the brand.',
  },
  {
    file: 'apps/server/src/platform/documents/queries.ts',
    count: 5,
    reason: 'By the id of a version that was found under the brand.',
  },
];
