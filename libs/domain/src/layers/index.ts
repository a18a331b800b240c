export * from './events';
export { WHOLE_BRAND, type FactRow } from './facts';
export {
  groupsOf,
  historiesOf,
  type ChannelOrder,
  type EventFact,
  type FactsChange,
  type HistoryGroup,
  type ScopeHistory,
} from './histories';
export * from './layer';
export * from './lists';
export * from './model';
export * from './past';
export * from './rewrite';
export { FOREVER, foldStates, NEVER, stateOn } from './state';
export type { CustomerState, DayFact, OrderFact } from './state';
export * from './steps';
export * from './totals';
