import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnlyTriggers, orKeep } from '../append-only';
import { mysql } from './mysql';
import { sqlite } from './sqlite';

/** Tables of this step whose rows are only ever inserted (INV-6). */
const appendOnly = ['points_lot_move', 'ledger_root', 'tier_change', 'settlement_line'];

/**
 * Balances from before there were lots become one lot per account, which never expires and bears the account's id, so
 * that running this again changes nothing. HQ funds them: until now nobody else could.
 */
const openingLots = (isSqlite: boolean): string =>
  'INSERT INTO points_lot (id, brand_id, owner_kind, owner_id, asset, opened_by, opened_at_ms, amount, pending,' +
  ' remaining, held, activates_at_ms, expires_at_ms, due_at_ms, funder_kind, funder_id, store_id, carried_from,' +
  ' version, is_open) SELECT id, brand_id, owner_kind, owner_id, asset, 0, 0, balance,' +
  " CASE bucket WHEN 'pending' THEN balance ELSE 0 END, CASE bucket WHEN 'available' THEN balance ELSE 0 END," +
  " CASE bucket WHEN 'held' THEN balance ELSE 0 END, 0, 253402300799999, 253402300799999, 'system', 0, 0, 0, 0, 1" +
  " FROM ledger_account WHERE bucket IN ('pending', 'available', 'held') AND asset IN ('points', 'guide_points')" +
  ` AND balance <> 0${isSqlite ? ' ON CONFLICT DO NOTHING' : ' ON DUPLICATE KEY UPDATE points_lot.version = points_lot.version'}`;

/** Lots and holds, earning rules, tiers, settlement, spending and adjustments. */
export class DualLedger1763900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const isSqlite = runner.connection.options.type === 'better-sqlite3';
    const tables = isSqlite ? sqlite : mysql.map(orKeep);
    const statements = [...tables, openingLots(isSqlite), ...appendOnlyTriggers(appendOnly, isSqlite)];
    for (const statement of statements) await runner.query(statement);
  }

  /** Forward only: an older release runs on this schema, or the data is restored from a backup. */
  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}
