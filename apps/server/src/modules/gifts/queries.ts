import { Injectable } from '@nestjs/common';
import type { Reader, Tx } from '../../platform/db/statements';
import type { RowOf } from '../../platform/db/table';
import { gifts } from './entities';

export type GiftRow = RowOf<typeof gifts>;
export type GiftAudience = GiftRow['audience'];

/** Where one piece of stock goes. */
export type StockMove = 'reserve' | 'collect' | 'give back' | 'return';

const MOVES: Record<StockMove, readonly [from: string, to: string]> = {
  reserve: ['left_count', 'held_count'],
  collect: ['held_count', 'taken_count'],
  'give back': ['held_count', 'left_count'],
  return: ['taken_count', 'left_count'],
};

/** Gifts and their stock: stock = left + held + taken, always, because every change moves a piece from one to another. */
@Injectable()
export class GiftsQueries {
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

  /** @returns false when the stock would be less than what is held and taken */
  async change(tx: Tx, gift: GiftRow): Promise<boolean> {
    const { id, brandId, name, description, picture, points, cashFen, audience, limitEach, changedAtMs } =
      gift;
    // First, so that what is left is counted from the stock that holds from now on.
    const changed = await tx.exec(
      `UPDATE gift SET left_count = ? - held_count - taken_count, stock = ?
        WHERE id = ? AND brand_id = ? AND held_count + taken_count <= ?`,
      [gift.stock, gift.stock, id, brandId, gift.stock],
    );
    if (changed !== 1) return false;
    const words = { name, description, picture, points, cashFen, audience, limitEach, changedAtMs };
    return (await gifts.set(tx, brandId, { id }, words)) === 1;
  }

  async setState(tx: Tx, gift: GiftRow, state: GiftRow['state'], nowMs: number): Promise<void> {
    await gifts.set(tx, gift.brandId, { id: gift.id }, { state, changedAtMs: nowMs });
  }

  /** Takes one piece off the shelf. @returns false when none is left, or the gift is not on the shelf */
  async reserve(tx: Tx, brandId: number, giftId: number, audience: GiftAudience): Promise<boolean> {
    const changed = await tx.exec(
      `UPDATE gift SET left_count = left_count - 1, held_count = held_count + 1
        WHERE id = ? AND brand_id = ? AND state = 'live' AND audience = ? AND left_count > 0`,
      [giftId, brandId, audience],
    );
    return changed === 1;
  }

  /** @throws when there is nothing to move: an order and its gift have come apart */
  async move(tx: Tx, brandId: number, giftId: number, move: Exclude<StockMove, 'reserve'>): Promise<void> {
    const [from, to] = MOVES[move];
    const changed = await tx.exec(
      `UPDATE gift SET ${from} = ${from} - 1, ${to} = ${to} + 1 WHERE id = ? AND brand_id = ? AND ${from} > 0`,
      [giftId, brandId],
    );
    if (changed !== 1) throw new Error('GIFTS-1: an order of a gift has no piece of its stock');
  }
}
