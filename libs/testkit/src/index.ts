export { layerByHand, type HandEvent } from './layer-oracle';
