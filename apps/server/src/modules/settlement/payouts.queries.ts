import { Injectable } from '@nestjs/common';
import { assert, payoutLifecycle, type MoveOf } from '@liuliang/domain';
import { given } from '../../platform/db/conditions';
import { States } from '../../platform/db/states';
import type { Reader, Tx } from '../../platform/db/statements';
import type { RowOf } from '../../platform/db/table';
import { keyset, type ById, type PageAsk } from '../../platform/http';
import { payouts } from './entities';

export type PayoutRow = RowOf<typeof payouts>;
export type PayoutState = PayoutRow['state'];
export type PayoutMove = MoveOf<typeof payoutLifecycle>;

/** Key of the hold behind a payout: `payout:‹id›`. */
export const PAYOUT_KEY = 'payout:';

@Injectable()
export class PayoutsQueries {
  private readonly states = new States(payouts, payoutLifecycle);

  async byKey(reader: Reader, brandId: number, key: Buffer): Promise<PayoutRow | null> {
    return payouts.one(reader, brandId, { payoutKey: key });
  }

  async byIds(reader: Reader, brandId: number, ids: readonly number[]): Promise<PayoutRow[]> {
    return payouts.select(reader, brandId, { id: ids });
  }

  /** One payout, locked until commit. */
  async lock(tx: Tx, id: number): Promise<PayoutRow | null> {
    const all = payouts.acrossBrands('the driver takes payouts by the ids that are due');
    return all.one(tx, { id }, { lock: 'update' });
  }

  /** Points that a guide has drawn or is drawing since an instant. */
  async pointsSince(reader: Reader, brandId: number, guideId: number, sinceMs: number): Promise<number> {
    return payouts.sum(reader, brandId, 'points', { guideId }, [
      "requested_at_ms >= ? AND state NOT IN ('failed', 'cancelled')",
      sinceMs,
    ]);
  }

  async ofGuide(
    reader: Reader,
    brandId: number,
    guideId: number,
    before: { atMs: number; id: number } | null,
    limit: number,
  ): Promise<PayoutRow[]> {
    const { atMs, id } = before ?? { atMs: Number.MAX_SAFE_INTEGER, id: 0 };
    const and = ['requested_at_ms < ? OR (requested_at_ms = ? AND id < ?)', atMs, atMs, id] as const;
    return payouts.select(
      reader,
      brandId,
      { guideId },
      { and, order: 'requested_at_ms DESC, id DESC', limit },
    );
  }

  async ofBrand(
    reader: Reader,
    brandId: number,
    state: PayoutState | undefined,
    page: PageAsk<ById>,
  ): Promise<PayoutRow[]> {
    return payouts.select(reader, brandId, given({ state }), keyset(page, { id: 'id' }));
  }

  /** Payouts that somebody has to look at, the longest due first. */
  async due(reader: Reader, nowMs: number, limit: number): Promise<number[]> {
    const all = payouts.acrossBrands('the driver looks at whatever is due');
    const and = ['next_look_at_ms <= ?', nowMs] as const;
    const rows = await all.select(reader, {}, { columns: ['id'], and, order: 'next_look_at_ms', limit });
    return rows.map((row) => row.id);
  }

  async insert(tx: Tx, row: PayoutRow): Promise<void> {
    await payouts.insert(tx, [row]);
  }

  /** Moves a payout that this transaction has locked; what is heard a second time moves nothing. */
  async move(tx: Tx, row: PayoutRow, move: PayoutMove, change: Partial<PayoutRow> = {}): Promise<PayoutRow> {
    const { to } = payoutLifecycle.moves[move];
    if (row.state === to) return this.set(tx, row, change);
    const moved = await this.states.move(tx, row, move, change);
    assert(moved.kind === 'moved', 'STATE-1', `a payout that was ${row.state} may ${move}`);
    return { ...row, ...change, state: to };
  }

  async set(tx: Tx, row: PayoutRow, change: Partial<PayoutRow>): Promise<PayoutRow> {
    await payouts.set(tx, row.brandId, { id: row.id }, { state: row.state, ...change });
    return { ...row, ...change };
  }
}
