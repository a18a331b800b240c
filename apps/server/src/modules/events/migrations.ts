import { migration } from '../../platform/db/migration';

export const eventMigrations = [
  migration('ToldInstants1764300000000', {
    sqlite: [],
    mysql: [],
    columns: [{ table: 'event', column: 'told_at_ms', definition: 'bigint NOT NULL DEFAULT 0' }],
  }),
];
