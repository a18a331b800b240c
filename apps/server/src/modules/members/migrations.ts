import { migration } from '../../platform/db/migration';

/** Statements that say the same again do no harm. Merges that were taken back before stood for no time that we know. */
const OWN_MERGES =
  "FROM customer_merge m WHERE m.state <> 'review' AND (m.kept_id = customer.id OR m.alias_id = customer.id)";
const MERGED =
  `UPDATE customer SET merged_at_ms = (SELECT MAX(m.at_ms) ${OWN_MERGES})` +
  ` WHERE merged_at_ms = 0 AND EXISTS (SELECT 1 ${OWN_MERGES})`;

export const memberMigrations = [
  migration('MergeInstants1764379800000', {
    sqlite: [],
    mysql: [],
    columns: [
      { table: 'customer', column: 'merged_at_ms', definition: 'bigint NOT NULL DEFAULT 0' },
      { table: 'customer_merge', column: 'undone_at_ms', definition: 'bigint NOT NULL DEFAULT 0' },
    ],
    afterwards: [MERGED],
  }),
  // Who was erased is listed, out of everybody, for the register that outlives the database.
  migration('ErasedCustomers1765100000001', {
    sqlite: ['CREATE INDEX "ix_customer_erased_at_ms" ON "customer" ("erased_at_ms") '],
    mysql: ['CREATE INDEX `ix_customer_erased_at_ms` ON `customer` (`erased_at_ms`)'],
  }),
  // The list of customers by when they joined.
  migration('CustomersByJoining1765200000000', {
    sqlite: [
      'CREATE INDEX "ix_customer_brand_id_joined_at_ms_id" ON "customer" ("brand_id", "joined_at_ms", "id") ',
    ],
    mysql: [
      'CREATE INDEX `ix_customer_brand_id_joined_at_ms_id` ON `customer` (`brand_id`, `joined_at_ms`, `id`)',
    ],
  }),
  // Names are found by keyed buckets (decision 29); those from before are brought in by `members.index-names`.
  migration('NameIndex1765200000002', {
    sqlite: [
      'CREATE TABLE "customer_name_gram" ("brand_id" bigint NOT NULL, "gram" blob NOT NULL, "customer_id" bigint NOT NULL, PRIMARY KEY ("brand_id", "gram", "customer_id"))',
      'CREATE INDEX "ix_customer_name_gram_customer_id" ON "customer_name_gram" ("customer_id") ',
      'CREATE TABLE "customer_name_walk" ("brand_id" bigint PRIMARY KEY NOT NULL, "after_id" bigint NOT NULL DEFAULT (0), "is_done" integer NOT NULL DEFAULT (0))',
    ],
    mysql: [
      'CREATE TABLE `customer_name_gram` (`brand_id` bigint NOT NULL, `gram` varbinary(2) NOT NULL, `customer_id` bigint NOT NULL, INDEX `ix_customer_name_gram_customer_id` (`customer_id`), PRIMARY KEY (`brand_id`, `gram`, `customer_id`)) ENGINE=InnoDB',
      "CREATE TABLE `customer_name_walk` (`brand_id` bigint NOT NULL, `after_id` bigint NOT NULL DEFAULT '0', `is_done` int NOT NULL DEFAULT '0', PRIMARY KEY (`brand_id`)) ENGINE=InnoDB",
    ],
  }),
];
