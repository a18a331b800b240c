export { guideTables } from './entities';
