export { generate } from './command';
export { inventCustomer, type Invention } from './invented';
export { InventedWriter } from './writer';
