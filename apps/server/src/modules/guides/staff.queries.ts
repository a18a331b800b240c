import { Injectable } from '@nestjs/common';
import type { Reader, Tx } from '../../platform/db/statements';

export interface StaffRow {
  readonly id: number;
  readonly code: Buffer;
  readonly name: string;
  readonly storeId: number;
  readonly storeCode: Buffer | null;
  readonly storeName: string | null;
  readonly leftAtMs: number;
}

const ROW = `g.id, g.code, g.name, g.store_id AS storeId, s.code AS storeCode, s.name AS storeName,
  g.left_at_ms AS leftAtMs FROM guide g LEFT JOIN store s ON s.id = g.store_id`;

/** Guides as the brand manages them. */
@Injectable()
export class StaffQueries {
  /** Those who left come last. */
  async all(reader: Reader, brandId: number, limit: number): Promise<StaffRow[]> {
    return reader.query<StaffRow>(
      `SELECT ${ROW} WHERE g.brand_id = ? ORDER BY CASE WHEN g.left_at_ms = 0 THEN 0 ELSE 1 END, g.code LIMIT ?`,
      [brandId, limit],
    );
  }

  async byId(reader: Reader, brandId: number, id: number): Promise<StaffRow | null> {
    return (
      (await reader.query<StaffRow>(`SELECT ${ROW} WHERE g.brand_id = ? AND g.id = ?`, [brandId, id]))[0] ??
      null
    );
  }

  /** Locks a guide until commit, so that nobody is bound to one who is leaving. */
  async lock(tx: Tx, brandId: number, id: number): Promise<void> {
    await tx.query(`SELECT id FROM guide WHERE brand_id = ? AND id = ?${tx.dialect.forUpdate}`, [
      brandId,
      id,
    ]);
  }

  async move(tx: Tx, id: number, storeId: number): Promise<void> {
    await tx.exec('UPDATE guide SET store_id = ? WHERE id = ?', [storeId, id]);
  }

  async leave(tx: Tx, id: number, atMs: number): Promise<void> {
    await tx.exec('UPDATE guide SET left_at_ms = ? WHERE id = ?', [atMs, id]);
  }
}
