export * from './allocate';
export { birthdayIn, checkBirthday, isInBirthday, type Birthday } from './birthday';
export * from './clawback';
export * from './faults';
export * from './lifecycles';
export { lotDates, type LotDates } from './lot-terms';
export { isMemberDay, type FactorKind } from './multipliers';
export * from './plan';
export * from './rules';
