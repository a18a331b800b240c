import { Injectable } from '@nestjs/common';
import { rewardFlagLifecycle, type StateOf } from '@liuliang/domain';
import { States } from '../../platform/db/states';
import { insertRows, type Reader, type Tx } from '../../platform/db/statements';
import type { Newest } from '../../platform/http';
import { rewardFlags } from './entities';

export type FlagKind = 'own_purchase' | 'looped_refund';
export type FlagState = StateOf<typeof rewardFlagLifecycle>;

export interface NewFlag {
  readonly id: number;
  readonly guideId: number;
  readonly orderId: number;
  readonly kind: FlagKind;
  readonly notedAtMs: number;
}

export interface FlagRow extends NewFlag {
  readonly state: FlagState;
  readonly decidedBy: number;
  readonly decidedAtMs: number;
  readonly guideCode: Buffer;
  readonly guideName: string;
  readonly orderKey: Buffer;
  readonly amountFen: number;
  readonly customerId: number;
  readonly paidAtMs: number;
}

const COLUMNS = [
  'id',
  'brand_id',
  'guide_id',
  'order_id',
  'kind',
  'noted_at_ms',
  'state',
  'decided_by',
  'decided_at_ms',
];
const ROW = `f.id, f.guide_id AS guideId, f.order_id AS orderId, f.kind, f.noted_at_ms AS notedAtMs, f.state,
  f.decided_by AS decidedBy, f.decided_at_ms AS decidedAtMs, g.code AS guideCode, g.name AS guideName,
  o.order_key AS orderKey, o.amount_fen AS amountFen, o.customer_id AS customerId, o.paid_at_ms AS paidAtMs
  FROM reward_flag f JOIN guide g ON g.id = f.guide_id JOIN sale_order o ON o.id = f.order_id`;

@Injectable()
export class FlagsQueries {
  readonly states = new States(rewardFlags, rewardFlagLifecycle);

  /** Once per order and kind, however often it is found. */
  async add(tx: Tx, brandId: number, flags: readonly NewFlag[]): Promise<void> {
    if (flags.length === 0) return;
    const rows = flags.map((one) => [
      one.id,
      brandId,
      one.guideId,
      one.orderId,
      one.kind,
      one.notedAtMs,
      'open',
      0,
      0,
    ]);
    await insertRows(tx, 'reward_flag', COLUMNS, rows, { ignore: true });
  }

  /** Newest first, from strictly before a place. */
  async page(
    reader: Reader,
    brandId: number,
    state: FlagState,
    before: Newest,
    limit: number,
  ): Promise<FlagRow[]> {
    return reader.query<FlagRow>(
      `SELECT ${ROW} WHERE f.brand_id = ? AND f.state = ? AND (f.noted_at_ms < ? OR (f.noted_at_ms = ? AND f.id < ?))
       ORDER BY f.noted_at_ms DESC, f.id DESC LIMIT ?`,
      [brandId, state, before.atMs, before.atMs, before.id, limit],
    );
  }

  async byId(reader: Reader, brandId: number, flagId: number): Promise<FlagRow | null> {
    const sql = `SELECT ${ROW} WHERE f.brand_id = ? AND f.id = ?`;
    return (await reader.query<FlagRow>(sql, [brandId, flagId]))[0] ?? null;
  }

  /** Locks an order: the lock of everything that is taken back of it. */
  async lockOrder(tx: Tx, orderId: number): Promise<void> {
    await tx.query(`SELECT id FROM sale_order WHERE id = ?${tx.dialect.forUpdate}`, [orderId]);
  }

  /** Orders of somebody that were refunded whole, with a refund since an instant. */
  async refundedWhole(
    reader: Reader,
    brandId: number,
    customerIds: readonly number[],
    sinceMs: number,
  ): Promise<number[]> {
    const list = customerIds.map(() => '?').join(',');
    const rows = await reader.query<{ id: number }>(
      `SELECT o.id FROM sale_order o WHERE o.customer_id IN (${list}) AND o.brand_id = ? AND o.amount_fen > 0
         AND o.refunded_fen = o.amount_fen AND EXISTS (SELECT 1 FROM refund r WHERE r.order_id = o.id
         AND r.state = 'applied' AND r.refunded_at_ms > ?)`,
      [...customerIds, brandId, sinceMs],
    );
    return rows.map(({ id }) => id);
  }
}
