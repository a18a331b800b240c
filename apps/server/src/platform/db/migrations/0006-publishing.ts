import { migration } from '../migration';

const column = (name: string) => ({
  table: 'document_version',
  column: name,
  definition: 'bigint NOT NULL DEFAULT 0',
});

/** Publishing that a second person has to approve. */
export const AskedPublishing1765200000000 = migration('AskedPublishing1765200000000', {
  sqlite: [],
  mysql: [],
  columns: ['asked_by', 'asked_at_ms', 'asked_starts_at_ms', 'approved_by'].map(column),
});
