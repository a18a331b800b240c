export { memberTables } from './entities';
