export { assetsOf, countsFrom, countsTo, sum, type LayerFlow } from './flow';
export * from './returning';
export * from './star';
