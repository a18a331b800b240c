export * from './kinds';
export * from './kinship';
export * from './lifecycles';
export * from './merge';
