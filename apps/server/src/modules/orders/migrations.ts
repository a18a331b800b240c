import { migration } from '../../platform/db/migration';

export const orderMigrations = [
  migration('OrderVersions1764500000000', {
    sqlite: [
      'CREATE TABLE "sale_order_version" ("order_id" bigint NOT NULL, "version" integer NOT NULL, "content_hash" blob NOT NULL, "paid_at_ms" bigint NOT NULL DEFAULT (0), "paid_day" integer NOT NULL, "amount_fen" bigint NOT NULL DEFAULT (0), "refunded_fen" bigint NOT NULL DEFAULT (0), "channel" integer NOT NULL DEFAULT (0), "store_id" bigint NOT NULL DEFAULT (0), "guide_id" bigint NOT NULL DEFAULT (0), "lines" text NOT NULL, "replaced_at_ms" bigint NOT NULL DEFAULT (0), PRIMARY KEY ("order_id", "version"))',
    ],
    mysql: [
      "CREATE TABLE `sale_order_version` (`order_id` bigint NOT NULL, `version` int NOT NULL, `content_hash` varbinary(16) NOT NULL, `paid_at_ms` bigint NOT NULL DEFAULT '0', `paid_day` int NOT NULL, `amount_fen` bigint NOT NULL DEFAULT '0', `refunded_fen` bigint NOT NULL DEFAULT '0', `channel` int NOT NULL DEFAULT '0', `store_id` bigint NOT NULL DEFAULT '0', `guide_id` bigint NOT NULL DEFAULT '0', `lines` mediumtext NOT NULL, `replaced_at_ms` bigint NOT NULL DEFAULT '0', PRIMARY KEY (`order_id`, `version`)) ENGINE=InnoDB",
    ],
    appendOnly: ['sale_order_version'],
  }),
  migration('WaitingRefunds1764900000000', {
    sqlite: [
      'CREATE INDEX "ix_refund_brand_id_state_received_at_ms_id" ON "refund" ("brand_id", "state", "received_at_ms", "id") ',
    ],
    mysql: [
      'CREATE INDEX `ix_refund_brand_id_state_received_at_ms_id` ON `refund` (`brand_id`, `state`, `received_at_ms`, `id`)',
    ],
    columns: [{ table: 'refund', column: 'source', definition: "varchar(16) NOT NULL DEFAULT ''" }],
  }),
  migration('SalesToldAhead1765110000000', {
    sqlite: [],
    mysql: [],
    columns: ['sale_order', 'refund'].map((table) => {
      return { table, column: 'told_at_ms', definition: 'bigint NOT NULL DEFAULT 0' };
    }),
  }),
  // Refunds that were taken back with the import that brought them.
  migration('WithdrawnRefunds1767500000000', {
    sqlite: [
      'CREATE TABLE "withdrawn_refund" ("id" bigint PRIMARY KEY NOT NULL, "brand_id" bigint NOT NULL DEFAULT (0), "refund_key" blob NOT NULL, "content_hash" blob NOT NULL, "order_key" blob NOT NULL, "order_id" bigint NOT NULL DEFAULT (0), "refunded_at_ms" bigint NOT NULL DEFAULT (0), "refunded_day" integer NOT NULL, "amount_fen" bigint NOT NULL DEFAULT (0), "received_at_ms" bigint NOT NULL DEFAULT (0), "source" varchar(16) NOT NULL DEFAULT (\'\'), "told_at_ms" bigint NOT NULL DEFAULT (0), "withdrawn_at_ms" bigint NOT NULL DEFAULT (0), "withdrawn_by" bigint NOT NULL DEFAULT (0), "import_id" bigint NOT NULL DEFAULT (0))',
      'CREATE INDEX "ix_withdrawn_refund_order_id" ON "withdrawn_refund" ("order_id") ',
      'CREATE INDEX "ix_withdrawn_refund_brand_id_refund_key" ON "withdrawn_refund" ("brand_id", "refund_key") ',
      'CREATE INDEX "ix_withdrawn_refund_brand_id_order_key" ON "withdrawn_refund" ("brand_id", "order_key") ',
    ],
    mysql: [
      "CREATE TABLE `withdrawn_refund` (`id` bigint NOT NULL, `brand_id` bigint NOT NULL DEFAULT '0', `refund_key` varbinary(64) NOT NULL, `content_hash` varbinary(16) NOT NULL, `order_key` varbinary(64) NOT NULL, `order_id` bigint NOT NULL DEFAULT '0', `refunded_at_ms` bigint NOT NULL DEFAULT '0', `refunded_day` int NOT NULL, `amount_fen` bigint NOT NULL DEFAULT '0', `received_at_ms` bigint NOT NULL DEFAULT '0', `source` varchar(16) NOT NULL DEFAULT '', `told_at_ms` bigint NOT NULL DEFAULT '0', `withdrawn_at_ms` bigint NOT NULL DEFAULT '0', `withdrawn_by` bigint NOT NULL DEFAULT '0', `import_id` bigint NOT NULL DEFAULT '0', INDEX `ix_withdrawn_refund_order_id` (`order_id`), INDEX `ix_withdrawn_refund_brand_id_refund_key` (`brand_id`, `refund_key`), INDEX `ix_withdrawn_refund_brand_id_order_key` (`brand_id`, `order_key`), PRIMARY KEY (`id`)) ENGINE=InnoDB",
    ],
  }),
  // Lines that come by themselves, and the orders that an item is in.
  migration('ToldLines1767500000001', {
    sqlite: [
      `CREATE TABLE "told_order" ("id" bigint PRIMARY KEY NOT NULL, "brand_id" bigint NOT NULL DEFAULT (0), "order_key" blob NOT NULL, "state" varchar(16) NOT NULL DEFAULT (''), "line_count" integer NOT NULL DEFAULT (0), "amount_fen" bigint NOT NULL DEFAULT (0), "received_at_ms" bigint NOT NULL DEFAULT (0))`,
      'CREATE UNIQUE INDEX "uk_told_order_brand_id_order_key" ON "told_order" ("brand_id", "order_key") ',
      'CREATE INDEX "ix_told_order_brand_id_state_received_at_ms_id" ON "told_order" ("brand_id", "state", "received_at_ms", "id") ',
      'CREATE TABLE "told_order_line" ("told_id" bigint NOT NULL, "line" integer NOT NULL, "item" blob NOT NULL, "quantity" bigint NOT NULL DEFAULT (0), "amount_fen" bigint NOT NULL DEFAULT (0), PRIMARY KEY ("told_id", "line"))',
      'CREATE INDEX "ix_sale_order_line_item_order_id" ON "sale_order_line" ("item", "order_id") ',
    ],
    mysql: [
      "CREATE TABLE `told_order` (`id` bigint NOT NULL, `brand_id` bigint NOT NULL DEFAULT '0', `order_key` varbinary(64) NOT NULL, `state` varchar(16) NOT NULL DEFAULT '', `line_count` int NOT NULL DEFAULT '0', `amount_fen` bigint NOT NULL DEFAULT '0', `received_at_ms` bigint NOT NULL DEFAULT '0', UNIQUE INDEX `uk_told_order_brand_id_order_key` (`brand_id`, `order_key`), INDEX `ix_told_order_brand_id_state_received_at_ms_id` (`brand_id`, `state`, `received_at_ms`, `id`), PRIMARY KEY (`id`)) ENGINE=InnoDB",
      "CREATE TABLE `told_order_line` (`told_id` bigint NOT NULL, `line` int NOT NULL, `item` varbinary(64) NOT NULL, `quantity` bigint NOT NULL DEFAULT '0', `amount_fen` bigint NOT NULL DEFAULT '0', PRIMARY KEY (`told_id`, `line`)) ENGINE=InnoDB",
      'CREATE INDEX `ix_sale_order_line_item_order_id` ON `sale_order_line` (`item`, `order_id`)',
    ],
  }),
];
