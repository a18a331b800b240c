import { Injectable } from '@nestjs/common';
import { DAY_MS } from '@liuliang/domain';
import { queryIn, type Reader } from '../../platform/db/statements';
import { firstIdOf } from '../../platform/ids';

interface Latest {
  /** Of the posting that is dated last. */
  readonly atMs: number;
  /** Of the last one that took points, that time made, or that repaid a debt; 0 when there is none. */
  readonly takenAtMs: number;
}

/** What was posted for members so far, as far as a fact that comes late asks. */
@Injectable()
export class LateFactQueries {
  /**
   * What is dated after an instant, and perhaps some of what is not. Ids follow the time of posting, and nothing is
   * dated more than a day ahead of it: whatever was posted earlier than that is left out before it is read.
   */
  async latestAfter(
    reader: Reader,
    brandId: number,
    memberIds: readonly number[],
    sinceMs: number,
  ): Promise<Map<number, Latest>> {
    const rows = await queryIn<Latest & { ownerId: number }>(
      reader,
      [...new Set(memberIds)],
      (list) =>
        'SELECT a.owner_id AS ownerId, MAX(t.occurred_at_ms) AS atMs,' +
        " MAX(CASE WHEN t.kind IN ('earn', 'opening') AND e.balance_after >= e.amount THEN 0" +
        ' ELSE t.occurred_at_ms END) AS takenAtMs' +
        ` FROM ledger_account a ${reader.dialect.thenJoin} ledger_entry e ON e.account_id = a.id` +
        ` ${reader.dialect.thenJoin} ledger_transaction t ON t.id = e.transaction_id` +
        ` WHERE a.brand_id = ? AND a.owner_kind = 'member' AND a.owner_id IN (${list}) AND a.asset = 'points'` +
        ` AND e.transaction_id >= ${firstIdOf(sinceMs - DAY_MS)} GROUP BY a.owner_id`,
      [brandId],
    );
    return new Map(rows.map(({ ownerId, ...latest }) => [ownerId, latest]));
  }
}
