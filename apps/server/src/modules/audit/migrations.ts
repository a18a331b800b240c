import { migration } from '../../platform/db/migration';

export const auditMigrations = [
  migration('AuditNotes1765100000000', {
    sqlite: [
      'CREATE TABLE "audit_note" ("id" bigint PRIMARY KEY NOT NULL, "brand_id" bigint NOT NULL DEFAULT (0), "customer_id" bigint NOT NULL DEFAULT (0), "salt" blob NOT NULL, "text" varchar(255) NOT NULL DEFAULT (\'\'))',
      'CREATE INDEX "ix_audit_note_customer_id" ON "audit_note" ("customer_id") ',
    ],
    mysql: [
      "CREATE TABLE `audit_note` (`id` bigint NOT NULL, `brand_id` bigint NOT NULL DEFAULT 0, `customer_id` bigint NOT NULL DEFAULT 0, `salt` varbinary(16) NOT NULL, `text` varchar(255) NOT NULL DEFAULT '', INDEX `ix_audit_note_customer_id` (`customer_id`), PRIMARY KEY (`id`)) ENGINE=InnoDB",
    ],
  }),
];
