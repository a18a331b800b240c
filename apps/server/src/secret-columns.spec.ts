import { schema } from './areas';

/**
 * Every column of bytes is either known to a rotation of the secret or listed here. A new one fails until somebody has
 * said whether a key of the secret makes what is in it; one made with it belongs into its area's manifest.
 */
const MADE_WITHOUT_THE_SECRET: Readonly<Record<string, readonly string[]>> = {
  'what others call a thing': [
    ...[
      'channel.code',
      'guide.code',
      'store.code',
      'operator.login',
      'sale_order_line.item',
      'told_order_line.item',
      'item.code',
      'item_category.path',
      'event.eventKey',
    ],
    ...['gift_order.orderKey', 'order_points.orderKey', 'refund.orderKey', 'sale_order.orderKey'],
    'told_order.orderKey',
    ...['import_fact.factKey', 'reminder_fact.templateId', 'reminder_grant.templateId'],
    ...['refund.refundKey', 'order_points_return.refundKey', 'opening_balance.lineKey'],
    ...['withdrawn_refund.orderKey', 'withdrawn_refund.refundKey'],
  ],
  'keys of requests, and what we call a thing ourselves': [
    ...['idempotency.idemKey', 'idempotency.principal', 'signature_nonce.nonce', 'order_points.requestKey'],
    ...[
      'bulk_act.requestKey',
      'points_adjustment.requestKey',
      'points_exchange.exchangeKey',
      'points_hold.holdKey',
    ],
    ...['points_transfer.transferKey', 'payout.payoutKey', 'tier_pass.passKey', 'touch.touchKey'],
    ...['earning_budget_again.fromKey', 'earning_budget_draw.factKey', 'ledger_transaction.postingKey'],
    ...['reminder_fact.factKey'],
  ],
  'hashes that anybody can compute who has what was hashed': [
    ...['audit_log.hash', 'audit_log.previousHash', 'ledger_root.previousRoot', 'ledger_root.root'],
    ...['ledger_transaction.hash', 'ledger_transaction.previousHash', 'ledger_transaction.requestHash'],
    ...['ledger_writer.hash', 'settlement_statement.contentHash', 'idempotency.requestHash'],
    ...['session.refreshHash', 'session.spentHash'],
  ],
  'drawn by chance': ['audit_note.salt'],
  'lists of ids': ['layer_list.customers'],
  'the rotation’s own': [
    'secret_kept_key.sealed',
    'secret_state.fingerprint',
    'secret_state.nextFingerprint',
  ],
  'made with it, and kept as it is: append-only, and compared with nothing (decision 26)': [
    'sale_order_version.contentHash',
  ],
};

const { rows, lapsing } = schema.secret;
const declared = [...rows, ...lapsing].flatMap(({ table, columns }) =>
  columns.map((column) => `${table}.${column}`),
);
const columns = schema.tables.flatMap(({ name, definition }) =>
  Object.entries(definition).map(([column, { type }]) => ({ column: `${name}.${column}`, type })),
);
const sorted = (names: readonly string[]): string[] => [...new Set(names)].sort();

describe('what depends on the secret', () => {
  it('is every column of bytes that is not made without it', () => {
    const others = Object.values(MADE_WITHOUT_THE_SECRET).flat();
    const bytes = columns.filter(({ type }) => type === 'bytes').map(({ column }) => column);
    const known = new Set(declared);
    expect(sorted(bytes.filter((column) => !known.has(column)))).toEqual(sorted(others));
  });

  it('is declared of columns that there are, of a table once', () => {
    const names = new Set(columns.map(({ column }) => column));
    expect(declared.filter((one) => !names.has(one))).toEqual([]);
    const tables = [...rows, ...lapsing].map(({ table }) => table);
    expect(sorted(tables)).toHaveLength(tables.length);
  });
});
