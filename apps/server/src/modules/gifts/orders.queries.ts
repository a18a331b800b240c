import { giftOrderLifecycle } from '@liuliang/domain';
import { given } from '../../platform/db/conditions';
import { States } from '../../platform/db/states';
import { queryIn, type Reader } from '../../platform/db/statements';
import { keysetSql, type ById, type Newest, type PageAsk } from '../../platform/http';
import { giftOrders, type GiftAudience, type GiftOrderRow, type GiftRow } from './entities';

/** An order with what its gift is called. */
export type NamedGiftOrderRow = GiftOrderRow & Pick<GiftRow, 'name' | 'picture'>;

export interface GiftOrderFilter {
  readonly state?: GiftOrderRow['state'] | undefined;
  readonly audience?: GiftAudience | undefined;
  readonly giftId?: number | undefined;
}

const NAMED = `SELECT ${giftOrders.columns('o')}, g.name, g.picture
  FROM gift_order o JOIN gift g ON g.id = o.gift_id WHERE o.brand_id = ?`;

export const orderStates = new States(giftOrders, giftOrderLifecycle);

export async function orderById(
  reader: Reader,
  brandId: number,
  id: number,
): Promise<NamedGiftOrderRow | null> {
  return (await reader.query<NamedGiftOrderRow>(`${NAMED} AND o.id = ?`, [brandId, id]))[0] ?? null;
}

/** @throws when there is none: its id was kept with an answer of ours */
export async function knownOrder(reader: Reader, brandId: number, id: number): Promise<NamedGiftOrderRow> {
  const order = await orderById(reader, brandId, id);
  if (!order) throw new Error('An order of a gift vanished');
  return order;
}

export async function orderByCode(
  reader: Reader,
  brandId: number,
  code: string,
): Promise<NamedGiftOrderRow | null> {
  const sql = `${NAMED} AND o.pickup_code = ?`;
  return (await reader.query<NamedGiftOrderRow>(sql, [brandId, code]))[0] ?? null;
}

/** Newest first. */
export async function ordersOfOwner(
  reader: Reader,
  brandId: number,
  kind: GiftAudience,
  ownerIds: readonly number[],
  page: PageAsk<Newest>,
): Promise<NamedGiftOrderRow[]> {
  const list = ownerIds.map(() => '?').join(',');
  const { sql, values } = keysetSql(page, { atMs: 'o.created_at_ms', id: 'o.id' });
  return reader.query<NamedGiftOrderRow>(`${NAMED} AND o.owner_kind = ? AND o.owner_id IN (${list})${sql}`, [
    brandId,
    kind,
    ...ownerIds,
    ...values,
  ]);
}

/** By time: ids grow with it. */
export async function latestOrders(
  reader: Reader,
  brandId: number,
  { state, audience, giftId }: GiftOrderFilter,
  page: PageAsk<ById>,
): Promise<NamedGiftOrderRow[]> {
  const wanted = Object.entries(given({ state, owner_kind: audience, gift_id: giftId }));
  const and = wanted.map(([column]) => ` AND o.${column} = ?`).join('');
  const { sql, values } = keysetSql(page, { id: 'o.id' });
  return reader.query<NamedGiftOrderRow>(`${NAMED}${and}${sql}`, [
    brandId,
    ...wanted.map(([, value]) => value as string | number),
    ...values,
  ]);
}

/** How many of each gift these people have reserved or taken; what was given back does not count. */
export async function countsOfOrders(
  reader: Reader,
  brandId: number,
  kind: GiftAudience,
  ownerIds: readonly number[],
  giftIds: readonly number[],
): Promise<Map<number, number>> {
  const owners = ownerIds.map(() => '?').join(',');
  const rows = await queryIn<{ giftId: number; count: number }>(
    reader,
    giftIds,
    (list) =>
      `SELECT gift_id AS giftId, COUNT(*) AS count FROM gift_order
        WHERE brand_id = ? AND owner_kind = ? AND owner_id IN (${owners})
        AND state IN ('reserved', 'collected') AND gift_id IN (${list}) GROUP BY gift_id`,
    [brandId, kind, ...ownerIds],
  );
  return new Map(rows.map((row) => [row.giftId, row.count]));
}
