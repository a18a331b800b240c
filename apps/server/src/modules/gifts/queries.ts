import { Injectable } from '@nestjs/common';
import { Stock } from '../../platform/db/stock';
import type { Reader, Tx } from '../../platform/db/statements';
import type { RowOf } from '../../platform/db/table';
import { gifts } from './entities';

export type GiftRow = RowOf<typeof gifts>;
export type GiftAudience = GiftRow['audience'];

/** Gifts and their stock. */
@Injectable()
export class GiftsQueries {
  readonly stock = new Stock('gift');

  async byId(reader: Reader, brandId: number, giftId: number): Promise<GiftRow | null> {
    return gifts.one(reader, brandId, { id: giftId });
  }

  async lock(tx: Tx, brandId: number, giftId: number): Promise<GiftRow | null> {
    return gifts.one(tx, brandId, { id: giftId }, { lock: 'update' });
  }

  async all(reader: Reader, brandId: number): Promise<GiftRow[]> {
    return gifts.select(reader, brandId, {}, { order: 'id DESC' });
  }

  async shelf(reader: Reader, brandId: number, audience: GiftAudience): Promise<GiftRow[]> {
    return gifts.select(reader, brandId, { state: 'live', audience }, { order: 'points, id' });
  }

  async insert(tx: Tx, gift: GiftRow): Promise<void> {
    await gifts.insert(tx, [gift]);
  }

  /** How many there are, for the audit. */
  async count(reader: Reader, brandId: number | null): Promise<number> {
    const all = gifts.acrossBrands('the audit reads every brand, or one');
    return all.count(reader, brandId === null ? {} : { brandId });
  }

  /** Gifts whose held or taken pieces are not those of their orders; one statement, so that both are of one instant. */
  async unlikeOrders(reader: Reader, brandId: number | null, limit: number): Promise<number[]> {
    const rows = await reader.query<{ id: number }>(
      `SELECT g.id FROM gift g LEFT JOIN gift_order o ON o.gift_id = g.id
       ${brandId === null ? '' : 'WHERE g.brand_id = ?'} GROUP BY g.id, g.held_count, g.taken_count
       HAVING g.held_count <> SUM(CASE WHEN o.state = 'reserved' THEN 1 ELSE 0 END)
         OR g.taken_count <> SUM(CASE WHEN o.state = 'collected' THEN 1 ELSE 0 END) ORDER BY g.id LIMIT ?`,
      brandId === null ? [limit] : [brandId, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** @returns false when the stock would be less than what is held and taken */
  async change(tx: Tx, gift: GiftRow): Promise<boolean> {
    const { id, brandId, name, description, picture, points, cashFen, audience, limitEach, changedAtMs } =
      gift;
    // First, so that what is left is counted from the stock that holds from now on.
    if (!(await this.stock.resize(tx, gift, gift.stock))) return false;
    const words = { name, description, picture, points, cashFen, audience, limitEach, changedAtMs };
    return (await gifts.set(tx, brandId, { id }, words)) === 1;
  }

  async setState(tx: Tx, gift: GiftRow, state: GiftRow['state'], nowMs: number): Promise<void> {
    await gifts.set(tx, gift.brandId, { id: gift.id }, { state, changedAtMs: nowMs });
  }
}
