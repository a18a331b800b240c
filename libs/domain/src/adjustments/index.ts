export * from './lifecycles';
