export { assetsOf, countsFrom, countsTo, rateOf, sum, type LayerFlow } from './flow';
export * from './returning';
export * from './star';
