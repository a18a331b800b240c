import { dueSoFar, totalOf, type RulesVersion } from '@liuliang/domain';
import type { Reader } from '../../platform/db/statements';
import { inForceAt } from '../../platform/documents';
import type { Brand } from '../brands';
import type { ProgrammeFacts } from '../ledger';
import { refundHistories } from '../orders';
import type { OrderLedgerQueries } from './order-ledger.queries';
import type { EarningVersions } from './versions';

type ToldRefunds = Awaited<ReturnType<ProgrammeFacts['refunds']>>;

/** Whether what becomes known at an instant counts by when it happened; else it counts as of then (`keep`). */
export const settlesAt =
  (versions: readonly RulesVersion[]) =>
  (knownAtMs: number): boolean =>
    inForceAt(versions, knownAtMs).rules.lateFacts === 'settle';

/**
 * What each refund of some orders makes undue of each of their earnings, by the key of the earning: its part of what was
 * earned, whatever was still there to take.
 */
export async function refundFacts(
  reader: Reader,
  brand: Brand,
  orderIds: readonly number[],
  { ledger, versions }: { readonly ledger: OrderLedgerQueries; readonly versions: EarningVersions },
): Promise<ToldRefunds> {
  const published = await versions.published(reader, brand);
  const settles = settlesAt(published);
  const refunded = await refundHistories(reader, brand.id, orderIds, (refund) =>
    settles(refund.receivedAtMs) ? refund.refundedAtMs : refund.receivedAtMs,
  );
  const facts = new Map<
    string,
    ToldRefunds extends ReadonlyMap<string, readonly (infer F)[]> ? F[] : never
  >();
  if (refunded.size === 0) return facts;
  for (const [orderId, earnings] of await ledger.earningsOf(reader, brand.id, [...refunded.keys()])) {
    for (const { key, perLine, ruleVersion } of earnings) {
      const rules = published.find(({ version }) => version === ruleVersion)?.rules;
      let before = 0;
      const own = (refunded.get(orderId) ?? []).map(
        ({ refundId: id, refundedAtMs, receivedAtMs, countsAtMs: atMs, state }) => {
          const due = totalOf(dueSoFar(state, perLine)).points;
          const points = due - before;
          before = due;
          return {
            id,
            atMs,
            refundedAtMs,
            isLive: atMs === receivedAtMs,
            points,
            policy: rules?.clawback.member ?? 'unlimited',
          };
        },
      );
      facts.set(key, own);
    }
  }
  return facts;
}
