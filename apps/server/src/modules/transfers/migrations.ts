import { migration } from '../../platform/db/migration';

export const transferMigrations = [
  // The release before writes and reads the code where its hash will be; `transfers.seal-codes` carries over what it wrote.
  migration('TransferCodes1765000000001', {
    sqlite: [],
    mysql: [],
    columns: [
      { table: 'points_transfer', column: 'code_sealed', definition: "varchar(64) NOT NULL DEFAULT ''" },
    ],
  }),
];
