export { identityTables } from './entities';
