import { Injectable } from '@nestjs/common';
import { WHOLE_BRAND, type Day, type LayerRules } from '@liuliang/domain';
import type { Dialect } from '../../platform/db/dialect';
import type { Reader } from '../../platform/db/statements';
import { keysetSql, type PageAsk, type Place } from '../../platform/http';
import type { SqlPart } from './buyers.queries';
import { storesSql } from './segment.queries';
import { inForceOfCustomerSql, inForceSql, layerSql } from './layer-sql';

/** By what a list is in order; each has an index of its own. */
export type CustomerOrder = 'lastSeen' | 'spent' | 'joined';

/** Where a page goes on: what the list is sorted by, and who. */
export const CUSTOMER_ORDER = ['value', 'id'] as const;
export type CustomerPlace = Place<(typeof CUSTOMER_ORDER)[number]>;

/** The value of whoever was never seen: below everything that somebody can have spent, or be last seen at. */
export const NEVER = -1;

/** A least and a largest value, both included; what is left out is not asked for. */
export interface Range {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** Which customers a list shows; what is left out shows all. */
export interface CustomerListFilter {
  readonly brandId: number;
  /** Layer number on a day. */
  readonly layer?: { readonly number: number; readonly day: Day; readonly rules: LayerRules } | undefined;
  readonly isMember?: boolean | undefined;
  readonly tier?: number | undefined;
  /** Number of a channel in which they did anything. */
  readonly channel?: number | undefined;
  /** Paid before refunds. Whoever was never seen has no figure and is left out by a range. */
  readonly spentFen?: Range | undefined;
  readonly lastSeenMs?: Range | undefined;
  /** Home stores that are asked for and that the reader may see; null: all. */
  readonly storeScope: readonly number[] | null;
}

const BY_TOTALS = { lastSeen: 'last_seen_at_ms', spent: 'paid_fen' } as const;

@Injectable()
export class CustomerListQueries {
  /** Customers seen at least once, by a figure of theirs, behind a place. */
  async seen(
    reader: Reader,
    filter: CustomerListFilter,
    by: keyof typeof BY_TOTALS,
    page: PageAsk<CustomerPlace>,
  ): Promise<CustomerPlace[]> {
    const column = BY_TOTALS[by];
    const where = walkedSql(reader.dialect, filter);
    const { sql, values } = keysetSql(page, { value: `t.${column}`, id: 't.customer_id' });
    const index = reader.dialect.walk('customer_total', `ix_customer_total_brand_id_${column}_customer_id`);
    return reader.query<CustomerPlace>(
      `SELECT t.customer_id AS id, t.${column} AS value
       FROM customer_total t${index} ${reader.dialect.thenJoin} customer c ON c.id = t.customer_id
       WHERE t.brand_id = ? ${where.sql}${sql}`,
      [filter.brandId, ...where.values, ...values],
    );
  }

  /** Customers of whom nothing but an identity is known, seen at no instant, by id. */
  async neverSeen(
    reader: Reader,
    filter: CustomerListFilter,
    page: PageAsk<CustomerPlace>,
  ): Promise<CustomerPlace[]> {
    const where = walkedSql(reader.dialect, filter);
    const { after } = page;
    const { sql, values } = keysetSql({ ...page, after: after && { id: after.id } }, { id: 'c.id' });
    return reader.query<CustomerPlace>(
      `SELECT c.id AS id, ${NEVER} AS value
       FROM customer c LEFT JOIN customer_total t ON t.customer_id = c.id
       WHERE c.brand_id = ? AND t.customer_id IS NULL ${where.sql}${sql}`,
      [filter.brandId, ...where.values, ...values],
    );
  }

