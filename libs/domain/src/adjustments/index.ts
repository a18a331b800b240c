export * from './lifecycles';
export * from './rules';
