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
];
