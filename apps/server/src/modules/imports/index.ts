export { importTables } from './entities';
