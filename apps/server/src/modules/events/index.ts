export { eventTables } from './entities';
