import { Injectable } from '@nestjs/common';
import { insertRows, queryIn, type Reader, type Tx } from '../../platform/db/statements';

export interface GuideRow {
  id: number;
  store_id: number;
  name: string;
  store_code: Buffer;
  store_name: string;
}

export interface GuideNameRow {
  id: number;
  name: string;
  store_id: number;
}

export interface ScanRow {
  customer_id: number;
  scanned_at_ms: number;
}

@Injectable()
export class GuidesQueries {
  /** The live guide role of a person, by any id their history is filed under. */
  async roleOf(reader: Reader, brandId: number, family: readonly number[]): Promise<GuideRow | null> {
    const list = family.map(() => '?').join(',');
    const rows = await reader.query<GuideRow>(
      `SELECT g.id, g.store_id, g.name, s.code AS store_code, s.name AS store_name
        FROM guide g JOIN store s ON s.id = g.store_id
        WHERE g.customer_id IN (${list}) AND g.brand_id = ? AND g.left_at_ms = 0 ORDER BY g.id LIMIT 1`,
      [...family, brandId],
    );
    return rows[0] ?? null;
  }

  /** Guides by id, whether they are still here or left; ids of other brands are left out. */
  async byIds(reader: Reader, brandId: number, ids: readonly number[]): Promise<GuideNameRow[]> {
    return queryIn<GuideNameRow>(
      reader,
      ids,
      (list) => `SELECT id, name, store_id FROM guide WHERE brand_id = ? AND id IN (${list})`,
      [brandId],
    );
  }

  /** Adds a guide, or gives the one first met in an import its person, store and name. */
  async put(
    tx: Tx,
    guide: { id: number; brandId: number; code: string; storeId: number; customerId: number; name: string },
  ): Promise<void> {
    const columns = ['id', 'brand_id', 'code', 'store_id', 'customer_id', 'name', 'left_at_ms'];
    const row = [
      guide.id,
      guide.brandId,
      Buffer.from(guide.code),
      guide.storeId,
      guide.customerId,
      guide.name,
      0,
    ];
    await insertRows(tx, 'guide', columns, [row], {
      tail: tx.dialect.upsert(['brand_id', 'code'], ['store_id', 'customer_id', 'name']),
    });
  }

  async addScan(
    tx: Tx,
    scan: { id: number; brandId: number; guideId: number; storeId: number; customerId: number; atMs: number },
  ): Promise<void> {
    const columns = ['id', 'brand_id', 'guide_id', 'store_id', 'customer_id', 'scanned_at_ms'];
    await insertRows(tx, 'guide_scan', columns, [
      [scan.id, scan.brandId, scan.guideId, scan.storeId, scan.customerId, scan.atMs],
    ]);
  }

  async scansSince(reader: Reader, guideId: number, sinceMs: number): Promise<number> {
    const [row] = await reader.query<{ n: number }>(
      'SELECT COUNT(*) AS n FROM guide_scan WHERE guide_id = ? AND scanned_at_ms >= ?',
      [guideId, sinceMs],
    );
    return row?.n ?? 0;
  }

  async latestScans(reader: Reader, guideId: number, limit: number): Promise<ScanRow[]> {
    return reader.query<ScanRow>(
      'SELECT customer_id, scanned_at_ms FROM guide_scan WHERE guide_id = ? ORDER BY scanned_at_ms DESC, id DESC LIMIT ?',
      [guideId, limit],
    );
  }

  async hasScanned(reader: Reader, guideId: number, family: readonly number[]): Promise<boolean> {
    const list = family.map(() => '?').join(',');
    const rows = await reader.query<{ id: number }>(
      `SELECT id FROM guide_scan WHERE customer_id IN (${list}) AND guide_id = ? LIMIT 1`,
      [...family, guideId],
    );
    return rows.length > 0;
  }
}
