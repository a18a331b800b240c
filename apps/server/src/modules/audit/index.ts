export { auditTables } from './entities';
