import { Injectable } from '@nestjs/common';
import { insertRows, queryIn, type Reader, type Tx } from '../../platform/db/statements';
import type { GiftAudience } from './queries';
import type { Newest } from '../../platform/http';

export type GiftOrderState = 'reserved' | 'collected' | 'cancelled' | 'lapsed' | 'returned';

export interface GiftOrderRow {
  id: number;
  brand_id: number;
  gift_id: number;
  owner_kind: GiftAudience;
  owner_id: number;
  order_key: Buffer;
  points: number;
  cash_fen: number;
  hold_id: number;
  state: GiftOrderState;
  pickup_code: string;
  store_id: number;
  created_at_ms: number;
  expires_at_ms: number;
  settled_at_ms: number;
  settled_by: number;
}

/** An order with what its gift is called. */
export interface NamedGiftOrderRow extends GiftOrderRow {
  name: string;
  picture: string;
}

const COLUMNS = [
  'id',
  'brand_id',
  'gift_id',
  'owner_kind',
  'owner_id',
  'order_key',
  'points',
  'cash_fen',
  'hold_id',
  'state',
  'pickup_code',
  'store_id',
  'created_at_ms',
  'expires_at_ms',
  'settled_at_ms',
  'settled_by',
] as const;
const NAMED = `${COLUMNS.map((column) => `o.${column}`).join(', ')}, g.name, g.picture
  FROM gift_order o JOIN gift g ON g.id = o.gift_id`;

export interface GiftOrderFilter {
  readonly state?: GiftOrderState | undefined;
  readonly audience?: GiftAudience | undefined;
  readonly giftId?: number | undefined;
}

@Injectable()
export class GiftOrdersQueries {
  /** @returns false when the pickup code, or the order's key, is taken */
  async insert(tx: Tx, order: GiftOrderRow): Promise<boolean> {
    const row = COLUMNS.map((column) => order[column]);
    return (await insertRows(tx, 'gift_order', COLUMNS, [row], { ignore: true })) === 1;
  }

  async setHold(tx: Tx, orderId: number, holdId: number): Promise<void> {
    await tx.exec('UPDATE gift_order SET hold_id = ? WHERE id = ?', [holdId, orderId]);
  }

  async byId(reader: Reader, brandId: number, orderId: number): Promise<NamedGiftOrderRow | null> {
    const sql = `SELECT ${NAMED} WHERE o.brand_id = ? AND o.id = ?`;
    return (await reader.query<NamedGiftOrderRow>(sql, [brandId, orderId]))[0] ?? null;
  }

  async byKey(reader: Reader, brandId: number, key: Buffer): Promise<NamedGiftOrderRow | null> {
    const sql = `SELECT ${NAMED} WHERE o.brand_id = ? AND o.order_key = ?`;
    return (await reader.query<NamedGiftOrderRow>(sql, [brandId, key]))[0] ?? null;
  }

  async byCode(reader: Reader, brandId: number, code: string): Promise<NamedGiftOrderRow | null> {
    const sql = `SELECT ${NAMED} WHERE o.brand_id = ? AND o.pickup_code = ?`;
    return (await reader.query<NamedGiftOrderRow>(sql, [brandId, code]))[0] ?? null;
  }

  /** Newest first. */
  async ofOwner(
    reader: Reader,
    brandId: number,
    kind: GiftAudience,
    ownerIds: readonly number[],
    before: Newest,
    limit: number,
  ): Promise<NamedGiftOrderRow[]> {
    const list = ownerIds.map(() => '?').join(',');
    return reader.query<NamedGiftOrderRow>(
      `SELECT ${NAMED} WHERE o.brand_id = ? AND o.owner_kind = ? AND o.owner_id IN (${list})
        AND (o.created_at_ms < ? OR (o.created_at_ms = ? AND o.id < ?))
        ORDER BY o.created_at_ms DESC, o.id DESC LIMIT ?`,
      [brandId, kind, ...ownerIds, before.atMs, before.atMs, before.id, limit],
    );
  }

  /** Newest first; ids grow with time. */
  async latest(
    reader: Reader,
    brandId: number,
    filter: GiftOrderFilter,
    belowId: number,
    limit: number,
  ): Promise<NamedGiftOrderRow[]> {
    const { state, audience, giftId } = filter;
    const conditions = ['o.brand_id = ?', 'o.id < ?'];
    const values: (string | number)[] = [brandId, belowId];
    for (const [column, value] of [
      ['o.state', state],
      ['o.owner_kind', audience],
      ['o.gift_id', giftId],
    ] as const) {
      if (value === undefined) continue;
      conditions.push(`${column} = ?`);
      values.push(value);
    }
    return reader.query<NamedGiftOrderRow>(
      `SELECT ${NAMED} WHERE ${conditions.join(' AND ')} ORDER BY o.id DESC LIMIT ?`,
      [...values, limit],
    );
  }

  /** How many of each gift these people have reserved or taken; what was given back does not count. */
  async countsOf(
    reader: Reader,
    kind: GiftAudience,
    ownerIds: readonly number[],
    giftIds: readonly number[],
  ): Promise<Map<number, number>> {
    const owners = ownerIds.map(() => '?').join(',');
    const rows = await queryIn<{ gift_id: number; count: number }>(
      reader,
      giftIds,
      (list) =>
        `SELECT gift_id, COUNT(*) AS count FROM gift_order WHERE owner_kind = ? AND owner_id IN (${owners})
          AND state IN ('reserved', 'collected') AND gift_id IN (${list}) GROUP BY gift_id`,
      [kind, ...ownerIds],
    );
    return new Map(rows.map((row) => [row.gift_id, row.count]));
  }

  /** @returns false when it was in another state by then */
  async settle(
    tx: Tx,
    orderId: number,
    from: GiftOrderState,
    to: { state: GiftOrderState; storeId: number; atMs: number; by: number },
  ): Promise<boolean> {
    const changed = await tx.exec(
      'UPDATE gift_order SET state = ?, store_id = ?, settled_at_ms = ?, settled_by = ? WHERE id = ? AND state = ?',
      [to.state, to.storeId, to.atMs, to.by, orderId, from],
    );
    return changed === 1;
  }

  /** Reserved orders whose time is up, of all brands. */
  async due(reader: Reader, nowMs: number, limit: number): Promise<{ id: number; brand_id: number }[]> {
    return reader.query<{ id: number; brand_id: number }>(
      "SELECT id, brand_id FROM gift_order WHERE state = 'reserved' AND expires_at_ms <= ? ORDER BY expires_at_ms LIMIT ?",
      [nowMs, limit],
    );
  }
}
