import { Injectable } from '@nestjs/common';
import type { Reader, Value } from '../../platform/db/statements';
import type { Place } from '../../platform/http';

/** Kinds of steps, in the order in which steps of one instant are shown: the newest cause last. */
export const TIMELINE_KINDS = ['event', 'order', 'refund', 'points', 'touch'] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

/** One step of a journey as it is stored. */
export interface TimelineRow {
  readonly id: number;
  /** The place of its kind in TIMELINE_KINDS. */
  readonly kindRank: number;
  readonly type: string;
  readonly occurredAtMs: number;
  /** Channel code, empty: none. */
  readonly channel: Buffer | string;
  /** Store code, empty: none. */
  readonly store: Buffer | string;
  readonly reference: Buffer | string;
  readonly amountFen: number | null;
  readonly points: number | null;
}

/** The last step already shown. */
export type TimelinePlace = Place<'occurredAtMs' | 'kindRank' | 'id'>;

interface Source {
  /** Columns after id, rank and occurredAtMs. */
  readonly select: string;
  readonly from: string;
  readonly id: string;
  readonly customer: string;
  readonly at: string;
  readonly where: string;
}

const PLACES = (
  row: string,
): string => `LEFT JOIN channel c ON c.brand_id = ${row}.brand_id AND c.number = ${row}.channel
  LEFT JOIN store s ON s.id = ${row}.store_id`;
const PLACE = `COALESCE(c.code, '') AS channel, COALESCE(s.name, '') AS store`;

const SOURCES: Readonly<Record<TimelineKind, Source>> = {
  event: {
    select: `e.type AS type, ${PLACE}, e.item AS reference, NULL AS amountFen, NULL AS points`,
    from: `event e ${PLACES('e')}`,
    id: 'e.id',
    customer: 'e.customer_id',
    at: 'e.occurred_at_ms',
    where: '',
  },
  order: {
    select: `'order.paid' AS type, ${PLACE}, o.order_key AS reference, o.amount_fen AS amountFen, NULL AS points`,
    from: `sale_order o ${PLACES('o')}`,
    id: 'o.id',
    customer: 'o.customer_id',
    at: 'o.paid_at_ms',
    where: '',
  },
  refund: {
    select: `'order.refunded' AS type, ${PLACE}, o.order_key AS reference, r.amount_fen AS amountFen, NULL AS points`,
    from: `sale_order o JOIN refund r ON r.order_id = o.id ${PLACES('o')}`,
    id: 'r.id',
    customer: 'o.customer_id',
    at: 'r.refunded_at_ms',
    where: `AND r.state = 'applied'`,
  },
  points: {
    select: `t.kind AS type, '' AS channel, '' AS store, '' AS reference, NULL AS amountFen, e.amount AS points`,
    from: `ledger_account a JOIN ledger_entry e ON e.account_id = a.id JOIN ledger_transaction t ON t.id = e.transaction_id`,
    id: 't.id',
    customer: 'a.owner_id',
    at: 't.occurred_at_ms',
    where: `AND a.owner_kind = 'member' AND a.asset = 'points' AND a.bucket = 'available'`,
  },
  touch: {
    select: `t.template AS type, t.channel AS channel, '' AS store, '' AS reference, NULL AS amountFen, NULL AS points`,
    from: 'touch t',
    id: 't.id',
    customer: 't.customer_id',
    at: 't.sent_at_ms',
    where: `AND t.state = 'accepted'`,
  },
};

/** Reads the journey across the areas that keep it; insights may read those tables and never writes them. */
@Injectable()
export class TimelineQueries {
  /** Steps of one kind before a place, newest first. @param family the customer's own id and its aliases */
  async steps(
    reader: Reader,
    brandId: number,
    kind: TimelineKind,
    family: readonly number[],
    before: TimelinePlace | null,
    limit: number,
  ): Promise<TimelineRow[]> {
    const source = SOURCES[kind];
    const rank = TIMELINE_KINDS.indexOf(kind);
    const { sql, values } = beforeSql(source, rank, before);
    const brand = kind === 'points' ? 'a' : source.customer.split('.')[0];
    return reader.query<TimelineRow>(
      `SELECT ${source.id} AS id, ${rank} AS kindRank, ${source.at} AS occurredAtMs, ${source.select} FROM ${source.from}
       WHERE ${brand}.brand_id = ? AND ${source.customer} IN (${family.map(() => '?').join(',')}) ${source.where} ${sql}
       ORDER BY ${source.at} DESC, ${source.id} DESC LIMIT ?`,
      [brandId, ...family, ...values, limit],
    );
  }

  /** The customer's own id and every alias of it: what their history is filed under. */
  async familyOf(reader: Reader, brandId: number, customerId: number): Promise<number[]> {
    const aliases = await reader.query<{ id: number }>(
      'SELECT id FROM customer WHERE +brand_id = ? AND alias_of = ? ORDER BY id',
      [brandId, customerId],
    );
    return [customerId, ...aliases.map((alias) => alias.id)];
  }
}

/** Newest first by instant, then kind, then id, all descending: what comes strictly after the place. */
function beforeSql(
  { at, id }: Source,
  rank: number,
  before: TimelinePlace | null,
): { sql: string; values: Value[] } {
  if (!before) return { sql: '', values: [] };
  if (rank < before.kindRank) return { sql: `AND ${at} <= ?`, values: [before.occurredAtMs] };
  if (rank > before.kindRank) return { sql: `AND ${at} < ?`, values: [before.occurredAtMs] };
  return {
    sql: `AND ${at} <= ? AND (${at} < ? OR ${id} < ?)`,
    values: [before.occurredAtMs, before.occurredAtMs, before.id],
  };
}
