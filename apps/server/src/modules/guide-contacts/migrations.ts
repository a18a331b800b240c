import { migration } from '../../platform/db/migration';

export const contactMigrations = [
  migration('GuideContacts1767500000000', {
    sqlite: [
      'CREATE TABLE "guide_contact" ("guide_id" bigint PRIMARY KEY NOT NULL, "brand_id" bigint NOT NULL DEFAULT (0), "link" varchar(256) NOT NULL DEFAULT (\'\'), "set_at_ms" bigint NOT NULL DEFAULT (0), "operator_id" bigint NOT NULL DEFAULT (0))',
      'CREATE INDEX "ix_guide_contact_brand_id_guide_id" ON "guide_contact" ("brand_id", "guide_id") ',
    ],
    mysql: [
      "CREATE TABLE `guide_contact` (`guide_id` bigint NOT NULL, `brand_id` bigint NOT NULL DEFAULT '0', `link` varchar(256) NOT NULL DEFAULT '', `set_at_ms` bigint NOT NULL DEFAULT '0', `operator_id` bigint NOT NULL DEFAULT '0', INDEX `ix_guide_contact_brand_id_guide_id` (`brand_id`, `guide_id`), PRIMARY KEY (`guide_id`)) ENGINE=InnoDB",
    ],
  }),
];
