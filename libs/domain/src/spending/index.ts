export * from './gifts';
export * from './exchange';
export * from './order-points';
export * from './lifecycles';
