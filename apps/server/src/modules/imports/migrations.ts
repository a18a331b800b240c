import { migration } from '../../platform/db/migration';

export const importMigrations = [
  migration('ImportEncodings1764400000000', {
    sqlite: [],
    mysql: [],
    columns: [{ table: 'import_job', column: 'encoding', definition: "varchar(16) NOT NULL DEFAULT ''" }],
  }),
  migration('ImportCorrections1764900000001', {
    sqlite: [],
    mysql: [],
    columns: [{ table: 'import_job', column: 'corrects', definition: 'integer NOT NULL DEFAULT 0' }],
  }),
];
