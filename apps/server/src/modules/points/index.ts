export { pointsTables } from './entities';
