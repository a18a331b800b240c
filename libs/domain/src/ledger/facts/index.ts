export * from './facts';
export {
  HQ,
  FunderSums,
  funderSlot,
  pointsOf,
  type FactHold,
  type FactLot,
  type FactOwner,
  type FactPart,
} from './book';
export { settledBy, type Settled } from './settled';
export { endsMoved, type EndMoved } from './ends';
export * from './straighten';
