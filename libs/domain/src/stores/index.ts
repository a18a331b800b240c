export * from './near';
