export { layerByHand, type HandEvent } from './layer-oracle';
export * from './points-model';
