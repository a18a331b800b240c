import { giftOrderLifecycle } from '@liuliang/domain';
import { given } from '../../platform/db/conditions';
import { States } from '../../platform/db/states';
import { queryIn, type Reader } from '../../platform/db/statements';
import { keysetSql, type ById, type Newest, type PageAsk } from '../../platform/http';
import { giftOrders, gifts, type GiftAudience, type GiftOrderRow, type GiftRow } from './entities';

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

/** @param forms how its code may be stored */
export async function orderByCode(
  reader: Reader,
  brandId: number,
  forms: readonly string[],
): Promise<NamedGiftOrderRow | null> {
  const sql = `${NAMED} AND o.pickup_code IN (${forms.map(() => '?').join(',')})`;
  return (await reader.query<NamedGiftOrderRow>(sql, [brandId, ...forms]))[0] ?? null;
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

/** What a guide handed over, newest first, also what was brought back since. */
export async function handedOverBy(
  reader: Reader,
  brandId: number,
  guideId: number,
  page: PageAsk<Newest>,
): Promise<NamedGiftOrderRow[]> {
  const { sql, values } = keysetSql(page, { atMs: 'o.handed_at_ms', id: 'o.id' });
  return reader.query<NamedGiftOrderRow>(`${NAMED} AND o.handed_by = ?${sql}`, [brandId, guideId, ...values]);
}

/** A gift that waits at the counter for a member. */
export interface WaitingGift {
  readonly ownerId: number;
  readonly name: string;
  readonly expiresAtMs: number;
}

/** Gifts that wait for members, the first to lapse first. @param ownerIds with the ids of who was merged into them */
export async function waitingGifts(
  reader: Reader,
  brandId: number,
  ownerIds: readonly number[],
): Promise<WaitingGift[]> {
  const waiting = await queryIn<WaitingGift>(
    reader,
    ownerIds,
    (list) =>
      'SELECT o.owner_id AS ownerId, g.name, o.expires_at_ms AS expiresAtMs FROM gift_order o' +
      " JOIN gift g ON g.id = o.gift_id WHERE o.brand_id = ? AND o.owner_kind = 'member'" +
      ` AND o.owner_id IN (${list}) AND o.state = 'reserved' AND o.expires_at_ms > ?`,
    [brandId],
    [reader.nowMs()],
  );
  return waiting.sort((a, b) => a.expiresAtMs - b.expiresAtMs);
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

/** What was reserved or taken; what was given back does not count. */
const takenBy = (owners: readonly number[]): string =>
  `o.owner_kind = ? AND o.owner_id IN (${owners.map(() => '?').join(',')}) AND o.state IN ('reserved', 'collected')`;

/** A gift that may be taken, with how many of it these people have. */
export type ShelvedGift = GiftRow & { readonly mine: number };

/** What is on the shelf for people of a kind, the cheapest first, or one gift of it. */
export async function shelfOf(
  reader: Reader,
  brandId: number,
  kind: GiftAudience,
  ownerIds: readonly number[],
  giftId: number | null,
): Promise<ShelvedGift[]> {
  const one = giftId === null ? '' : ' AND g.id = ?';
  const sql = `SELECT ${gifts.columns('g')}, (SELECT COUNT(*) FROM gift_order o
      WHERE o.brand_id = g.brand_id AND o.gift_id = g.id AND ${takenBy(ownerIds)}) AS mine
    FROM gift g WHERE g.brand_id = ? AND g.state = 'live' AND g.audience = ?${one} ORDER BY g.points, g.id`;
  const which = giftId === null ? [] : [giftId];
  return gifts.query<ShelvedGift>(reader, sql, [kind, ...ownerIds, brandId, kind, ...which]);
}

/** How many of a gift these people have. */
export async function countOfOrders(
  reader: Reader,
  brandId: number,
  kind: GiftAudience,
  ownerIds: readonly number[],
  giftId: number,
): Promise<number> {
  const sql = `SELECT COUNT(*) AS count FROM gift_order o
    WHERE o.brand_id = ? AND o.gift_id = ? AND ${takenBy(ownerIds)}`;
  const rows = await reader.query<{ count: number }>(sql, [brandId, giftId, kind, ...ownerIds]);
  return rows[0]?.count ?? 0;
}
