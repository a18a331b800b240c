import { Injectable } from '@nestjs/common';
import { NEVER_MS } from '@liuliang/domain';
import { queryIn, type Reader, type Tx } from '../../platform/db/statements';
import type { NewRowOf, RowOf } from '../../platform/db/table';
import { guideBindings } from './entities';

export type BindingRow = RowOf<typeof guideBindings>;
export type BindingReason = BindingRow['reason'];

@Injectable()
export class BindingsQueries {
  async add(tx: Tx, rows: readonly NewRowOf<typeof guideBindings>[]): Promise<void> {
    await guideBindings.insert(tx, rows);
  }

  async end(tx: Tx, brandId: number, ids: readonly number[], atMs: number): Promise<void> {
    await guideBindings.set(tx, brandId, { id: ids }, { endedAtMs: atMs });
  }

  /** Bindings that lasted at or after an instant, oldest first. */
  async lastingSince(
    reader: Reader,
    brandId: number,
    customerIds: readonly number[],
    sinceMs: number,
  ): Promise<BindingRow[]> {
    const and = ['ended_at_ms > ?', sinceMs] as const;
    const rows = await guideBindings.select(reader, brandId, { customerId: customerIds }, { and });
    return rows.sort((a, b) => a.boundAtMs - b.boundAtMs || a.id - b.id);
  }

  /** A page of the customers whom a guide looks after, for handing them over; ascending by customer. */
  async customersOf(
    reader: Reader,
    brandId: number,
    guideId: number,
    afterId: number,
    limit: number,
  ): Promise<Pick<BindingRow, 'id' | 'customerId'>[]> {
    return guideBindings.select(
      reader,
      brandId,
      { guideId, endedAtMs: NEVER_MS },
      { columns: ['id', 'customerId'], and: ['customer_id > ?', afterId], order: 'customer_id', limit },
    );
  }

  async countsOf(reader: Reader, brandId: number, guideIds: readonly number[]): Promise<Map<number, number>> {
    const rows = await queryIn<{ guideId: number; n: number }>(
      reader,
      guideIds,
      (list) =>
        `SELECT guide_id AS guideId, COUNT(*) AS n FROM guide_binding WHERE guide_id IN (${list}) AND ended_at_ms = ?` +
        ' AND +brand_id = ? GROUP BY guide_id',
      [],
      [NEVER_MS, brandId],
    );
    return new Map(rows.map(({ guideId, n }) => [guideId, n]));
  }
}
