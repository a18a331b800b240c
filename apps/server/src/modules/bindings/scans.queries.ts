import { Injectable } from '@nestjs/common';
import type { Reader, Tx } from '../../platform/db/statements';
import type { RowOf } from '../../platform/db/table';
import { guideScans } from './entities';

type ScanRow = RowOf<typeof guideScans>;

/** Codes that guides scanned, each a contact with a customer. */
@Injectable()
export class GuideScans {
  async add(tx: Tx, scan: ScanRow): Promise<void> {
    await guideScans.insert(tx, [scan]);
  }

  async countSince(reader: Reader, brandId: number, guideId: number, sinceMs: number): Promise<number> {
    return guideScans.count(reader, brandId, { guideId }, ['scanned_at_ms >= ?', sinceMs]);
  }

  /** Newest first. */
  async latest(reader: Reader, brandId: number, guideId: number, limit: number): Promise<ScanRow[]> {
    return guideScans.select(reader, brandId, { guideId }, { order: 'scanned_at_ms DESC, id DESC', limit });
  }

  /** The newest scan of any of these ids by a guide. */
  async last(
    reader: Reader,
    brandId: number,
    guideId: number,
    family: readonly number[],
  ): Promise<ScanRow | null> {
    return guideScans.one(
      reader,
      brandId,
      { guideId, customerId: family },
      { order: 'scanned_at_ms DESC', limit: 1 },
    );
  }
}
