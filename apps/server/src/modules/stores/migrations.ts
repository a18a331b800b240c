import { migration } from '../../platform/db/migration';

export const storeMigrations = [
  migration('StorePlaces1765300000000', {
    sqlite: [
      `CREATE TABLE "store_place" ("store_id" bigint PRIMARY KEY NOT NULL, "brand_id" bigint NOT NULL DEFAULT (0), "city" varchar(32) NOT NULL DEFAULT (''), "address" varchar(120) NOT NULL DEFAULT (''), "phone" varchar(24) NOT NULL DEFAULT (''), "latitude_e6" bigint DEFAULT (0), "longitude_e6" bigint DEFAULT (0), "hours" text NOT NULL, "changed_at_ms" bigint NOT NULL DEFAULT (0))`,
      'CREATE INDEX "ix_store_place_brand_id_city_store_id" ON "store_place" ("brand_id", "city", "store_id") ',
      'CREATE INDEX "ix_store_place_brand_id_latitude_e6" ON "store_place" ("brand_id", "latitude_e6") ',
    ],
    mysql: [
      "CREATE TABLE `store_place` (`store_id` bigint NOT NULL, `brand_id` bigint NOT NULL DEFAULT '0', `city` varchar(32) NOT NULL DEFAULT '', `address` varchar(120) NOT NULL DEFAULT '', `phone` varchar(24) NOT NULL DEFAULT '', `latitude_e6` bigint NULL DEFAULT '0', `longitude_e6` bigint NULL DEFAULT '0', `hours` mediumtext NOT NULL, `changed_at_ms` bigint NOT NULL DEFAULT '0', INDEX `ix_store_place_brand_id_city_store_id` (`brand_id`, `city`, `store_id`), INDEX `ix_store_place_brand_id_latitude_e6` (`brand_id`, `latitude_e6`), PRIMARY KEY (`store_id`)) ENGINE=InnoDB",
    ],
  }),
];
