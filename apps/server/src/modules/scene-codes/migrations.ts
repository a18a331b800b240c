import { migration } from '../../platform/db/migration';

export const sceneMigrations = [
  migration('SceneCodes1765400000000', {
    sqlite: [
      'CREATE TABLE "scene_code" ("id" bigint PRIMARY KEY NOT NULL, "brand_id" bigint NOT NULL DEFAULT (0), "scene" varchar(32) NOT NULL DEFAULT (\'\'), "store_id" bigint NOT NULL DEFAULT (0), "guide_id" bigint NOT NULL DEFAULT (0), "made_at_ms" bigint NOT NULL DEFAULT (0), "successor_id" bigint NOT NULL DEFAULT (0))',
      'CREATE UNIQUE INDEX "uk_scene_code_brand_id_scene" ON "scene_code" ("brand_id", "scene") ',
      'CREATE UNIQUE INDEX "uk_scene_code_brand_id_store_id_guide_id_successor_id" ON "scene_code" ("brand_id", "store_id", "guide_id", "successor_id") ',
      'CREATE INDEX "ix_scene_code_guide_id_successor_id" ON "scene_code" ("guide_id", "successor_id") ',
      'CREATE TABLE "member_origin" ("customer_id" bigint PRIMARY KEY NOT NULL, "brand_id" bigint NOT NULL DEFAULT (0), "scene_id" bigint NOT NULL DEFAULT (0), "store_id" bigint NOT NULL DEFAULT (0), "guide_id" bigint NOT NULL DEFAULT (0), "joined_at_ms" bigint NOT NULL DEFAULT (0))',
    ],
    mysql: [
      "CREATE TABLE `scene_code` (`id` bigint NOT NULL, `brand_id` bigint NOT NULL DEFAULT 0, `scene` varchar(32) NOT NULL DEFAULT '', `store_id` bigint NOT NULL DEFAULT 0, `guide_id` bigint NOT NULL DEFAULT 0, `made_at_ms` bigint NOT NULL DEFAULT 0, `successor_id` bigint NOT NULL DEFAULT 0, UNIQUE INDEX `uk_scene_code_brand_id_scene` (`brand_id`, `scene`), UNIQUE INDEX `uk_scene_code_brand_id_store_id_guide_id_successor_id` (`brand_id`, `store_id`, `guide_id`, `successor_id`), INDEX `ix_scene_code_guide_id_successor_id` (`guide_id`, `successor_id`), PRIMARY KEY (`id`)) ENGINE=InnoDB",
      'CREATE TABLE `member_origin` (`customer_id` bigint NOT NULL, `brand_id` bigint NOT NULL DEFAULT 0, `scene_id` bigint NOT NULL DEFAULT 0, `store_id` bigint NOT NULL DEFAULT 0, `guide_id` bigint NOT NULL DEFAULT 0, `joined_at_ms` bigint NOT NULL DEFAULT 0, PRIMARY KEY (`customer_id`)) ENGINE=InnoDB',
    ],
  }),
];
