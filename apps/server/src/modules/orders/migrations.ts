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
];
