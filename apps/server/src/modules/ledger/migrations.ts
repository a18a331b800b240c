import { migration } from '../../platform/db/migration';

export const ledgerMigrations = [
  migration('LateFacts1764366000000', {
    sqlite: [
      'CREATE TABLE "points_straightened" ("id" bigint PRIMARY KEY NOT NULL, "brand_id" bigint NOT NULL DEFAULT (0), "at_ms" bigint NOT NULL DEFAULT (0))',
    ],
    mysql: [
      'CREATE TABLE `points_straightened` (`id` bigint NOT NULL, `brand_id` bigint NOT NULL DEFAULT 0, `at_ms` bigint NOT NULL DEFAULT 0, PRIMARY KEY (`id`)) ENGINE=InnoDB',
    ],
  }),
];
