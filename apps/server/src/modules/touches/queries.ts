import { Injectable } from '@nestjs/common';
import type { Reader, Tx } from '../../platform/db/statements';
import { touches, type TouchRow } from './entities';

const touchesDue = touches.acrossBrands('the sender takes what is due of all brands');

@Injectable()
export class TouchesQueries {
  /** Claims due touches for one worker; others pass over them. */
  async claim(tx: Tx, owner: string, nowMs: number, untilMs: number, limit: number): Promise<TouchRow[]> {
    const rows = await touchesDue.select(
      tx,
      { state: 'queued' },
      { and: ['due_at_ms <= ?', nowMs], order: 'due_at_ms, id', limit, lock: 'skipLocked' },
    );
    if (rows.length > 0) {
      const list = rows.map(() => '?').join(',');
      await tx.exec(
        `UPDATE touch SET state = 'calling', lease_owner = ?, lease_until_ms = ?, attempts = attempts + 1 WHERE id IN (${list})`,
        [owner, untilMs, ...rows.map((row) => row.id)],
      );
    }
    return rows;
  }

  /** Ends a claimed touch. @returns false when the claim was lost meanwhile, and nothing may be done for it. */
  async settle(
    tx: Tx,
    { brandId, id }: Pick<TouchRow, 'brandId' | 'id'>,
    leaseOwner: string,
    change: Partial<Pick<TouchRow, 'state' | 'reason' | 'sentAtMs' | 'dueAtMs'>>,
  ): Promise<boolean> {
    const claimed = { id, state: 'calling', leaseOwner } as const;
    return (await touches.set(tx, brandId, claimed, { ...change, leaseUntilMs: 0 })) === 1;
  }

  /**
   * Claims whose worker died: inbox messages are keyed by touch, so sending again is harmless and they wait anew;
   * on any other channel whether the provider accepted is unknown, and they are never blindly sent again (INV-24).
   */
  async releaseLapsed(tx: Tx, nowMs: number): Promise<void> {
    const and = ['lease_until_ms <= ?', nowMs] as const;
    const again = { state: 'queued', leaseUntilMs: 0 } as const;
    await touchesDue.set(tx, { state: 'calling', channel: 'inbox' }, again, and);
    await touchesDue.set(tx, { state: 'calling' }, { state: 'unknown', leaseUntilMs: 0 }, and);
  }

  /** Marketing touches that reached a person since two instants, in one scan. */
  async marketingSent(
    reader: Reader,
    customerIds: readonly number[],
    todayMs: number,
    weekMs: number,
  ): Promise<{ today: number; week: number }> {
    const list = customerIds.map(() => '?').join(',');
    const [row] = await reader.query<{ today: number | null; week: number }>(
      `SELECT CAST(SUM(CASE WHEN sent_at_ms >= ? THEN 1 ELSE 0 END) AS SIGNED) AS today, COUNT(*) AS week
        FROM touch WHERE customer_id IN (${list}) AND sent_at_ms >= ? AND message_class = 'marketing' AND state = 'accepted'`,
      [todayMs, ...customerIds, weekMs],
    );
    return { today: row?.today ?? 0, week: row?.week ?? 0 };
  }

  async countByState(reader: Reader, brandId: number): Promise<Record<string, number>> {
    const rows = await reader.query<{ state: string; n: number }>(
      'SELECT state, COUNT(*) AS n FROM touch WHERE brand_id = ? GROUP BY state',
      [brandId],
    );
    return Object.fromEntries(rows.map((row) => [row.state, row.n]));
  }
}
