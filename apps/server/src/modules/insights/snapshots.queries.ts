import { Injectable } from '@nestjs/common';
import type { Day } from '@liuliang/domain';
import { insertRows, queryIn, type Reader, type Tx } from '../../platform/db/statements';
import type { FactsPlace } from './layer-sql';

/** One kept count. Layer 0 is the mark of the day: 0 when it is filled, minus the filler's number while it is not. */
export interface SnapshotRow {
  readonly day: Day;
  readonly layer: number;
  readonly customers: number;
}

const KEY = ['brand_id', 'day', 'scope', 'model', 'layer'];

@Injectable()
export class SnapshotsQueries {
  async kept(
    reader: Reader,
    { brandId, scope }: FactsPlace,
    model: string,
    days: readonly Day[],
  ): Promise<SnapshotRow[]> {
    return queryIn<SnapshotRow>(
      reader,
      days,
      (list) => `SELECT day, layer, customers FROM layer_snapshot
        WHERE brand_id = ? AND day IN (${list}) AND scope = ? AND model = ?`,
      [brandId],
      [scope, model],
    );
  }

  /** Waits until every transaction that is changing facts has ended; those that come after see our marks. */
  async waitForWriters(tx: Tx, brandId: number): Promise<void> {
    await tx.query(`SELECT id FROM brand WHERE id = ?${tx.dialect.forUpdate}`, [brandId]);
  }

  async mark(
    tx: Tx,
    { brandId, scope }: FactsPlace,
    model: string,
    days: readonly Day[],
    filler: number,
  ): Promise<void> {
    const rows = days.map((day) => [brandId, day, scope, model, 0, -filler]);
    await insertRows(tx, 'layer_snapshot', [...KEY, 'customers'], rows, {
      tail: tx.dialect.upsert(KEY, ['customers']),
    });
  }

  /** @returns false when the mark is gone: facts changed meanwhile, or somebody else is filling the day. */
  async claim(
    tx: Tx,
    { brandId, scope }: FactsPlace,
    model: string,
    day: Day,
    filler: number,
  ): Promise<boolean> {
    const changed = await tx.exec(
      `UPDATE layer_snapshot SET customers = 0
       WHERE brand_id = ? AND day = ? AND scope = ? AND model = ? AND layer = 0 AND customers = ?`,
      [brandId, day, scope, model, -filler],
    );
    return changed === 1;
  }

  async keep(
    tx: Tx,
    { brandId, scope }: FactsPlace,
    model: string,
    rows: readonly SnapshotRow[],
  ): Promise<void> {
    const values = rows.map((row) => [brandId, row.day, scope, model, row.layer, row.customers]);
    await insertRows(tx, 'layer_snapshot', [...KEY, 'customers'], values, {
      tail: tx.dialect.upsert(KEY, ['customers']),
    });
  }
}