  /** Customers by the day they joined, whoever did not at the end. */
  async byJoining(
    reader: Reader,
    filter: CustomerListFilter,
    page: PageAsk<CustomerPlace>,
  ): Promise<CustomerPlace[]> {
    const where = walkedSql(reader.dialect, filter);
    const { sql, values } = keysetSql(page, { value: 'c.joined_at_ms', id: 'c.id' });
    const index = reader.dialect.walk('customer', 'ix_customer_brand_id_joined_at_ms_id');
    return reader.query<CustomerPlace>(
      `SELECT c.id AS id, c.joined_at_ms AS value
       FROM customer c${index} LEFT JOIN customer_total t ON t.customer_id = c.id
       WHERE c.brand_id = ? ${where.sql}${sql}`,
      [filter.brandId, ...where.values, ...values],
    );
  }

  /** As the walks above where filters leave few: those few are found by the filter's own index, and sorted. */
  async few(
    reader: Reader,
    filter: CustomerListFilter,
    by: CustomerOrder,
    page: PageAsk<CustomerPlace>,
    max: number,
  ): Promise<CustomerPlace[]> {
    const where = foundSql(filter);
    const value = by === 'joined' ? 'c.joined_at_ms' : `COALESCE(t.${BY_TOTALS[by]}, ${NEVER})`;
    const { sql, values } = keysetSql(page, { value: 'value', id: 'id' });
    return reader.query<CustomerPlace>(
      `SELECT id, value FROM (SELECT c.id AS id, ${value} AS value
       FROM customer c LEFT JOIN customer_total t ON t.customer_id = c.id
       WHERE c.brand_id = ? ${where.sql} LIMIT ?) AS found WHERE 1 = 1 ${sql}`,
      [filter.brandId, ...where.values, max, ...values],
    );
  }

  /** How many there are, but no more than so many. */
  async countUpTo(reader: Reader, filter: CustomerListFilter, max: number): Promise<number> {
    const where = foundSql(filter);
    const totals = hasRange(filter) ? 'JOIN customer_total t ON t.customer_id = c.id' : '';
    const [row] = await reader.query<{ customers: number }>(
      `SELECT COUNT(*) AS customers FROM
       (SELECT c.id FROM customer c ${totals} WHERE c.brand_id = ? ${where.sql} LIMIT ?) AS counted`,
      [filter.brandId, ...where.values, max],
    );
    return row?.customers ?? 0;
  }

  /** The next customers of a brand by id, whoever they are: a step of a walk over all of them. */
  async idsAfter(reader: Reader, brandId: number, afterId: number, limit: number): Promise<number[]> {
    const rows = await reader.query<{ id: number }>(
      'SELECT id FROM customer WHERE brand_id = ? AND id > ? ORDER BY id LIMIT ?',
      [brandId, afterId, limit],
    );
    return rows.map((row) => row.id);
  }

  /** Whether each of these customers passes the filter. */
  async passing(
    reader: Reader,
    filter: CustomerListFilter,
    customerIds: readonly number[],
  ): Promise<number[]> {
    if (customerIds.length === 0) return [];
    const where = walkedSql(reader.dialect, filter);
    const rows = await reader.query<{ id: number }>(
      `SELECT c.id AS id FROM customer c LEFT JOIN customer_total t ON t.customer_id = c.id
       WHERE c.brand_id = ? AND c.id IN (${customerIds.map(() => '?').join(',')}) ${where.sql} ORDER BY c.id`,
      [filter.brandId, ...customerIds, ...where.values],
    );
    return rows.map((row) => row.id);
  }

