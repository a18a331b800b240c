export { orderTables } from './entities';
