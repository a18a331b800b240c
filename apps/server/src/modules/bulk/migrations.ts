import { migration } from '../../platform/db/migration';

export const bulkMigrations = [
  migration('BulkActs1767400000000', {
    sqlite: [
      'CREATE TABLE "bulk_act" ("id" bigint PRIMARY KEY NOT NULL, "brand_id" bigint NOT NULL DEFAULT (0), "request_key" blob NOT NULL, "operator_id" bigint NOT NULL DEFAULT (0), "state" varchar(16) NOT NULL DEFAULT (\'\'), "asked" text NOT NULL, "after_id" bigint NOT NULL DEFAULT (0), "needs_second" integer NOT NULL DEFAULT (0), "sum_points" bigint NOT NULL DEFAULT (0), "confirmed_at_ms" bigint NOT NULL DEFAULT (0), "decided_by" bigint NOT NULL DEFAULT (0), "lease_until_ms" bigint NOT NULL DEFAULT (0), "requested_at_ms" bigint NOT NULL DEFAULT (0), "finished_at_ms" bigint NOT NULL DEFAULT (0))',
      'CREATE UNIQUE INDEX "uk_bulk_act_brand_id_request_key" ON "bulk_act" ("brand_id", "request_key") ',
      'CREATE INDEX "ix_bulk_act_brand_id_id" ON "bulk_act" ("brand_id", "id") ',
      'CREATE INDEX "ix_bulk_act_brand_id_operator_id_id" ON "bulk_act" ("brand_id", "operator_id", "id") ',
      'CREATE INDEX "ix_bulk_act_state_lease_until_ms" ON "bulk_act" ("state", "lease_until_ms") ',
      'CREATE TABLE "bulk_entry" ("act_id" bigint NOT NULL, "customer_id" bigint NOT NULL, "brand_id" bigint NOT NULL DEFAULT (0), "state" varchar(16) NOT NULL DEFAULT (\'\'), "reason" varchar(16) NOT NULL DEFAULT (\'\'), "guide_before" bigint NOT NULL DEFAULT (0), "adjustment_id" bigint NOT NULL DEFAULT (0), "at_ms" bigint NOT NULL DEFAULT (0), PRIMARY KEY ("act_id", "customer_id"))',
      'CREATE INDEX "ix_bulk_entry_act_id_state_customer_id" ON "bulk_entry" ("act_id", "state", "customer_id") ',
    ],
    mysql: [
      "CREATE TABLE `bulk_act` (`id` bigint NOT NULL, `brand_id` bigint NOT NULL DEFAULT 0, `request_key` varbinary(64) NOT NULL, `operator_id` bigint NOT NULL DEFAULT 0, `state` varchar(16) NOT NULL DEFAULT '', `asked` mediumtext NOT NULL, `after_id` bigint NOT NULL DEFAULT 0, `needs_second` int NOT NULL DEFAULT 0, `sum_points` bigint NOT NULL DEFAULT 0, `confirmed_at_ms` bigint NOT NULL DEFAULT 0, `decided_by` bigint NOT NULL DEFAULT 0, `lease_until_ms` bigint NOT NULL DEFAULT 0, `requested_at_ms` bigint NOT NULL DEFAULT 0, `finished_at_ms` bigint NOT NULL DEFAULT 0, UNIQUE INDEX `uk_bulk_act_brand_id_request_key` (`brand_id`, `request_key`), INDEX `ix_bulk_act_brand_id_id` (`brand_id`, `id`), INDEX `ix_bulk_act_brand_id_operator_id_id` (`brand_id`, `operator_id`, `id`), INDEX `ix_bulk_act_state_lease_until_ms` (`state`, `lease_until_ms`), PRIMARY KEY (`id`)) ENGINE=InnoDB",
      "CREATE TABLE `bulk_entry` (`act_id` bigint NOT NULL, `customer_id` bigint NOT NULL, `brand_id` bigint NOT NULL DEFAULT 0, `state` varchar(16) NOT NULL DEFAULT '', `reason` varchar(16) NOT NULL DEFAULT '', `guide_before` bigint NOT NULL DEFAULT 0, `adjustment_id` bigint NOT NULL DEFAULT 0, `at_ms` bigint NOT NULL DEFAULT 0, INDEX `ix_bulk_entry_act_id_state_customer_id` (`act_id`, `state`, `customer_id`), PRIMARY KEY (`act_id`, `customer_id`)) ENGINE=InnoDB",
    ],
  }),
];
