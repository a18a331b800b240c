export * from './exchange';
export * from './order-points';
export * from './lifecycles';
