import { migration } from '../../platform/db/migration';

export const goodsMigrations = [
  migration('Goods1767500000000', {
    sqlite: [
      `CREATE TABLE "item" ("id" bigint PRIMARY KEY NOT NULL, "brand_id" bigint NOT NULL DEFAULT (0), "code" blob NOT NULL, "name" varchar(128) NOT NULL DEFAULT (''), "category_id" bigint NOT NULL DEFAULT (0), "item_brand" varchar(64) NOT NULL DEFAULT (''), "season" varchar(32) NOT NULL DEFAULT (''), "price_fen" bigint DEFAULT (0), "cost_fen" bigint DEFAULT (0), "launched_on" integer, "state" varchar(16) NOT NULL DEFAULT (''), "changed_at_ms" bigint NOT NULL DEFAULT (0))`,
      'CREATE UNIQUE INDEX "uk_item_brand_id_code" ON "item" ("brand_id", "code") ',
      'CREATE INDEX "ix_item_brand_id_id" ON "item" ("brand_id", "id") ',
      'CREATE INDEX "ix_item_brand_id_category_id_id" ON "item" ("brand_id", "category_id", "id") ',
      'CREATE TABLE "item_category" ("id" bigint PRIMARY KEY NOT NULL, "brand_id" bigint NOT NULL DEFAULT (0), "path" blob NOT NULL, "depth" integer NOT NULL DEFAULT (0))',
      'CREATE UNIQUE INDEX "uk_item_category_brand_id_path" ON "item_category" ("brand_id", "path") ',
      'CREATE TABLE "item_level" ("item_id" bigint NOT NULL, "depth" integer NOT NULL, "category_id" bigint NOT NULL DEFAULT (0), PRIMARY KEY ("item_id", "depth"))',
      'CREATE INDEX "ix_item_level_category_id_item_id" ON "item_level" ("category_id", "item_id") ',
    ],
    mysql: [
      "CREATE TABLE `item` (`id` bigint NOT NULL, `brand_id` bigint NOT NULL DEFAULT '0', `code` varbinary(64) NOT NULL, `name` varchar(128) NOT NULL DEFAULT '', `category_id` bigint NOT NULL DEFAULT '0', `item_brand` varchar(64) NOT NULL DEFAULT '', `season` varchar(32) NOT NULL DEFAULT '', `price_fen` bigint NULL DEFAULT '0', `cost_fen` bigint NULL DEFAULT '0', `launched_on` int NULL, `state` varchar(16) NOT NULL DEFAULT '', `changed_at_ms` bigint NOT NULL DEFAULT '0', UNIQUE INDEX `uk_item_brand_id_code` (`brand_id`, `code`), INDEX `ix_item_brand_id_id` (`brand_id`, `id`), INDEX `ix_item_brand_id_category_id_id` (`brand_id`, `category_id`, `id`), PRIMARY KEY (`id`)) ENGINE=InnoDB",
      "CREATE TABLE `item_category` (`id` bigint NOT NULL, `brand_id` bigint NOT NULL DEFAULT '0', `path` varbinary(255) NOT NULL, `depth` int NOT NULL DEFAULT '0', UNIQUE INDEX `uk_item_category_brand_id_path` (`brand_id`, `path`), PRIMARY KEY (`id`)) ENGINE=InnoDB",
      "CREATE TABLE `item_level` (`item_id` bigint NOT NULL, `depth` int NOT NULL, `category_id` bigint NOT NULL DEFAULT '0', INDEX `ix_item_level_category_id_item_id` (`category_id`, `item_id`), PRIMARY KEY (`item_id`, `depth`)) ENGINE=InnoDB",
    ],
  }),
];
