import { migration } from '../../platform/db/migration';

export const identityMigrations = [
  migration('SignInAttempts1765000000000', {
    sqlite: [
      'CREATE TABLE "sign_in_attempt" ("guesser" blob PRIMARY KEY NOT NULL, "failures" integer NOT NULL DEFAULT (0), "locked_until_ms" bigint NOT NULL DEFAULT (0), "last_at_ms" bigint NOT NULL DEFAULT (0), "signed_in_at_ms" bigint NOT NULL DEFAULT (0))',
      'CREATE INDEX "ix_sign_in_attempt_last_at_ms" ON "sign_in_attempt" ("last_at_ms") ',
    ],
    mysql: [
      "CREATE TABLE `sign_in_attempt` (`guesser` varbinary(32) NOT NULL, `failures` int NOT NULL DEFAULT '0', `locked_until_ms` bigint NOT NULL DEFAULT '0', `last_at_ms` bigint NOT NULL DEFAULT '0', `signed_in_at_ms` bigint NOT NULL DEFAULT '0', INDEX `ix_sign_in_attempt_last_at_ms` (`last_at_ms`), PRIMARY KEY (`guesser`)) ENGINE=InnoDB",
    ],
  }),
  migration('AccessThatEnds1765100000000', {
    sqlite: [],
    mysql: [],
    columns: [
      { table: 'operator', column: 'totp_pending', definition: "varchar(255) NOT NULL DEFAULT ''" },
      { table: 'operator', column: 'totp_pending_at_ms', definition: 'bigint NOT NULL DEFAULT 0' },
      { table: 'operator', column: 'signed_in_at_ms', definition: 'bigint NOT NULL DEFAULT 0' },
      { table: 'api_key', column: 'created_at_ms', definition: 'bigint NOT NULL DEFAULT 0' },
      { table: 'api_key', column: 'former_secret', definition: "varchar(255) NOT NULL DEFAULT ''" },
      { table: 'api_key', column: 'former_ends_at_ms', definition: 'bigint NOT NULL DEFAULT 0' },
    ],
  }),
];
