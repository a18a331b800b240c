import { growthInTurn, planOrderClawback, type OwnedEntry, type Planned } from '@liuliang/domain';
import type { AppliedRefund } from '../orders';
import { givenBy, type OrderEarning } from './order-ledger.queries';
import { refittedGrowth } from './refitted';
import type { RewardTurn } from './turns';

type Earnings = ReadonlyMap<number, readonly OrderEarning[]>;

/**
 * Growth that is going to be posted, and taken back, by this transaction: levels follow from it already. It is of whom
 * its cause is filed under.
 */
export function growthToCome(
  turns: readonly RewardTurn[],
  refunds: readonly AppliedRefund[],
  earnings: Earnings,
  zone: string,
): OwnedEntry[] {
  const planned = growthInTurn(turns, zone);
  const given = planned.flatMap(({ turn, plan }): OwnedEntry[] => {
    const stands = turn.standing.reduce((sum, one) => sum + givenBy(one).growth, 0);
    const owner = turn.order?.customerId ?? turn.event?.customerId ?? 0;
    const kind = turn.order ? 'order' : 'event';
    return entry(owner, turn.atMs, turn.atMs, (plan?.growth ?? 0) - stands, { kind, id: turn.id });
  });
  return [...given, ...growthRefitted(planned), ...growthTaken(planned, refunds, earnings)];
}

/** What comes back of what refunds took that were fitted anew, or goes for them. */
function growthRefitted(planned: readonly Planned<RewardTurn>[]): OwnedEntry[] {
  return planned.flatMap(({ turn, plan }) => {
    const { order, refitted, standing, atMs, id } = turn;
    if (!order || !refitted || turn.isNew) return [];
    // Its growth is taken in the window of what it gave first, as by the books.
    const paidAtMs = standing[0]?.occurredAtMs ?? atMs;
    return refittedGrowth(refitted, plan?.perLine ?? [], standing).flatMap((one) =>
      entry(order.customerId, paidAtMs, one.atMs, one.growth, { kind: 'refund', id }),
    );
  });
}

function growthTaken(
  planned: readonly Planned<RewardTurn>[],
  refunds: readonly AppliedRefund[],
  earnings: Earnings,
): OwnedEntry[] {
  const plans = new Map(planned.map(({ turn, plan }) => [turn.order ? turn.id : 0, { turn, plan }]));
  const taken = new Map<number, number>();
  return [...refunds]
    .sort((a, b) => a.refundedFenSoFar - b.refundedFenSoFar || a.refundId - b.refundId)
    .flatMap((refund): OwnedEntry[] => {
      const { orderId, filedUnder, refundedAtMs } = refund;
      const standing = earnings.get(orderId) ?? [];
      const giving = standing.find((one) => givenBy(one).growth > 0);
      const lines = giving?.perLine ?? plans.get(orderId)?.plan?.perLine;
      if (!lines) return [];
      const before =
        taken.get(orderId) ?? standing.reduce((sum, one) => sum + (one.taken.get('growth') ?? 0), 0);
      const due = planOrderClawback(refund.state, lines, {
        points: 0,
        growth: before,
        guidePoints: 0,
      }).growth;
      taken.set(orderId, before + due);
      const paidAtMs = standing[0]?.occurredAtMs ?? plans.get(orderId)?.turn.atMs ?? refundedAtMs;
      return entry(filedUnder, paidAtMs, refundedAtMs, -due, { kind: 'refund', id: orderId });
    });
}

const entry = (
  customerId: number,
  atMs: number,
  effectiveAtMs: number,
  amount: number,
  cause: OwnedEntry['entry']['cause'],
): OwnedEntry[] =>
  amount === 0 ? [] : [{ customerId, entry: { atMs, effectiveAtMs, basis: 'growth', amount, cause } }];
