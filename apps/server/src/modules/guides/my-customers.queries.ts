import { NEVER_MS } from '@liuliang/domain';
import type { Reader, Value } from '../../platform/db/statements';
import { keysetSql, type Newest, type PageAsk } from '../../platform/http';
import { customers, type CustomerRow } from '../members';

/** What a guide asks of the customers they look after; what is left out is not asked. */
export interface MyCustomersFilter {
  readonly brandId: number;
  readonly guideId: number;
  /** One of them, or nobody. */
  readonly customerId?: number | undefined;
  /** Buckets that a name must be in: the name itself decides. */
  readonly buckets?: readonly Buffer[] | undefined;
  readonly tier?: number | undefined;
  readonly hasGift?: boolean | undefined;
  readonly hasBirthday?: boolean | undefined;
  /** Points that end before it. */
  readonly expiresBeforeMs?: number | undefined;
  /** Nothing was bought since. */
  readonly notBoughtSinceMs?: number | undefined;
}

/** A customer by the contact with their guide. */
export interface ContactRow extends Pick<CustomerRow, 'nickname' | 'mobile'> {
  /** Of the binding, with the instant of the contact the place in the list. */
  readonly id: number;
  readonly atMs: number;
  readonly customerId: number;
}

interface Part {
  readonly sql: string;
  readonly values: readonly Value[];
}

/**
 * Customers whom a guide looks after today, the latest contact first, walked in the order of an index: each on the way is
 * asked about by keys, cards before their bindings: turned round, each would be held against all. Of somebody who was
 * merged, and had a guide under each card, the first guide counts (BINDINGS-1).
 */
export async function customersOfGuide(
  reader: Reader,
  filter: MyCustomersFilter,
  page: PageAsk<Newest>,
): Promise<ContactRow[]> {
  const { dialect } = reader;
  const binding = dialect.walk('guide_binding', 'ix_guide_binding_guide_id_ended_at_ms_contact_at_ms_id');
  const aliases = dialect.walk('customer', 'ix_customer_alias_of');
  const parts = partsOf(filter, reader.nowMs(), aliases);
  const { sql, values } = keysetSql(page, { atMs: 'b.contact_at_ms', id: 'b.id' });
  const isEarlier = `e.ended_at_ms = ${NEVER_MS} AND (e.bound_at_ms < b.bound_at_ms OR (e.bound_at_ms = b.bound_at_ms AND e.id < b.id))`;
  return customers.query<ContactRow>(
    reader,
    `SELECT b.id, b.contact_at_ms AS atMs, ${customers.columns('c', ['nickname', 'mobile'])}, c.id AS customerId
     FROM guide_binding b${binding} ${dialect.thenJoin} customer f ON f.id = b.customer_id
     ${dialect.thenJoin} customer c ON c.id = CASE f.alias_of WHEN 0 THEN f.id ELSE f.alias_of END
     WHERE b.guide_id = ? AND b.ended_at_ms = ? AND +b.brand_id = ? AND +c.erased_at_ms = 0
       AND NOT EXISTS (SELECT 1 FROM guide_binding e WHERE e.customer_id = c.id AND ${isEarlier})
       AND NOT EXISTS (SELECT 1 FROM customer a${aliases} ${dialect.thenJoin} guide_binding e ON e.customer_id = a.id
         WHERE a.alias_of = c.id AND ${isEarlier})
       ${parts.map((part) => part.sql).join(' ')}${sql}`,
    [filter.guideId, NEVER_MS, filter.brandId, ...parts.flatMap((part) => part.values), ...values],
  );
}

function partsOf(filter: MyCustomersFilter, nowMs: number, aliases: string): Part[] {
  const { brandId, customerId, buckets = [], tier, expiresBeforeMs, notBoughtSinceMs } = filter;
  const parts: Part[] = buckets.map((gram) => ({
    sql: 'AND EXISTS (SELECT 1 FROM customer_name_gram n WHERE n.brand_id = ? AND n.gram = ? AND n.customer_id = c.id)',
    values: [brandId, gram],
  }));
  if (customerId !== undefined) parts.push({ sql: 'AND +c.id = ?', values: [customerId] });
  if (tier !== undefined)
    parts.push({
      sql: 'AND (SELECT s.level FROM customer_tier s WHERE s.customer_id = c.id AND +s.brand_id = ?) = ?',
      values: [brandId, tier],
    });
  if (expiresBeforeMs !== undefined)
    parts.push({
      sql: `AND EXISTS (SELECT 1 FROM points_lot l WHERE l.brand_id = ? AND l.owner_kind = 'member' AND l.owner_id = c.id
        AND l.asset = 'points' AND l.is_open = 1 AND l.remaining > 0 AND l.expires_at_ms > ? AND l.expires_at_ms <= ?)`,
      values: [brandId, nowMs, expiresBeforeMs],
    });
  if (notBoughtSinceMs !== undefined)
    parts.push({
      sql: `AND COALESCE((SELECT t.last_order_at_ms FROM customer_total t
        WHERE t.customer_id = c.id AND +t.brand_id = ?), 0) < ?`,
      values: [brandId, notBoughtSinceMs],
    });
  if (filter.hasGift === true)
    parts.push(
      ofAnyCard(aliases, (of) => ({
        sql: `SELECT 1 FROM gift_order o WHERE o.brand_id = ? AND o.owner_kind = 'member' AND o.owner_id = ${of}.id
          AND o.state = 'reserved' AND o.expires_at_ms > ?`,
        values: [brandId, nowMs],
      })),
    );
  if (filter.hasBirthday === true)
    parts.push(
      ofAnyCard(aliases, (of) => ({
        sql: `SELECT 1 FROM customer_birthday y WHERE y.customer_id = ${of}.id AND +y.brand_id = ?`,
        values: [brandId],
      })),
    );
  return parts;
}

/** Whether something is filed under a customer, or under one who was merged into them. */
function ofAnyCard(aliases: string, filed: (of: 'c' | 'a') => Part): Part {
  const [own, alias] = [filed('c'), filed('a')];
  return {
    sql: `AND (EXISTS (${own.sql}) OR EXISTS (SELECT 1 FROM customer a${aliases} WHERE a.alias_of = c.id
      AND +a.brand_id = c.brand_id AND EXISTS (${alias.sql})))`,
    values: [...own.values, ...alias.values],
  };
}
