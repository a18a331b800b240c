import { reacts } from '../../platform/areas';
import { eventRecorded } from '../events';
import { customersMerged, customersUnmerged } from '../members';
import { orderCorrected, orderPaid, refundApplied } from '../orders';
import { FactsOfNews } from './facts-of-news';

/** Layers follow everything that is recorded, and whoever turns out to be one person or two. */
export const insightsEffects = [
  reacts(
    {
      name: 'insights.facts',
      step: 'facts',
      of: {
        events: eventRecorded,
        orders: orderPaid,
        refunds: refundApplied,
        corrected: orderCorrected,
        merged: customersMerged,
        unmerged: customersUnmerged,
      },
    },
    FactsOfNews,
    (facts, tx, brandId, news) => facts.fold(tx, brandId, news),
  ),
];
