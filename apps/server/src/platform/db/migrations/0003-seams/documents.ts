import type { MigrationInterface, QueryRunner } from 'typeorm';
import { orKeep } from '../append-only';

const sqlite: readonly string[] = [
  'CREATE TABLE "document_version" ("id" bigint PRIMARY KEY NOT NULL, "brand_id" bigint NOT NULL DEFAULT (0), "kind" varchar(32) NOT NULL DEFAULT (\'\'), "version" bigint NOT NULL DEFAULT (0), "state" varchar(16) NOT NULL DEFAULT (\'\'), "slot" bigint NOT NULL DEFAULT (0), "starts_at_ms" bigint NOT NULL DEFAULT (0), "content" text NOT NULL, "note" varchar(255) NOT NULL DEFAULT (\'\'), "created_by" bigint NOT NULL DEFAULT (0), "created_at_ms" bigint NOT NULL DEFAULT (0), "changed_by" bigint NOT NULL DEFAULT (0), "changed_at_ms" bigint NOT NULL DEFAULT (0), "published_by" bigint NOT NULL DEFAULT (0), "published_at_ms" bigint NOT NULL DEFAULT (0))',
  'CREATE UNIQUE INDEX "uk_document_version_brand_id_kind_version" ON "document_version" ("brand_id", "kind", "version") ',
  'CREATE UNIQUE INDEX "uk_document_version_brand_id_kind_slot" ON "document_version" ("brand_id", "kind", "slot") ',
  'CREATE INDEX "ix_document_version_brand_id_kind_state_starts_at_ms" ON "document_version" ("brand_id", "kind", "state", "starts_at_ms") ',
];

const mysql: readonly string[] = [
  "CREATE TABLE `document_version` (`id` bigint NOT NULL, `brand_id` bigint NOT NULL DEFAULT '0', `kind` varchar(32) NOT NULL DEFAULT '', `version` bigint NOT NULL DEFAULT '0', `state` varchar(16) NOT NULL DEFAULT '', `slot` bigint NOT NULL DEFAULT '0', `starts_at_ms` bigint NOT NULL DEFAULT '0', `content` mediumtext NOT NULL, `note` varchar(255) NOT NULL DEFAULT '', `created_by` bigint NOT NULL DEFAULT '0', `created_at_ms` bigint NOT NULL DEFAULT '0', `changed_by` bigint NOT NULL DEFAULT '0', `changed_at_ms` bigint NOT NULL DEFAULT '0', `published_by` bigint NOT NULL DEFAULT '0', `published_at_ms` bigint NOT NULL DEFAULT '0', UNIQUE INDEX `uk_document_version_brand_id_kind_version` (`brand_id`, `kind`, `version`), UNIQUE INDEX `uk_document_version_brand_id_kind_slot` (`brand_id`, `kind`, `slot`), INDEX `ix_document_version_brand_id_kind_state_starts_at_ms` (`brand_id`, `kind`, `state`, `starts_at_ms`), PRIMARY KEY (`id`)) ENGINE=InnoDB",
];

/**
 * The tables of before stay for the release before, which reads them while it still runs; it cannot write there any
 * more, so that nothing is lost between the copy and its end. The next release drops them.
 */
const frozen = (table: string, isSqlite: boolean): string[] =>
  ['INSERT', 'UPDATE', 'DELETE'].map((verb) => {
    const head = `CREATE TRIGGER IF NOT EXISTS ${table}_moved_${verb.toLowerCase()} BEFORE ${verb} ON ${table}`;
    const message = `${table} moved to document_version`;
    return isSqlite
      ? `${head} BEGIN SELECT RAISE(ABORT, '${message}'); END`
      : `${head} FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${message}'`;
  });

const COLUMNS =
  'id, brand_id, kind, version, state, slot, starts_at_ms, content, note, created_by, created_at_ms, changed_by,' +
  ' changed_at_ms, published_by, published_at_ms';
const insert = (isSqlite: boolean): string =>
  `INSERT ${isSqlite ? 'OR IGNORE' : 'IGNORE'} INTO document_version (${COLUMNS})`;

/**
 * Rows keep their ids, so that running this again changes nothing. Of two drafts, which a race could leave, the one
 * that was changed last is kept. Who changed a draft last was not noted: its author, if nobody did since, or unknown.
 */
const carried = (table: string, content: string, kind: string, isSqlite: boolean): string =>
  `${insert(isSqlite)} SELECT id, brand_id, '${kind}', version, state,` +
  ` CASE state WHEN 'draft' THEN 0 ELSE version END, starts_at_ms, ${content}, note, created_by, created_at_ms,` +
  ' CASE WHEN changed_at_ms = created_at_ms THEN created_by ELSE 0 END, changed_at_ms, published_by,' +
  ` published_at_ms FROM ${table} ORDER BY changed_at_ms DESC`;

/** Version 1 of every brand until now, word for word: it was never written down, and history is judged by it. */
const FIRST_TIERS = JSON.stringify({
  basis: 'growth',
  window: { kind: 'rolling', months: 12 },
  graceDays: 30,
  warningDays: 30,
  refund: { review: 'at_review', unusedGift: 'keep' },
  levels: [0, 1_000, 5_000, 20_000, 50_000].map((threshold, i) => ({
    name: { zh: `V${i + 1}`, en: `V${i + 1}` },
    threshold,
    colour: `tier-${i + 1}`,
    giftPoints: 0,
    benefits: [],
  })),
});

/** For brands that have written schemes, but not the first one. The row bears the brand's id, which no other row can. */
const firstTiers = (isSqlite: boolean): string =>
  `${insert(isSqlite)} SELECT b.id, b.id, 'tiers', 1, 'published', 1, 0, '${FIRST_TIERS}', '', 0, b.created_at_ms, 0,` +
  ' b.created_at_ms, 0, b.created_at_ms FROM brand b' +
  ' WHERE EXISTS (SELECT 1 FROM tier_scheme s WHERE s.brand_id = b.id)' +
  ' AND NOT EXISTS (SELECT 1 FROM tier_scheme s WHERE s.brand_id = b.id AND s.version = 1)';

/** Earning rules and tier schemes become kinds of one versioned document. */
export class Documents1764100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const isSqlite = runner.connection.options.type === 'better-sqlite3';
    const statements = [
      ...(isSqlite ? sqlite : mysql.map(orKeep)),
      ...frozen('earning_rules', isSqlite),
      ...frozen('tier_scheme', isSqlite),
      carried('earning_rules', 'rules', 'earning', isSqlite),
      carried('tier_scheme', 'scheme', 'tiers', isSqlite),
      firstTiers(isSqlite),
    ];
    for (const statement of statements) await runner.query(statement);
  }

  /** Forward only: an older release runs on this schema, or the data is restored from a backup. */
  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}
