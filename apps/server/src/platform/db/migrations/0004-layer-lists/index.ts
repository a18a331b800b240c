import type { MigrationInterface, QueryRunner } from 'typeorm';
import { orKeep } from '../append-only';

const sqlite =
  'CREATE TABLE "layer_list" ("brand_id" bigint NOT NULL, "day" integer NOT NULL, "scope" integer NOT NULL, "model" varchar(32) NOT NULL, "filler" bigint NOT NULL, "part" integer NOT NULL, "customers" blob NOT NULL, PRIMARY KEY ("brand_id", "day", "scope", "model", "filler", "part"))';

const mysql =
  'CREATE TABLE `layer_list` (`brand_id` bigint NOT NULL, `day` int NOT NULL, `scope` int NOT NULL, `model` varchar(32) NOT NULL, `filler` bigint NOT NULL, `part` int NOT NULL, `customers` varbinary(45000) NOT NULL, PRIMARY KEY (`brand_id`, `day`, `scope`, `model`, `filler`, `part`)) ENGINE=InnoDB';

/** Lists of who was in which layer on a day. They are copies, so there is nothing to carry over. */
export class LayerLists1764400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(runner.connection.options.type === 'better-sqlite3' ? sqlite : orKeep(mysql));
  }

  /** Forward only: an older release runs on this schema and never reads the table. */
  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}
