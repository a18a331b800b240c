import { Injectable } from '@nestjs/common';
import { transferLifecycle } from '@liuliang/domain';
import { States } from '../../platform/db/states';
import type { Reader, Tx } from '../../platform/db/statements';
import type { RowOf } from '../../platform/db/table';
import type { Newest } from '../../platform/http';
import { transfers } from './entities';

export type TransferRow = RowOf<typeof transfers>;

@Injectable()
export class TransfersQueries {
  readonly states = new States(transfers, transferLifecycle);

  async insert(tx: Tx, transfer: TransferRow): Promise<boolean> {
    return transfers.insertNew(tx, transfer);
  }

  async setHold(tx: Tx, brandId: number, transferId: number, holdId: number): Promise<void> {
    await transfers.set(tx, brandId, { id: transferId }, { holdId });
  }

  async byId(reader: Reader, brandId: number, transferId: number): Promise<TransferRow | null> {
    return transfers.one(reader, brandId, { id: transferId });
  }

  async byKey(reader: Reader, brandId: number, key: Buffer): Promise<TransferRow | null> {
    return transfers.one(reader, brandId, { transferKey: key });
  }

  async byCode(reader: Reader, brandId: number, code: string): Promise<TransferRow | null> {
    return transfers.one(reader, brandId, { claimCode: code });
  }

  /** Sent and received, newest first. @param family the person's own id and its aliases */
  async ofPerson(
    reader: Reader,
    brandId: number,
    family: readonly number[],
    before: Newest,
    limit: number,
  ): Promise<TransferRow[]> {
    const list = family.map(() => '?').join(',');
    const earlier = '(created_at_ms < ? OR (created_at_ms = ? AND id < ?)) AND +brand_id = ?';
    const page = [before.atMs, before.atMs, before.id, brandId];
    const select = `SELECT ${transfers.columns()} FROM points_transfer WHERE`;
    // Each half by its own index; one OR over both columns would walk neither.
    return reader.query<TransferRow>(
      `${select} from_customer_id IN (${list}) AND ${earlier}
        UNION ${select} to_customer_id IN (${list}) AND ${earlier}
        ORDER BY createdAtMs DESC, id DESC LIMIT ?`,
      [...family, ...page, ...family, ...page, limit],
    );
  }

  /** Points sent since an instant that wait or were accepted. */
  async sentSince(
    reader: Reader,
    brandId: number,
    family: readonly number[],
    sinceMs: number,
  ): Promise<number> {
    const counted = { fromCustomerId: family, state: ['waiting', 'accepted'] as const };
    return transfers.sum(reader, brandId, 'points', counted, ['created_at_ms >= ?', sinceMs]);
  }

  async due(reader: Reader, nowMs: number, limit: number): Promise<TransferRow[]> {
    return transfers
      .acrossBrands('the sweeper gives back whatever was not accepted in time')
      .select(
        reader,
        { state: 'waiting' },
        { and: ['expires_at_ms <= ?', nowMs], order: 'expires_at_ms', limit },
      );
  }
}
