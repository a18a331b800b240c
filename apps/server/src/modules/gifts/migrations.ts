import { migration } from '../../platform/db/migration';

export const giftMigrations = [
  // The release before writes and reads the code where its hash will be; `gifts.seal-codes` carries over what it wrote.
  migration('GiftCodes1765000000000', {
    sqlite: [],
    mysql: [],
    columns: [{ table: 'gift_order', column: 'code_sealed', definition: "varchar(64) NOT NULL DEFAULT ''" }],
  }),
];
