import { Injectable } from '@nestjs/common';
import { rewardFlagLifecycle } from '@liuliang/domain';
import { States } from '../../platform/db/states';
import type { Reader, Tx } from '../../platform/db/statements';
import type { RowOf } from '../../platform/db/table';
import { keysetSql, type Newest, type PageAsk } from '../../platform/http';
import { rewardFlags } from './entities';

/** A flag with the guide and the order that it is about. */
export interface FlagRow extends RowOf<typeof rewardFlags> {
  readonly guideCode: Buffer;
  readonly guideName: string;
  readonly orderKey: Buffer;
  readonly amountFen: number;
  readonly customerId: number;
  readonly paidAtMs: number;
}

const ROW = `${rewardFlags.columns('f')}, g.code AS guideCode, g.name AS guideName,
  o.order_key AS orderKey, o.amount_fen AS amountFen, o.customer_id AS customerId, o.paid_at_ms AS paidAtMs
  FROM reward_flag f JOIN guide g ON g.id = f.guide_id JOIN sale_order o ON o.id = f.order_id`;

@Injectable()
export class FlagsQueries {
  readonly states = new States(rewardFlags, rewardFlagLifecycle);

  async page(
    reader: Reader,
    brandId: number,
    state: FlagRow['state'],
    page: PageAsk<Newest>,
  ): Promise<FlagRow[]> {
    const { sql, values } = keysetSql(page, { atMs: 'f.noted_at_ms', id: 'f.id' });
    return reader.query<FlagRow>(`SELECT ${ROW} WHERE f.brand_id = ? AND f.state = ?${sql}`, [
      brandId,
      state,
      ...values,
    ]);
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
