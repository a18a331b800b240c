import { migration } from '../../platform/db/migration';

const COLUMNS = ['since_ms', 'keep_missing', 'pass_id', 'scheme_version', 'holds_until_ms'];

export const tierMigrations = [
  // Standings from before hold until nothing, so that they are judged at every read, as they were.
  migration('HeldJudgements1764990000000', {
    sqlite: [],
    mysql: [],
    columns: COLUMNS.map((column) => ({
      table: 'customer_tier',
      column,
      definition: 'bigint NOT NULL DEFAULT 0',
    })),
  }),
];
