export { depthFor } from './catalogue';
export { insightsTables } from './entities';
export { FactsService, type RebuildOutcome } from './facts.service';
export type { ChannelOrder, EventFact, FactsChange } from './histories';
export { InsightsModule } from './module';
export { mergedTotals, totalOfEvent, totalOfOrder, totalOfRefund, type CustomerTotal } from './totals';
