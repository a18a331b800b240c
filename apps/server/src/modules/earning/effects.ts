import { reacts } from '../../platform/areas';
import { eventRecorded } from '../events';
import { orderCorrected, orderPaid, refundApplied } from '../orders';
import { RewardsService } from './rewards.service';

/** Orders and events earn, and refunds take back, in the transaction that records them (INV-11). */
export const earningEffects = [
  reacts(
    {
      name: 'earning.rewards',
      step: 'points',
      of: {
        orders: orderPaid,
        refunds: refundApplied,
        events: eventRecorded,
        corrections: orderCorrected,
      },
    },
    RewardsService,
    (rewards, tx, brandId, brought) => rewards.post(tx, brandId, brought),
  ),
];
