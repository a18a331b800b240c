export * from './kinds';
export * from './lifecycles';
export * from './merge';
