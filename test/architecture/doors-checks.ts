/**
 * Tests get their points by the doors of the product (apps/server/src/testing/doors.ts), so that all that the product does
 * beside is done too. Posting by hand is for the folder of the ledger, writing a table for its area, and both for files that
 * are listed here with their reason.
 */
import type { SourceFile } from './source-tree';
import { ownedTables, type OwnedTable } from './table-checks';

export interface Exception {
  readonly file: string;
  readonly reason: string;
}

const SERVER = 'apps/server/src';
const PLANTS = 'plants what no door can cause, for the audit to find';

export const BY_HAND: readonly Exception[] = [
  {
    file: `${SERVER}/modules/customer-admin/customer-admin.int.spec.ts`,
    reason: 'a home store comes with members from an older system, and these are no members',
  },
  {
    file: `${SERVER}/testing/colleagues.ts`,
    reason: 'gives operators another role or other stores, which no door does yet',
  },
  {
    file: `${SERVER}/testing/ledger.ts`,
    reason: 'the ledger by itself, with writers of several nodes, for its own specs',
  },
  {
    file: `${SERVER}/testing/ledger-story.ts`,
    reason: 'lots and holds by themselves, for faults to be planted in',
  },
  {
    file: `${SERVER}/testing/order-points.ts`,
    reason: 'orders of the ledger’s own specs, which care not who sold',
  },
  { file: `${SERVER}/testing/ledger-faults.ts`, reason: PLANTS },
  { file: `${SERVER}/testing/faulty-ledger.ts`, reason: PLANTS },
  { file: `${SERVER}/testing/deaf-ledger.ts`, reason: PLANTS },
  { file: `${SERVER}/testing/late-facts/planted.ts`, reason: PLANTS },
  { file: `${SERVER}/modules/ledger-audit/audit.int.spec.ts`, reason: PLANTS },
  { file: `${SERVER}/modules/ledger-audit/lots.int.spec.ts`, reason: PLANTS },
  { file: `${SERVER}/modules/ledger-audit/nightly.int.spec.ts`, reason: PLANTS },
  { file: `${SERVER}/cli/restore.int.spec.ts`, reason: PLANTS },
  { file: `${SERVER}/modules/tiers/audit.int.spec.ts`, reason: PLANTS },
  { file: `${SERVER}/modules/earning/rewards.int.spec.ts`, reason: PLANTS },
  {
    file: `${SERVER}/testing/history-world.ts`,
    reason: 'refunds beyond their orders and channels without a name, which old data may hold',
  },
  {
    file: `${SERVER}/modules/insights/layers.int.spec.ts`,
    reason: 'merges people of the history world, who have nothing by which a merge is proven',
  },
  {
    file: 'test/golden/points-reads.int.spec.ts',
    reason: 'rows by the thousand, for the plans of the reads',
  },
];

const AREA = /^apps\/server\/src\/modules\/([^/]+)\//;
const isTest = ({ path }: SourceFile): boolean =>
  (/\.(spec|e2e|data)\.ts$/.test(path) ||
    path.startsWith(`${SERVER}/testing/`) ||
    path.startsWith('test/')) &&
  // The checks themselves must be able to spell what they forbid.
  !path.startsWith('test/architecture/');

/** What moves points inside the server, behind its doors. */
const POSTS =
  /\bget\((Ledger|Holds|Clawbacks|MergeBalances|RewardsService)\)|\bnew Ledger\(|\b(ledger|deaf)\.post\(|\.submit\(/i;

/** Lines, from 1, of tests that do by hand what they may not, and entries of the list that nothing needs. */
export function doorFaults(files: readonly SourceFile[], exceptions: readonly Exception[]): string[] {
  const tables = ownedTables(files).filter(({ owner }) => owner !== 'platform');
  const faults = new Map<string, string[]>();
  for (const file of files.filter(isTest)) {
    const own = AREA.exec(file.path)?.[1];
    const others = tables.filter(({ owner }) => owner !== own);
    const lines = [
      ...(own === 'ledger' ? [] : linesOf(file.text, POSTS)).map(
        (line) => `posts-by-hand: ${file.path}:${line}`,
      ),
      ...linesOf(file.text, writesOf(others)).map((line) => `writes-by-hand: ${file.path}:${line}`),
    ];
    if (lines.length > 0) faults.set(file.path, lines);
  }
  const listed = new Set(exceptions.map(({ file }) => file));
  return [
    ...[...faults].filter(([path]) => !listed.has(path)).flatMap(([, lines]) => lines),
    ...[...listed].filter((path) => !faults.has(path)).map((path) => `needless-entry: ${path}`),
  ];
}

function writesOf(tables: readonly OwnedTable[]): RegExp {
  const [names, values] = [tables.map(({ name }) => name), tables.map(({ value }) => value)].map(
    (all) => all.join('|') || '(?!)',
  );
  return new RegExp(
    [
      `\\b(INSERT INTO|UPDATE|DELETE FROM) (${names})\\b`,
      `\\binsert(Rows|Flat)\\(\\s*\\w+,\\s*'(${names})'`,
      // By the value of the table: a map of the same name is set without a transaction.
      `\\b(${values})\\.(insert\\w*|set|remove)\\(\\s*tx\\b`,
    ].join('|'),
  );
}

function linesOf(text: string, pattern: RegExp): number[] {
  const all = new RegExp(pattern.source, `g${pattern.flags}`);
  return [...text.matchAll(all)].map(({ index }) => text.slice(0, index).split('\n').length);
}
