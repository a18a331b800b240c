import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a member's device says of the instant of an event, beside the instant of its receipt. */
export class ToldInstants1764300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // A server engine commits it by itself, so that it may be there when this runs again.
    if (await runner.hasColumn('event', 'told_at_ms')) return;
    await runner.query('ALTER TABLE event ADD COLUMN told_at_ms bigint NOT NULL DEFAULT 0');
  }

  /** Forward only: an older release runs on this schema, or the data is restored from a backup. */
  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}
