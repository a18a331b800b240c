import { migration } from '../../platform/db/migration';

export const ledgerAuditMigrations = [
  migration('ProvenRoots1765120000000', {
    sqlite: [],
    mysql: [],
    columns: ['since_day', 'proven_day'].map((column) => {
      return { table: 'audit_run', column, definition: 'integer NOT NULL DEFAULT 0' };
    }),
  }),
];
