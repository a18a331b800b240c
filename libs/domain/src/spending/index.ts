export * from './exchange';
export * from './order-points';
