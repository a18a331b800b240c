import type { MigrationInterface, QueryRunner } from 'typeorm';
import { orKeep } from '../append-only';

const sqlite: readonly string[] = [
  'CREATE TABLE "secret_state" ("id" bigint PRIMARY KEY NOT NULL, "fingerprint" blob NOT NULL, "next_fingerprint" blob NOT NULL, "step" varchar(64) NOT NULL DEFAULT (\'\'), "place" bigint NOT NULL DEFAULT (0), "rows_done" bigint NOT NULL DEFAULT (0), "rotations" integer NOT NULL DEFAULT (0), "changed_at_ms" bigint NOT NULL DEFAULT (0))',
  'CREATE TABLE "secret_kept_key" ("purpose" varchar(64) NOT NULL, "layer" integer NOT NULL, "sealed" blob NOT NULL, PRIMARY KEY ("purpose", "layer"))',
];

const mysql: readonly string[] = [
  "CREATE TABLE `secret_state` (`id` bigint NOT NULL, `fingerprint` varbinary(32) NOT NULL, `next_fingerprint` varbinary(32) NOT NULL, `step` varchar(64) NOT NULL DEFAULT '', `place` bigint NOT NULL DEFAULT '0', `rows_done` bigint NOT NULL DEFAULT '0', `rotations` int NOT NULL DEFAULT '0', `changed_at_ms` bigint NOT NULL DEFAULT '0', PRIMARY KEY (`id`)) ENGINE=InnoDB",
  'CREATE TABLE `secret_kept_key` (`purpose` varchar(64) NOT NULL, `layer` int NOT NULL, `sealed` varbinary(255) NOT NULL, PRIMARY KEY (`purpose`, `layer`)) ENGINE=InnoDB',
];

/** Which secret the database belongs to. The row is written by the first process that starts with a secret that fits. */
export class SecretState1764430000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const isSqlite = runner.connection.options.type === 'better-sqlite3';
    for (const statement of isSqlite ? sqlite : mysql.map(orKeep)) await runner.query(statement);
  }

  /** Forward only: an older release runs on this schema and never reads the tables. */
  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}
