export * from './kinds';
export * from './merge';
