import { dueSoFar, totalOf, type EarnedLine } from '@liuliang/domain';
import type { PastRefund } from '../orders';
import type { OrderEarning } from './order-ledger.queries';

/** Growth that was taken for a refund and is not due there any more (above zero), or is due there now. */
export interface RefittedGrowth {
  /** When the refund happened. */
  readonly atMs: number;
  readonly growth: number;
}

/**
 * What refunds that were fitted anew make of the growth that was taken for them, instant by instant: a level follows from
 * what was there at each of them, so that what comes back has to come back where it went.
 * @param lines what the order gives now, by line
 */
export function refittedGrowth(
  refunds: readonly PastRefund[],
  lines: readonly EarnedLine[],
  standing: readonly OrderEarning[],
): RefittedGrowth[] {
  const moves = new Map<number, number>();
  const add = (atMs: number, growth: number): unknown => moves.set(atMs, (moves.get(atMs) ?? 0) + growth);
  for (const { takenAt } of standing)
    for (const { asset, atMs, points } of takenAt) if (asset === 'growth') add(atMs, points);
  let before = 0;
  for (const { refundedAtMs, state } of refunds) {
    const due = totalOf(dueSoFar(state, lines)).growth;
    add(refundedAtMs, before - due);
    before = due;
  }
  return [...moves]
    .map(([atMs, growth]) => ({ atMs, growth }))
    .filter(({ growth }) => growth !== 0)
    .sort((a, b) => a.atMs - b.atMs);
}