  /** Who bought the order with this number of the seller or this row id. */
  async buyersOf(reader: Reader, brandId: number, orderNumber: string, orderId: number): Promise<number[]> {
    const rows = await reader.query<{ customerId: number }>(
      `SELECT customer_id AS customerId FROM sale_order WHERE brand_id = ? AND order_key = ?
       UNION SELECT customer_id AS customerId FROM sale_order WHERE +brand_id = ? AND id = ?`,
      [brandId, Buffer.from(orderNumber), brandId, orderId],
    );
    return rows.map((row) => row.customerId);
  }
}

export const hasRange = ({ spentFen, lastSeenMs }: CustomerListFilter): boolean =>
  spentFen !== undefined || lastSeenMs !== undefined;

/**
 * For a walk in the list's order: each customer on the way is asked about by keys. A subquery for one value is never
 * turned by an engine into a list of everybody that it would make before the first row.
 */
function walkedSql(dialect: Dialect, filter: CustomerListFilter): SqlPart {
  const { brandId, layer, tier, channel } = filter;
  const parts = [commonSql(filter, '+')];
  const ofCustomer = `FROM customer_day d${dialect.walk('customer_day', 'primary')}
    WHERE d.brand_id = ? AND d.customer_id = c.id`;
  if (tier !== undefined)
    parts.push({
      sql: 'AND (SELECT s.level FROM customer_tier s WHERE s.customer_id = c.id AND +s.brand_id = ?) = ?',
      values: [brandId, tier],
    });
  if (layer)
    parts.push({
      sql: `AND COALESCE((SELECT ${layerSql(layer.rules, layer.day, 'd')} ${ofCustomer} AND d.scope = ${WHOLE_BRAND} AND ${inForceOfCustomerSql(layer.day, 'd')} LIMIT 1), 0) = ?`,
      values: [brandId, layer.number],
    });
  if (channel !== undefined)
    parts.push({
      sql: `AND (SELECT 1 ${ofCustomer} AND d.scope = ? LIMIT 1) = 1`,
      values: [brandId, channel],
    });
  return joined(parts);
}

/** For whoever passes and nobody else: the engine begins with the narrowest list that the filter gives. */
function foundSql(filter: CustomerListFilter): SqlPart {
  const { brandId, layer, tier, channel } = filter;
  const parts = [commonSql(filter, '')];
  if (tier !== undefined)
    parts.push({
      sql: 'AND c.id IN (SELECT customer_id FROM customer_tier WHERE brand_id = ? AND level = ?)',
      values: [brandId, tier],
    });
  if (layer) {
    const isNone = layer.number === 0;
    parts.push({
      sql: `AND c.id ${isNone ? 'NOT IN' : 'IN'} (SELECT customer_id FROM customer_day
        WHERE brand_id = ? AND scope = ${WHOLE_BRAND} AND ${inForceSql(layer.day)}
          AND ${layerSql(layer.rules, layer.day)} ${isNone ? '> 0' : `= ${Math.trunc(layer.number)}`})`,
      values: [brandId],
    });
  }
  if (channel !== undefined)
    parts.push({
      sql: 'AND c.id IN (SELECT customer_id FROM customer_day WHERE brand_id = ? AND scope = ?)',
      values: [brandId, channel],
    });
  return joined(parts);
}

/** @param aside a plus before a range keeps SQLite from leaving the order that it walks in */
function commonSql(
  { isMember, spentFen, lastSeenMs, storeScope }: CustomerListFilter,
  aside: string,
): SqlPart {
  const stores = storesSql(storeScope);
  const member = isMember === undefined ? '' : `AND c.joined_at_ms ${isMember ? '>' : '='} 0`;
  const ranges = [
    rangeSql(`${aside}t.paid_fen`, spentFen),
    rangeSql(`${aside}t.last_seen_at_ms`, lastSeenMs),
  ];
  return joined([{ sql: `AND +c.alias_of = 0 ${member}`, values: [] }, stores, ...ranges]);
}

function rangeSql(column: string, { from, to }: Range = {}): SqlPart {
  return joined([
    from === undefined ? NOTHING : { sql: `AND ${column} >= ?`, values: [from] },
    to === undefined ? NOTHING : { sql: `AND ${column} <= ?`, values: [to] },
  ]);
}

const NOTHING: SqlPart = { sql: '', values: [] };

const joined = (parts: readonly SqlPart[]): SqlPart => ({
  sql: parts.map(({ sql }) => sql).join(' '),
  values: parts.flatMap(({ values }) => values),
});
