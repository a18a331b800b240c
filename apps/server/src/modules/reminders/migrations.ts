import { migration } from '../../platform/db/migration';

export const reminderMigrations = [
  migration('Reminders1765400000000', {
    sqlite: [
      'CREATE TABLE "reminder_fact" ("id" bigint PRIMARY KEY NOT NULL, "brand_id" bigint NOT NULL DEFAULT (0), "customer_id" bigint NOT NULL DEFAULT (0), "template_id" blob NOT NULL, "fact_key" blob NOT NULL, "kind" varchar(16) NOT NULL DEFAULT (\'\'), "source" varchar(16) NOT NULL DEFAULT (\'\'), "is_kept" integer NOT NULL DEFAULT (0), "at_ms" bigint NOT NULL DEFAULT (0), "heard_at_ms" bigint NOT NULL DEFAULT (0))',
      'CREATE UNIQUE INDEX "uk_reminder_fact_brand_id_customer_id_template_id_fact_key" ON "reminder_fact" ("brand_id", "customer_id", "template_id", "fact_key") ',
      'CREATE TABLE "reminder_grant" ("brand_id" bigint NOT NULL, "customer_id" bigint NOT NULL, "template_id" blob NOT NULL, "left_count" bigint NOT NULL DEFAULT (0), "is_always" integer NOT NULL DEFAULT (0), PRIMARY KEY ("brand_id", "customer_id", "template_id"))',
      'CREATE INDEX "ix_reminder_grant_brand_id_template_id_left_count" ON "reminder_grant" ("brand_id", "template_id", "left_count") ',
      'CREATE TABLE "reminder_silence" ("brand_id" bigint NOT NULL, "customer_id" bigint NOT NULL, "since_ms" bigint NOT NULL DEFAULT (0), PRIMARY KEY ("brand_id", "customer_id"))',
    ],
    mysql: [
      "CREATE TABLE `reminder_fact` (`id` bigint NOT NULL, `brand_id` bigint NOT NULL DEFAULT '0', `customer_id` bigint NOT NULL DEFAULT '0', `template_id` varbinary(64) NOT NULL, `fact_key` varbinary(64) NOT NULL, `kind` varchar(16) NOT NULL DEFAULT '', `source` varchar(16) NOT NULL DEFAULT '', `is_kept` int NOT NULL DEFAULT '0', `at_ms` bigint NOT NULL DEFAULT '0', `heard_at_ms` bigint NOT NULL DEFAULT '0', UNIQUE INDEX `uk_reminder_fact_brand_id_customer_id_template_id_fact_key` (`brand_id`, `customer_id`, `template_id`, `fact_key`), PRIMARY KEY (`id`)) ENGINE=InnoDB",
      "CREATE TABLE `reminder_grant` (`brand_id` bigint NOT NULL, `customer_id` bigint NOT NULL, `template_id` varbinary(64) NOT NULL, `left_count` bigint NOT NULL DEFAULT '0', `is_always` int NOT NULL DEFAULT '0', INDEX `ix_reminder_grant_brand_id_template_id_left_count` (`brand_id`, `template_id`, `left_count`), PRIMARY KEY (`brand_id`, `customer_id`, `template_id`)) ENGINE=InnoDB",
      "CREATE TABLE `reminder_silence` (`brand_id` bigint NOT NULL, `customer_id` bigint NOT NULL, `since_ms` bigint NOT NULL DEFAULT '0', PRIMARY KEY (`brand_id`, `customer_id`)) ENGINE=InnoDB",
    ],
  }),
];
