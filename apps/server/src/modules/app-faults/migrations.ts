import { migration } from '../../platform/db/migration';

export const appFaultMigrations = [
  migration('AppFaults1765300000000', {
    sqlite: [
      'CREATE TABLE "app_fault" ("id" bigint PRIMARY KEY NOT NULL, "brand_id" bigint NOT NULL DEFAULT (0), "day" integer NOT NULL, "kind" varchar(16) NOT NULL DEFAULT (\'\'), "platform" varchar(16) NOT NULL DEFAULT (\'\'), "version" varchar(16) NOT NULL DEFAULT (\'\'), "page" varchar(96) NOT NULL DEFAULT (\'\'), "message" varchar(160) NOT NULL DEFAULT (\'\'), "times" bigint NOT NULL DEFAULT (0), "first_seen_ms" bigint NOT NULL DEFAULT (0), "last_seen_ms" bigint NOT NULL DEFAULT (0))',
      'CREATE UNIQUE INDEX "uk_app_fault_brand_id_day_kind_platform_version_page_message" ON "app_fault" ("brand_id", "day", "kind", "platform", "version", "page", "message") ',
      'CREATE INDEX "ix_app_fault_brand_id_last_seen_ms_id" ON "app_fault" ("brand_id", "last_seen_ms", "id") ',
      'CREATE INDEX "ix_app_fault_last_seen_ms" ON "app_fault" ("last_seen_ms") ',
    ],
    mysql: [
      "CREATE TABLE `app_fault` (`id` bigint NOT NULL, `brand_id` bigint NOT NULL DEFAULT '0', `day` int NOT NULL, `kind` varchar(16) NOT NULL DEFAULT '', `platform` varchar(16) NOT NULL DEFAULT '', `version` varchar(16) NOT NULL DEFAULT '', `page` varchar(96) NOT NULL DEFAULT '', `message` varchar(160) NOT NULL DEFAULT '', `times` bigint NOT NULL DEFAULT '0', `first_seen_ms` bigint NOT NULL DEFAULT '0', `last_seen_ms` bigint NOT NULL DEFAULT '0', INDEX `ix_app_fault_brand_id_last_seen_ms_id` (`brand_id`, `last_seen_ms`, `id`), INDEX `ix_app_fault_last_seen_ms` (`last_seen_ms`), UNIQUE INDEX `uk_app_fault_brand_id_day_kind_platform_version_page_message` (`brand_id`, `day`, `kind`, `platform`, `version`, `page`, `message`), PRIMARY KEY (`id`)) ENGINE=InnoDB",
    ],
  }),
];
