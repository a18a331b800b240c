export * from './entries';
export * from './lifecycles';
export * from './lines';
export * from './statement';
export * from './month';
export * from './payouts';
export {
  addUp as addUpLiability,
  breakageBp,
  chain as chainLiability,
  expectedBreakage,
  isConsistent as isLiabilityConsistent,
  rollBack,
  type LotFlow,
  type RollForward,
} from './liability';
