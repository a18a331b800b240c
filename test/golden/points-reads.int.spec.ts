/**
 * How each engine runs the two statements behind a member's points, beside 2,000 members with five lots each: kept as
 * files, so that a change of an index or a statement shows as a change of the plan. When it is intended, delete the
 * file and run this again.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NEVER_MS } from '@liuliang/domain';
import { ledgerTransactions, pointsLots } from '../../apps/server/src/modules/ledger/entities';
import { BALANCE_SQL, HISTORY_SQL } from '../../apps/server/src/modules/ledger/reads.queries';
import { insertRows, type Value } from '../../apps/server/src/platform/db/statements';
import { openTestPlatform, type TestPlatform } from '../../apps/server/src/testing/test-platform';

const MEMBERS = 2_000;
const LOTS_EACH = 5;
const BRAND = 1;

describe('a member’s points', () => {
  let test: TestPlatform;

  beforeAll(async () => {
    test = await openTestPlatform();
    await fill(test);
  });
  afterAll(() => test.close());

  it.each([
    ['balance', BALANCE_SQL, [BRAND, 'member', 77, 'points', 1], 4],
    ['history', HISTORY_SQL, [BRAND, 'member', 77, 'points', 999, 21], 0],
  ] as const)('are read by indexes alone: %s', async (name, sql, values, legs) => {
    // The balance asks for the same owner in each of its parts, in two of them up to an instant.
    const owner = values.slice(0, 4);
    const parameters = legs === 0 ? [...values] : [...owner, ...owner, 1, ...owner, 1];
    const plan = await planOf(test, sql, parameters);
    expect(plan.filter(({ isScan }) => isScan)).toEqual([]);
    expect(plan.filter(({ index }) => index === null)).toEqual([]);
    const text = `${plan.map(({ line }) => line).join('\n')}\n`;
    const file = join(__dirname, `points-${name}.${test.platform.db.engine}.plan.txt`);
    if (!existsSync(file)) writeFileSync(file, text);
    expect(text).toBe(readFileSync(file, 'utf8'));
  });
});

interface Step {
  readonly line: string;
  readonly isScan: boolean;
  readonly index: string | null;
}

async function planOf(
  { platform }: TestPlatform,
  sql: string,
  parameters: readonly Value[],
): Promise<Step[]> {
  const { db } = platform;
  if (db.engine === 'sqlite') {
    const rows = await db.read((reader) =>
      reader.query<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, parameters),
    );
    return rows
      .map(({ detail }) => detail)
      .filter((detail) => !/^(COMPOUND QUERY|LEFT-MOST SUBQUERY|UNION ALL)$/.test(detail))
      .map((detail) => ({
        line: detail,
        isScan: /^SCAN|TEMP B-TREE/.test(detail),
        index: /USING (?:COVERING )?INDEX (\S+)|PRIMARY KEY/.exec(detail)?.[0] ?? null,
      }));
  }
  const rows = await db.read((reader) => reader.query<ExplainRow>(`EXPLAIN ${sql}`, parameters));
  return rows
    .filter(({ table }) => table !== null && !table.startsWith('<union'))
    .map(({ table, type, key, Extra }) => ({
      line: [table, type, key, Extra].join(' | '),
      isScan: type === 'ALL' || type === 'index' || /filesort|temporary/.test(Extra ?? ''),
      index: key,
    }));
}

interface ExplainRow {
  table: string | null;
  type: string | null;
  key: string | null;
  Extra: string | null;
}

/** Members with an account, five lots, five transactions and a hold each, as rows alone. */
async function fill({ platform }: TestPlatform): Promise<void> {
  const members = Array.from({ length: MEMBERS }, (_, i) => i + 1);
  const each = members.flatMap((member) =>
    Array.from({ length: LOTS_EACH }, (_, n) => ({ member, n: n + 1 })),
  );
  const idOf = ({ member, n }: { member: number; n: number }): number => member * 10 + n;
  const bytes = (text: string): Buffer => Buffer.from(text.padEnd(32, '.'));
  await platform.db.run('fill', async (tx) => {
    const account = [
      'id',
      'brand_id',
      'owner_kind',
      'owner_id',
      'asset',
      'bucket',
      'shard',
      'balance',
      'version',
    ];
    await insertRows(
      tx,
      'ledger_account',
      account,
      members.map((member) => [member, BRAND, 'member', member, 'points', 'available', 0, 500, LOTS_EACH]),
    );
    await insertRows(
      tx,
      'ledger_transaction',
      ledgerTransactions.columnNames,
      each.map((one) => [
        ...[
          idOf(one),
          BRAND,
          bytes(`earn:${idOf(one)}`),
          bytes(''),
          'earn',
          'order',
          idOf(one),
          0,
          one.n,
          one.n,
        ],
        ...['{}', 0, idOf(one), bytes(''), bytes('')],
      ]),
    );
    await insertRows(
      tx,
      'ledger_entry',
      ['transaction_id', 'line', 'account_id', 'amount', 'balance_after', 'account_version'],
      each.map((one) => [idOf(one), 0, one.member, 100, 100 * one.n, one.n]),
    );
    await insertRows(
      tx,
      'points_lot',
      pointsLots.columnNames,
      each.map((one) => [
        ...[idOf(one), BRAND, 'member', one.member, 'points', idOf(one), one.n, 100, 0, 100, 0, 0],
        ...[NEVER_MS, NEVER_MS, 'system', 0, 0, 0, 0, 1],
      ]),
    );
    const hold = [
      'id',
      'brand_id',
      'hold_key',
      'owner_kind',
      'owner_id',
      'asset',
      'points',
      'purpose',
      'state',
    ];
    const dates = [
      'created_at_ms',
      'expires_at_ms',
      'held_by',
      'settled_by',
      'settled_at_ms',
      'captured',
      'restored',
    ];
    await insertRows(
      tx,
      'points_hold',
      [...hold, ...dates],
      members.map((member) => [
        ...[member * 10, BRAND, bytes(`hold:${member}`), 'member', member, 'points', 10, 'order', 'released'],
        ...[1, 2, member * 10, member * 10, 2, 0, 0],
      ]),
    );
    const move = ['lot_id', 'version', 'transaction_id', 'pending_change', 'remaining_change', 'held_change'];
    await insertRows(
      tx,
      'points_lot_move',
      [...move, 'pending_after', 'remaining_after', 'held_after', 'expires_to_ms'],
      members.map((member) => [member * 10 + 1, 1, member * 10, 0, -10, 10, 0, 90, 10, 0]),
    );
  });
  // SQLite plans by what we told it; see db/statistics.ts.
  if (platform.db.engine !== 'sqlite')
    await platform.db.source.query(
      'ANALYZE TABLE points_lot, points_hold, ledger_entry, ledger_account, ledger_transaction, points_lot_move',
    );
}
