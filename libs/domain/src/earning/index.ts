export * from './allocate';
export { birthdayIn, checkBirthday, isInBirthday, type Birthday } from './birthday';
export * from './check-rules';
export type { Fault as RuleFault } from './check-shape';
export * from './clawback';
export { lotDates, type LotDates } from './lot-terms';
export { isMemberDay, type FactorKind } from './multipliers';
export * from './plan';
export * from './rules';
