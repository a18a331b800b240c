import { Injectable } from '@nestjs/common';
import { queryIn, type Reader } from '../../platform/db/statements';

interface Latest {
  /** Of the posting that is dated last. */
  readonly atMs: number;
  /** Postings that took points, or that time made. */
  readonly takings: number;
}

/** What was posted for members so far, as far as a fact that comes late asks. */
@Injectable()
export class LateFactQueries {
  async latestOf(
    reader: Reader,
    brandId: number,
    memberIds: readonly number[],
  ): Promise<Map<number, Latest>> {
    const rows = await queryIn<Latest & { ownerId: number }>(
      reader,
      [...new Set(memberIds)],
      (list) =>
        'SELECT a.owner_id AS ownerId, MAX(t.occurred_at_ms) AS atMs,' +
        " CAST(SUM(CASE WHEN t.kind IN ('earn', 'opening') THEN 0 ELSE 1 END) AS SIGNED) AS takings" +
        ` FROM ledger_account a ${reader.dialect.thenJoin} ledger_entry e ON e.account_id = a.id` +
        ` ${reader.dialect.thenJoin} ledger_transaction t ON t.id = e.transaction_id` +
        ` WHERE a.brand_id = ? AND a.owner_kind = 'member' AND a.owner_id IN (${list}) AND a.asset = 'points'` +
        ' GROUP BY a.owner_id',
      [brandId],
    );
    return new Map(rows.map(({ ownerId, ...latest }) => [ownerId, latest]));
  }
}
