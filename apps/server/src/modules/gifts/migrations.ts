import { migration } from '../../platform/db/migration';

export const giftMigrations = [
  // The release before writes and reads the code where its hash will be; `gifts.seal-codes` carries over what it wrote.
  migration('GiftCodes1765000000000', {
    sqlite: [],
    mysql: [],
    columns: [{ table: 'gift_order', column: 'code_sealed', definition: "varchar(64) NOT NULL DEFAULT ''" }],
  }),
  // Who handed a gift over is kept when it is brought back. Of what was brought back before, nobody noted it.
  migration('GiftsHandedOver1765300000000', {
    sqlite: [],
    mysql: [],
    columns: [
      { table: 'gift_order', column: 'handed_by', definition: 'bigint NOT NULL DEFAULT 0' },
      { table: 'gift_order', column: 'handed_at_ms', definition: 'bigint NOT NULL DEFAULT 0' },
    ],
    afterwards: [
      "UPDATE gift_order SET handed_by = settled_by, handed_at_ms = settled_at_ms WHERE state = 'collected' AND handed_by = 0",
    ],
  }),
  migration('GiftsByGuide1765300000001', {
    sqlite: [
      'CREATE INDEX "ix_gift_order_brand_id_handed_by_handed_at_ms_id" ON "gift_order" ("brand_id", "handed_by", "handed_at_ms", "id") ',
    ],
    mysql: [
      'CREATE INDEX `ix_gift_order_brand_id_handed_by_handed_at_ms_id` ON `gift_order` (`brand_id`, `handed_by`, `handed_at_ms`, `id`)',
    ],
  }),
];
