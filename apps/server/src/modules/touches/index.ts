export { touchTables } from './entities';
