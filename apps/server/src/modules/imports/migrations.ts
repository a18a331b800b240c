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
  // Refused lines as they stood in their file, for the report.
  migration('ImportLines1765300000000', {
    sqlite: [
      'CREATE TABLE "import_line" ("import_id" bigint NOT NULL, "line" integer NOT NULL, "at_ms" bigint NOT NULL DEFAULT (0), "text" blob NOT NULL, PRIMARY KEY ("import_id", "line"))',
      'CREATE INDEX "ix_import_line_at_ms" ON "import_line" ("at_ms") ',
    ],
    mysql: [
      "CREATE TABLE `import_line` (`import_id` bigint NOT NULL, `line` int NOT NULL, `at_ms` bigint NOT NULL DEFAULT '0', `text` varbinary(6000) NOT NULL, INDEX `ix_import_line_at_ms` (`at_ms`), PRIMARY KEY (`import_id`, `line`)) ENGINE=InnoDB",
    ],
  }),
  // An upload is looked at before anything of it is posted.
  migration('ImportPreviews1765300000001', {
    sqlite: [
      'CREATE TABLE "import_code" ("import_id" bigint NOT NULL, "number" integer NOT NULL, "thing" varchar(16) NOT NULL DEFAULT (\'\'), "code" varchar(64) NOT NULL DEFAULT (\'\'), "lines" bigint NOT NULL DEFAULT (0), "first_line" integer NOT NULL DEFAULT (0), "meaning" varchar(16) NOT NULL DEFAULT (\'\'), "as_code" varchar(64) NOT NULL DEFAULT (\'\'), PRIMARY KEY ("import_id", "number"))',
    ],
    mysql: [
      "CREATE TABLE `import_code` (`import_id` bigint NOT NULL, `number` int NOT NULL, `thing` varchar(16) NOT NULL DEFAULT '', `code` varchar(64) NOT NULL DEFAULT '', `lines` bigint NOT NULL DEFAULT '0', `first_line` int NOT NULL DEFAULT '0', `meaning` varchar(16) NOT NULL DEFAULT '', `as_code` varchar(64) NOT NULL DEFAULT '', PRIMARY KEY (`import_id`, `number`)) ENGINE=InnoDB",
    ],
    columns: [
      { table: 'import_job', column: 'file_hash', definition: "varchar(64) NOT NULL DEFAULT ''" },
      { table: 'import_job', column: 'held', definition: 'bigint NOT NULL DEFAULT 0' },
      { table: 'import_job', column: 'future', definition: 'bigint NOT NULL DEFAULT 0' },
      { table: 'import_job', column: 'codes_beyond', definition: 'bigint NOT NULL DEFAULT 0' },
      { table: 'import_job', column: 'confirmed_by', definition: 'bigint NOT NULL DEFAULT 0' },
    ],
  }),
  // What an import brought, so that it can be taken back as one act.
  migration('ImportReversals1765300000002', {
    sqlite: [
      'CREATE TABLE "import_fact" ("import_id" bigint NOT NULL, "fact_key" blob NOT NULL, "at_ms" bigint NOT NULL DEFAULT (0), "reversed_at_ms" bigint NOT NULL DEFAULT (0), PRIMARY KEY ("import_id", "fact_key"))',
      'CREATE INDEX "ix_import_fact_at_ms" ON "import_fact" ("at_ms") ',
    ],
    mysql: [
      "CREATE TABLE `import_fact` (`import_id` bigint NOT NULL, `fact_key` varbinary(64) NOT NULL, `at_ms` bigint NOT NULL DEFAULT '0', `reversed_at_ms` bigint NOT NULL DEFAULT '0', INDEX `ix_import_fact_at_ms` (`at_ms`), PRIMARY KEY (`import_id`, `fact_key`)) ENGINE=InnoDB",
    ],
    columns: [
      { table: 'import_job', column: 'reversed_by', definition: 'bigint NOT NULL DEFAULT 0' },
      { table: 'import_job', column: 'reversed_at_ms', definition: 'bigint NOT NULL DEFAULT 0' },
      { table: 'import_job', column: 'refunded', definition: 'bigint NOT NULL DEFAULT 0' },
      { table: 'import_job', column: 'nothing_left', definition: 'bigint NOT NULL DEFAULT 0' },
    ],
  }),
  // Workbooks, of which one sheet is read.
  migration('ImportWorkbooks1765400000000', {
    sqlite: [],
    mysql: [],
    columns: [
      { table: 'import_job', column: 'format', definition: "varchar(16) NOT NULL DEFAULT ''" },
      { table: 'import_job', column: 'sheet', definition: "varchar(64) NOT NULL DEFAULT ''" },
      { table: 'import_job', column: 'unread_sheets', definition: "varchar(255) NOT NULL DEFAULT ''" },
      { table: 'import_job', column: 'hidden_rows', definition: 'bigint NOT NULL DEFAULT 0' },
    ],
  }),
];
