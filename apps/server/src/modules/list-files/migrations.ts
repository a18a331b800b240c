import { migration } from '../../platform/db/migration';

export const listFileMigrations = [
  migration('ListFiles1765100000000', {
    sqlite: [
      'CREATE TABLE "list_file" ("id" bigint PRIMARY KEY NOT NULL, "brand_id" bigint NOT NULL DEFAULT (0), "operator_id" bigint NOT NULL DEFAULT (0), "list" varchar(16) NOT NULL DEFAULT (\'\'), "state" varchar(16) NOT NULL DEFAULT (\'\'), "asked" text NOT NULL, "file_name" varchar(64) NOT NULL DEFAULT (\'\'), "line_count" bigint NOT NULL DEFAULT (0), "bytes" bigint NOT NULL DEFAULT (0), "lease_until_ms" bigint NOT NULL DEFAULT (0), "started_at_ms" bigint NOT NULL DEFAULT (0), "finished_at_ms" bigint NOT NULL DEFAULT (0))',
      'CREATE INDEX "ix_list_file_brand_id_operator_id_id" ON "list_file" ("brand_id", "operator_id", "id") ',
      'CREATE INDEX "ix_list_file_state_lease_until_ms" ON "list_file" ("state", "lease_until_ms") ',
    ],
    mysql: [
      "CREATE TABLE `list_file` (`id` bigint NOT NULL, `brand_id` bigint NOT NULL DEFAULT 0, `operator_id` bigint NOT NULL DEFAULT 0, `list` varchar(16) NOT NULL DEFAULT '', `state` varchar(16) NOT NULL DEFAULT '', `asked` mediumtext NOT NULL, `file_name` varchar(64) NOT NULL DEFAULT '', `line_count` bigint NOT NULL DEFAULT 0, `bytes` bigint NOT NULL DEFAULT 0, `lease_until_ms` bigint NOT NULL DEFAULT 0, `started_at_ms` bigint NOT NULL DEFAULT 0, `finished_at_ms` bigint NOT NULL DEFAULT 0, INDEX `ix_list_file_brand_id_operator_id_id` (`brand_id`, `operator_id`, `id`), INDEX `ix_list_file_state_lease_until_ms` (`state`, `lease_until_ms`), PRIMARY KEY (`id`)) ENGINE=InnoDB",
    ],
  }),
  // What was asked for has another shape; the files of these rows go with the next sweep.
  migration('ListFilesOfAnyList1767300000000', {
    sqlite: ['DELETE FROM "list_file"'],
    mysql: ['DELETE FROM `list_file`'],
  }),
];
