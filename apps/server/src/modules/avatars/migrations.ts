import { migration } from '../../platform/db/migration';

export const avatarMigrations = [
  migration('Avatars1765400000001', {
    sqlite: [
      'CREATE TABLE "customer_avatar" ("customer_id" bigint PRIMARY KEY NOT NULL, "brand_id" bigint NOT NULL DEFAULT (0), "sealed" blob NOT NULL, "set_at_ms" bigint NOT NULL DEFAULT (0))',
    ],
    mysql: [
      "CREATE TABLE `customer_avatar` (`customer_id` bigint NOT NULL, `brand_id` bigint NOT NULL DEFAULT '0', `sealed` varbinary(61440) NOT NULL, `set_at_ms` bigint NOT NULL DEFAULT '0', PRIMARY KEY (`customer_id`)) ENGINE=InnoDB",
    ],
  }),
];
