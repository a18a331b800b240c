export { assetsOf, countsFrom, countsTo, type LayerFlow } from './flow';
export * from './returning';
export * from './star';
