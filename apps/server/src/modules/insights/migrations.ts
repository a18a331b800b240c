import { migration } from '../../platform/db/migration';

export const insightsMigrations = [
  // The list of customers by what they spent.
  migration('CustomersBySpending1765200000001', {
    sqlite: [
      'CREATE INDEX "ix_customer_total_brand_id_paid_fen_customer_id" ON "customer_total" ("brand_id", "paid_fen", "customer_id") ',
    ],
    mysql: [
      'CREATE INDEX `ix_customer_total_brand_id_paid_fen_customer_id` ON `customer_total` (`brand_id`, `paid_fen`, `customer_id`)',
    ],
  }),
];
