import { migration } from '../../platform/db/migration';
import { givenBeforeDays } from './budget-draws.queries';

export const earningMigrations = [
  migration('BudgetDraws1764600000000', {
    sqlite: [
      'CREATE TABLE "earning_budget_day" ("brand_id" bigint NOT NULL, "rule" varchar(48) NOT NULL, "day" integer NOT NULL, "points" bigint NOT NULL DEFAULT (0), "cut" bigint NOT NULL DEFAULT (0), PRIMARY KEY ("brand_id", "rule", "day"))',
      'CREATE TABLE "earning_budget_draw" ("id" bigint PRIMARY KEY NOT NULL, "brand_id" bigint NOT NULL DEFAULT (0), "rule" varchar(48) NOT NULL DEFAULT (\'\'), "at_ms" bigint NOT NULL DEFAULT (0), "fact_key" blob NOT NULL, "customer_id" bigint NOT NULL DEFAULT (0), "day" integer NOT NULL, "points" bigint NOT NULL DEFAULT (0), "cut" bigint NOT NULL DEFAULT (0))',
      'CREATE TABLE "earning_budget_again" ("brand_id" bigint NOT NULL, "rule" varchar(48) NOT NULL, "from_ms" bigint NOT NULL DEFAULT (0), "from_key" blob NOT NULL, PRIMARY KEY ("brand_id", "rule"))',
      'CREATE INDEX "ix_earning_budget_draw_brand_id_rule_at_ms_fact_key" ON "earning_budget_draw" ("brand_id", "rule", "at_ms", "fact_key") ',
      givenBeforeDays('INSERT'),
    ],
    mysql: [
      "CREATE TABLE `earning_budget_day` (`brand_id` bigint NOT NULL, `rule` varchar(48) NOT NULL, `day` int NOT NULL, `points` bigint NOT NULL DEFAULT '0', `cut` bigint NOT NULL DEFAULT '0', PRIMARY KEY (`brand_id`, `rule`, `day`)) ENGINE=InnoDB",
      "CREATE TABLE `earning_budget_draw` (`id` bigint NOT NULL, `brand_id` bigint NOT NULL DEFAULT '0', `rule` varchar(48) NOT NULL DEFAULT '', `at_ms` bigint NOT NULL DEFAULT '0', `fact_key` varbinary(64) NOT NULL, `customer_id` bigint NOT NULL DEFAULT '0', `day` int NOT NULL, `points` bigint NOT NULL DEFAULT '0', `cut` bigint NOT NULL DEFAULT '0', INDEX `ix_earning_budget_draw_brand_id_rule_at_ms_fact_key` (`brand_id`, `rule`, `at_ms`, `fact_key`), PRIMARY KEY (`id`)) ENGINE=InnoDB",
      "CREATE TABLE `earning_budget_again` (`brand_id` bigint NOT NULL, `rule` varchar(48) NOT NULL, `from_ms` bigint NOT NULL DEFAULT '0', `from_key` varbinary(64) NOT NULL, PRIMARY KEY (`brand_id`, `rule`)) ENGINE=InnoDB",
      // A step that was killed is run again from its start.
      givenBeforeDays('INSERT IGNORE'),
    ],
    columns: [
      { table: 'earning_budget', column: 'cut', definition: 'bigint NOT NULL DEFAULT 0' },
      { table: 'earning_budget', column: 'last_at_ms', definition: 'bigint NOT NULL DEFAULT 0' },
    ],
  }),
];
