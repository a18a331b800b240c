import { Injectable } from '@nestjs/common';
import type { Reader } from '../../platform/db/statements';
import { PointsReads } from '../ledger';
import type { OpeningRow } from './entities';

/** What of balances that were brought over nobody has used. */
@Injectable()
export class UnusedBalances {
  constructor(private readonly reads: PointsReads) {}

  /** What of each balance is still in its own lot, by its id; growth has no lots and is never used. */
  async of(
    reader: Reader,
    brandId: number,
    rows: readonly Pick<OpeningRow, 'id' | 'asset' | 'points' | 'transactionId'>[],
  ): Promise<Map<number, number>> {
    const postings = rows.filter(({ asset }) => asset === 'points').map(({ transactionId }) => transactionId);
    const left = await this.reads.leftInLots(reader, brandId, postings);
    return new Map(
      rows.map(({ id, asset, points, transactionId }) => [
        id,
        asset === 'points' ? (left.get(transactionId) ?? 0) : points,
      ]),
    );
  }
}
