import { Injectable } from '@nestjs/common';
import { insertRows, type Reader, type Tx } from '../../platform/db/statements';

export type GiftAudience = 'member' | 'guide';

export interface GiftRow {
  id: number;
  brand_id: number;
  name: string;
  description: string;
  picture: string;
  points: number;
  cash_fen: number;
  audience: GiftAudience;
  stock: number;
  left_count: number;
  held_count: number;
  taken_count: number;
  limit_each: number;
  state: 'draft' | 'live' | 'ended';
  created_at_ms: number;
  changed_at_ms: number;
}

const COLUMNS = [
  'id',
  'brand_id',
  'name',
  'description',
  'picture',
  'points',
  'cash_fen',
  'audience',
  'stock',
  'left_count',
  'held_count',
  'taken_count',
  'limit_each',
  'state',
  'created_at_ms',
  'changed_at_ms',
] as const;
const ALL = COLUMNS.join(', ');

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
    const sql = `SELECT ${ALL} FROM gift WHERE brand_id = ? AND id = ?`;
    return (await reader.query<GiftRow>(sql, [brandId, giftId]))[0] ?? null;
  }

  async lock(tx: Tx, brandId: number, giftId: number): Promise<GiftRow | null> {
    const sql = `SELECT ${ALL} FROM gift WHERE brand_id = ? AND id = ?${tx.dialect.forUpdate}`;
    return (await tx.query<GiftRow>(sql, [brandId, giftId]))[0] ?? null;
  }

  async all(reader: Reader, brandId: number): Promise<GiftRow[]> {
    return reader.query<GiftRow>(`SELECT ${ALL} FROM gift WHERE brand_id = ? ORDER BY id DESC`, [brandId]);
  }

  async shelf(reader: Reader, brandId: number, audience: GiftAudience): Promise<GiftRow[]> {
    return reader.query<GiftRow>(
      `SELECT ${ALL} FROM gift WHERE brand_id = ? AND state = 'live' AND audience = ? ORDER BY points, id`,
      [brandId, audience],
    );
  }

  async insert(tx: Tx, gift: GiftRow): Promise<void> {
    const row = COLUMNS.map((column) => gift[column]);
    await insertRows(tx, 'gift', COLUMNS, [row]);
  }

  /** @returns false when the stock would be less than what is held and taken */
  async change(tx: Tx, gift: GiftRow): Promise<boolean> {
    const changed = await tx.exec(
      `UPDATE gift SET name = ?, description = ?, picture = ?, points = ?, cash_fen = ?, audience = ?,
        limit_each = ?, changed_at_ms = ?, left_count = ? - held_count - taken_count, stock = ?
        WHERE id = ? AND held_count + taken_count <= ?`,
      [
        gift.name,
        gift.description,
        gift.picture,
        gift.points,
        gift.cash_fen,
        gift.audience,
        gift.limit_each,
        gift.changed_at_ms,
        gift.stock,
        gift.stock,
        gift.id,
        gift.stock,
      ],
    );
    return changed === 1;
  }

  async setState(tx: Tx, giftId: number, state: GiftRow['state'], nowMs: number): Promise<void> {
    await tx.exec('UPDATE gift SET state = ?, changed_at_ms = ? WHERE id = ?', [state, nowMs, giftId]);
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
  async move(tx: Tx, giftId: number, move: Exclude<StockMove, 'reserve'>): Promise<void> {
    const [from, to] = MOVES[move];
    const changed = await tx.exec(
      `UPDATE gift SET ${from} = ${from} - 1, ${to} = ${to} + 1 WHERE id = ? AND ${from} > 0`,
      [giftId],
    );
    if (changed !== 1) throw new Error('GIFTS-1: an order of a gift has no piece of its stock');
  }
}
