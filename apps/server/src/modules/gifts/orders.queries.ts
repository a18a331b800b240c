import { Injectable } from '@nestjs/common';
import { giftOrderLifecycle } from '@liuliang/domain';
import { given } from '../../platform/db/conditions';
import { States } from '../../platform/db/states';
import { queryIn, type Reader, type Tx } from '../../platform/db/statements';
import type { RowOf } from '../../platform/db/table';
import type { Newest } from '../../platform/http';
import { giftOrders } from './entities';
import type { GiftAudience, GiftRow } from './queries';

export type GiftOrderRow = RowOf<typeof giftOrders>;
export type GiftOrderState = GiftOrderRow['state'];

/** An order with what its gift is called. */
export type NamedGiftOrderRow = GiftOrderRow & Pick<GiftRow, 'name' | 'picture'>;

const NAMED = `SELECT ${giftOrders.columns('o')}, g.name, g.picture
  FROM gift_order o JOIN gift g ON g.id = o.gift_id WHERE o.brand_id = ?`;

export interface GiftOrderFilter {
  readonly state?: GiftOrderState | undefined;
  readonly audience?: GiftAudience | undefined;
  readonly giftId?: number | undefined;
}

@Injectable()
export class GiftOrdersQueries {
  readonly states = new States(giftOrders, giftOrderLifecycle);

  /** @returns false when the pickup code, or the order's key, is taken */
  async insert(tx: Tx, order: GiftOrderRow): Promise<boolean> {
    return giftOrders.insertNew(tx, order);
  }

  async setHold(tx: Tx, brandId: number, orderId: number, holdId: number): Promise<void> {
    await giftOrders.set(tx, brandId, { id: orderId }, { holdId });
  }

  async byId(reader: Reader, brandId: number, orderId: number): Promise<NamedGiftOrderRow | null> {
    return (await reader.query<NamedGiftOrderRow>(`${NAMED} AND o.id = ?`, [brandId, orderId]))[0] ?? null;
  }

  async byKey(reader: Reader, brandId: number, key: Buffer): Promise<NamedGiftOrderRow | null> {
    return (await reader.query<NamedGiftOrderRow>(`${NAMED} AND o.order_key = ?`, [brandId, key]))[0] ?? null;
  }

  async byCode(reader: Reader, brandId: number, code: string): Promise<NamedGiftOrderRow | null> {
    const sql = `${NAMED} AND o.pickup_code = ?`;
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
      `${NAMED} AND o.owner_kind = ? AND o.owner_id IN (${list})
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
    const wanted = Object.entries(given({ state, owner_kind: audience, gift_id: giftId }));
    const and = wanted.map(([column]) => ` AND o.${column} = ?`).join('');
    return reader.query<NamedGiftOrderRow>(`${NAMED} AND o.id < ?${and} ORDER BY o.id DESC LIMIT ?`, [
      brandId,
      belowId,
      ...wanted.map(([, value]) => value as string | number),
      limit,
    ]);
  }

  /** How many of each gift these people have reserved or taken; what was given back does not count. */
  async countsOf(
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

  async due(reader: Reader, nowMs: number, limit: number): Promise<Pick<GiftOrderRow, 'id' | 'brandId'>[]> {
    return giftOrders
      .acrossBrands('the sweeper lets go of whatever was not collected in time')
      .select(
        reader,
        { state: 'reserved' },
        { columns: ['id', 'brandId'], and: ['expires_at_ms <= ?', nowMs], order: 'expires_at_ms', limit },
      );
  }
}
