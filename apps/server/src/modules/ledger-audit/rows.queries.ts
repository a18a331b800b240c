import { Injectable } from '@nestjs/common';
import { AMOUNT_MAX, appendTo } from '@liuliang/domain';
import type { Reader } from '../../platform/db/statements';
import { FAULTS_MAX, inBrand } from './in-brand';

/** Rows of an area that name a transaction or hold of the ledger which committed with them (INV-11). */
interface Bundle {
  readonly what: string;
  readonly table: string;
  readonly key: string;
  /** The column that names the other row, which is 0 where there is none. */
  readonly names: string;
  readonly of: 'ledger_transaction' | 'points_hold';
  /** Which rows must name one; absent: those that name any. */
  readonly when?: string;
}

/** Read from the tables of the areas directly: an audit that asked the code it audits would prove nothing. */
const bundles: readonly Bundle[] = [
  {
    what: 'tier gift of customer',
    table: 'tier_gift',
    key: 'customer_id',
    names: 'transaction_id',
    of: 'ledger_transaction',
    when: 'x.points > 0',
  },
  {
    what: 'adjustment',
    table: 'points_adjustment',
    key: 'id',
    names: 'transaction_id',
    of: 'ledger_transaction',
    when: "x.state = 'posted'",
  },
  {
    what: 'opening balance',
    table: 'opening_balance',
    key: 'id',
    names: 'transaction_id',
    of: 'ledger_transaction',
    when: '1 = 1',
  },
  { what: 'gift order', table: 'gift_order', key: 'id', names: 'hold_id', of: 'points_hold' },
  { what: 'transfer', table: 'points_transfer', key: 'id', names: 'hold_id', of: 'points_hold' },
  { what: 'payout', table: 'payout', key: 'id', names: 'hold_id', of: 'points_hold' },
];

/** Statements over whole tables, each of which tells the truth about one instant by itself. */
@Injectable()
export class RowAuditQueries {
  /** Rows of the ledger that hang in the air: what a half-done or refused posting would leave behind. */
  async orphans(reader: Reader, brandId: number | null): Promise<string[]> {
    const faults: string[] = [];
    for (const [text, sql] of [
      ['account', `SELECT id FROM ledger_account WHERE version = 0${inBrand(brandId, 'brand_id')}`],
      [
        'lot',
        'SELECT p.id FROM points_lot p LEFT JOIN ledger_transaction t ON t.id = p.opened_by' +
          ` WHERE p.opened_by <> 0 AND t.id IS NULL${inBrand(brandId, 'p.brand_id')}`,
      ],
      [
        'move of lot',
        'SELECT m.lot_id AS id FROM points_lot_move m LEFT JOIN ledger_transaction t ON t.id = m.transaction_id' +
          ' LEFT JOIN points_lot p ON p.id = m.lot_id WHERE t.id IS NULL OR p.id IS NULL',
      ],
    ] as const) {
      const rows = await reader.query<{ id: number }>(`${sql} LIMIT ${FAULTS_MAX}`);
      appendTo(
        faults,
        rows.map(({ id }) => `${text} ${id}: no transaction stands behind it`),
      );
    }
    return faults;
  }

  /** Holds and other areas' rows that name what is not there. */
  async brokenBundles(reader: Reader, brandId: number | null): Promise<string[]> {
    const faults: string[] = [];
    const holds = await reader.query<{ id: number }>(
      "SELECT h.id FROM points_hold h LEFT JOIN ledger_transaction t ON t.id = h.id AND t.kind = 'hold'" +
        ' LEFT JOIN ledger_transaction s ON s.id = h.settled_by' +
        ` WHERE (t.id IS NULL OR (h.settled_by <> 0 AND s.id IS NULL) OR (h.settled_by = 0 AND h.state <> 'open'))` +
        `${inBrand(brandId, 'h.brand_id')} LIMIT ${FAULTS_MAX}`,
    );
    appendTo(
      faults,
      holds.map(({ id }) => `hold ${id}: its transaction is missing`),
    );
    const placed = await reader.query<{ id: number }>(
      "SELECT t.id FROM ledger_transaction t LEFT JOIN points_hold h ON h.id = t.id WHERE t.kind = 'hold' AND h.id IS NULL" +
        `${inBrand(brandId, 't.brand_id')} LIMIT ${FAULTS_MAX}`,
    );
    appendTo(
      faults,
      placed.map(({ id }) => `transaction ${id}: the hold that it placed is missing`),
    );
    for (const { what, table, key, names, of, when } of bundles) {
      const rows = await reader.query<{ id: number }>(
        `SELECT x.${key} AS id FROM ${table} x LEFT JOIN ${of} r ON r.id = x.${names}` +
          ` WHERE ${when ?? `x.${names} <> 0`} AND r.id IS NULL${inBrand(brandId, 'x.brand_id')} LIMIT ${FAULTS_MAX}`,
      );
      appendTo(
        faults,
        rows.map(({ id }) => `${what} ${id}: what it moved in the ledger is missing`),
      );
    }
    const lines = await reader.query<{ transactionId: number }>(
      'SELECT l.transaction_id AS transactionId FROM settlement_line l LEFT JOIN ledger_entry e' +
        ` ON e.transaction_id = l.transaction_id AND e.line = l.line WHERE e.transaction_id IS NULL LIMIT ${FAULTS_MAX}`,
    );
    appendTo(
      faults,
      lines.map((row) => `settlement line of transaction ${row.transactionId}: there is no such entry`),
    );
    return faults;
  }

  /** Amounts and balances of accounts in a range of ids that no posting can have. */
  async outOfRange(reader: Reader, after: number, until: number): Promise<string[]> {
    const entries = await reader.query<{ id: number }>(
      'SELECT DISTINCT e.transaction_id AS id FROM ledger_account a JOIN ledger_entry e ON e.account_id = a.id' +
        ` WHERE a.id > ? AND a.id <= ? AND (e.amount > ${AMOUNT_MAX} OR e.amount < -${AMOUNT_MAX}` +
        ` OR e.balance_after > ${Number.MAX_SAFE_INTEGER} OR e.balance_after < -${Number.MAX_SAFE_INTEGER}) LIMIT ${FAULTS_MAX}`,
      [after, until],
    );
    return entries.map(({ id }) => `transaction ${id}: an amount or balance is out of range`);
  }
}
