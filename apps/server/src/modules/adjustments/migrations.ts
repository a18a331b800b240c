import { migration } from '../../platform/db/migration';

export const adjustmentMigrations = [
  // Balances that come by the console: what a file would bring, and which file brought a balance.
  migration('BalanceImports1765400000001', {
    sqlite: [
      'CREATE TABLE "balance_import" ("id" bigint PRIMARY KEY NOT NULL, "brand_id" bigint NOT NULL DEFAULT (0), "points" bigint NOT NULL DEFAULT (0), "growth" bigint NOT NULL DEFAULT (0), "persons" bigint NOT NULL DEFAULT (0), "strangers" bigint NOT NULL DEFAULT (0), "holders" bigint NOT NULL DEFAULT (0), "largest" bigint NOT NULL DEFAULT (0), "largest_line" integer NOT NULL DEFAULT (0), "alone_by" bigint NOT NULL DEFAULT (0), "confirmed_at_ms" bigint NOT NULL DEFAULT (0))',
      'CREATE INDEX "ix_balance_import_brand_id_alone_by_confirmed_at_ms" ON "balance_import" ("brand_id", "alone_by", "confirmed_at_ms") ',
    ],
    mysql: [
      "CREATE TABLE `balance_import` (`id` bigint NOT NULL, `brand_id` bigint NOT NULL DEFAULT '0', `points` bigint NOT NULL DEFAULT '0', `growth` bigint NOT NULL DEFAULT '0', `persons` bigint NOT NULL DEFAULT '0', `strangers` bigint NOT NULL DEFAULT '0', `holders` bigint NOT NULL DEFAULT '0', `largest` bigint NOT NULL DEFAULT '0', `largest_line` int NOT NULL DEFAULT '0', `alone_by` bigint NOT NULL DEFAULT '0', `confirmed_at_ms` bigint NOT NULL DEFAULT '0', INDEX `ix_balance_import_brand_id_alone_by_confirmed_at_ms` (`brand_id`, `alone_by`, `confirmed_at_ms`), PRIMARY KEY (`id`)) ENGINE=InnoDB",
    ],
    columns: [
      { table: 'opening_balance', column: 'import_id', definition: 'bigint NOT NULL DEFAULT 0' },
      { table: 'opening_balance', column: 'taken', definition: "varchar(16) NOT NULL DEFAULT ''" },
    ],
  }),
  migration('BalancesByImport1765400000002', {
    sqlite: [
      'CREATE INDEX "ix_opening_balance_import_id_taken_id" ON "opening_balance" ("import_id", "taken", "id") ',
    ],
    mysql: [
      'CREATE INDEX `ix_opening_balance_import_id_taken_id` ON `opening_balance` (`import_id`, `taken`, `id`)',
    ],
  }),
];
