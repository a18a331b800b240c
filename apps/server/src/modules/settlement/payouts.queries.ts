import { assert, payoutLifecycle, type MoveOf } from '@liuliang/domain';
import { States } from '../../platform/db/states';
import type { Reader, Tx } from '../../platform/db/statements';
import { payouts, type PayoutRow } from './entities';

const states = new States(payouts, payoutLifecycle);

/** Points that a guide has drawn or is drawing since an instant. */
export async function pointsDrawnSince(
  reader: Reader,
  brandId: number,
  guideId: number,
  sinceMs: number,
): Promise<number> {
  return payouts.sum(reader, brandId, 'points', { guideId }, [
    "requested_at_ms >= ? AND state NOT IN ('failed', 'cancelled')",
    sinceMs,
  ]);
}

/** Payouts that somebody has to look at, the longest due first. */
export async function duePayouts(reader: Reader, nowMs: number, limit: number): Promise<number[]> {
  const all = payouts.acrossBrands('the driver looks at whatever is due');
  const and = ['next_look_at_ms <= ?', nowMs] as const;
  const rows = await all.select(reader, {}, { columns: ['id'], and, order: 'next_look_at_ms', limit });
  return rows.map((row) => row.id);
}

/** Moves a payout that this transaction has locked; what is heard a second time moves nothing. */
export async function movePayout(
  tx: Tx,
  row: PayoutRow,
  move: MoveOf<typeof payoutLifecycle>,
  change: Partial<PayoutRow> = {},
): Promise<PayoutRow> {
  const { to } = payoutLifecycle.moves[move];
  if (row.state === to) return changePayout(tx, row, change);
  const moved = await states.move(tx, row, move, change);
  assert(moved.kind === 'moved', 'STATE-1', `a payout that was ${row.state} may ${move}`);
  return { ...row, ...change, state: to };
}

export async function changePayout(tx: Tx, row: PayoutRow, change: Partial<PayoutRow>): Promise<PayoutRow> {
  await payouts.set(tx, row.brandId, { id: row.id }, { state: row.state, ...change });
  return { ...row, ...change };
}
