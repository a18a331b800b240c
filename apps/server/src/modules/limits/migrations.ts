import { migration } from '../../platform/db/migration';

export const limitMigrations = [
  migration('LimitChanges1765100000000', {
    sqlite: [
      'CREATE TABLE "limit_change" ("id" bigint PRIMARY KEY NOT NULL, "brand_id" bigint NOT NULL DEFAULT (0), "limit_name" varchar(64) NOT NULL DEFAULT (\'\'), "from_value" bigint NOT NULL DEFAULT (0), "to_value" bigint NOT NULL DEFAULT (0), "state" varchar(16) NOT NULL DEFAULT (\'\'), "asked_by" bigint NOT NULL DEFAULT (0), "asked_at_ms" bigint NOT NULL DEFAULT (0), "approved_by" bigint NOT NULL DEFAULT (0), "approved_at_ms" bigint NOT NULL DEFAULT (0), "counts_from_ms" bigint NOT NULL DEFAULT (0), "withdrawn_by" bigint NOT NULL DEFAULT (0), "ended_at_ms" bigint NOT NULL DEFAULT (0))',
      'CREATE INDEX "ix_limit_change_brand_id_ended_at_ms" ON "limit_change" ("brand_id", "ended_at_ms") ',
      'CREATE INDEX "ix_limit_change_state_counts_from_ms" ON "limit_change" ("state", "counts_from_ms") ',
    ],
    mysql: [
      "CREATE TABLE `limit_change` (`id` bigint NOT NULL, `brand_id` bigint NOT NULL DEFAULT '0', `limit_name` varchar(64) NOT NULL DEFAULT '', `from_value` bigint NOT NULL DEFAULT '0', `to_value` bigint NOT NULL DEFAULT '0', `state` varchar(16) NOT NULL DEFAULT '', `asked_by` bigint NOT NULL DEFAULT '0', `asked_at_ms` bigint NOT NULL DEFAULT '0', `approved_by` bigint NOT NULL DEFAULT '0', `approved_at_ms` bigint NOT NULL DEFAULT '0', `counts_from_ms` bigint NOT NULL DEFAULT '0', `withdrawn_by` bigint NOT NULL DEFAULT '0', `ended_at_ms` bigint NOT NULL DEFAULT '0', INDEX `ix_limit_change_brand_id_ended_at_ms` (`brand_id`, `ended_at_ms`), INDEX `ix_limit_change_state_counts_from_ms` (`state`, `counts_from_ms`), PRIMARY KEY (`id`)) ENGINE=InnoDB",
    ],
  }),
];
