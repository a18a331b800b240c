import { growthCause, type TierCause } from '@liuliang/domain';
import { reacts } from '../../platform/areas';
import { growthMoved } from '../ledger';
import { customerJoined, customersMerged, customersUnmerged } from '../members';
import { orderCorrected, orderPaid, refundApplied } from '../orders';
import { standings } from './entities';
import { tierHandled } from './marks';
import { TiersService } from './tiers.service';

/**
 * Everything that may move a level, by whatever door it came: growth, spending, joining, merging, and people's hands.
 * Each member is judged once for all that one transaction brought.
 */
export const tierEffects = [
  reacts(
    {
      name: 'tiers.levels',
      step: 'tiers',
      of: {
        handled: tierHandled,
        merged: customersMerged,
        unmerged: customersUnmerged,
        orders: orderPaid,
        refunds: refundApplied,
        corrected: orderCorrected,
        growth: growthMoved,
        joined: customerJoined,
      },
    },
    TiersService,
    async (tiers, tx, brandId, { handled, merged, unmerged, orders, corrected, refunds, growth, joined }) => {
      // Of several causes the first in this order is noted: growth tells least of what was behind it.
      const causes = new Map<number, TierCause>();
      const note = (customerId: number, cause: TierCause): void => {
        if (!causes.has(customerId)) causes.set(customerId, cause);
      };
      for (const { customerId, cause } of handled) note(customerId, cause);
      for (const { keptId, aliasId, mergeId } of [...merged, ...unmerged]) {
        note(keptId, { kind: 'merge', id: mergeId });
        note(aliasId, { kind: 'merge', id: mergeId });
      }
      for (const { customerId, orderId } of [...orders, ...corrected])
        note(customerId, { kind: 'order', id: orderId });
      for (const { customerId, orderId } of refunds) note(customerId, { kind: 'refund', id: orderId });
      for (const moved of growth) note(moved.customerId, growthCause(moved));
      for (const { customerId } of joined) note(customerId, { kind: 'join', id: 0 });
      // Customers who were merged into another one have no standing of their own.
      await standings.remove(tx, brandId, { customerId: merged.map(({ aliasId }) => aliasId) });
      await tiers.reEvaluate(tx, brandId, causes);
    },
  ),
];
