/**
 * Tests get their points by the doors of the product (apps/server/src/testing/doors.ts), so that all that the product does
 * beside is done too. Posting by hand, or writing the tables of the ledger, is for its own folder, and for files that are
 * listed here with their reason.
 */
import type { SourceFile } from './source-tree';
import { ownedTables } from './table-checks';

export interface Exception {
  readonly file: string;
  readonly reason: string;
}

const SERVER = 'apps/server/src';
const PLANTS = 'plants what no door can cause, for the audit to find';

export const POST_BY_HAND: readonly Exception[] = [
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
  { file: `${SERVER}/modules/ledger-audit/audit.int.spec.ts`, reason: PLANTS },
  { file: `${SERVER}/modules/ledger-audit/lots.int.spec.ts`, reason: PLANTS },
  { file: `${SERVER}/modules/tiers/audit.int.spec.ts`, reason: PLANTS },
  {
    file: 'test/golden/points-reads.int.spec.ts',
    reason: 'rows by the thousand, for the plans of the reads',
  },
];

const LEDGER = `${SERVER}/modules/ledger/`;
const isTest = ({ path }: SourceFile): boolean =>
  (/\.(spec|e2e|data)\.ts$/.test(path) ||
    path.startsWith(`${SERVER}/testing/`) ||
    path.startsWith('test/')) &&
  !path.startsWith(LEDGER) &&
  // The checks themselves must be able to spell what they forbid.
  !path.startsWith('test/architecture/');

/** What moves points inside the server, behind its doors. */
const POSTS =
  /\bget\((Ledger|Holds|Clawbacks|MergeBalances|RewardsService)\)|\bnew Ledger\(|\b(ledger|deaf)\.post\(|\.submit\(/i;

/** Lines, from 1, of tests that post by hand without being listed, and entries of the list that nothing needs. */
export function doorFaults(files: readonly SourceFile[], exceptions: readonly Exception[]): string[] {
  const tables = ownedTables(files).filter(({ owner }) => owner === 'ledger');
  const names = tables.map(({ name }) => name).join('|');
  const writes = new RegExp(
    `\\b(INSERT INTO|UPDATE|DELETE FROM) (${names})\\b|\\binsert(Rows|Flat)\\(\\s*\\w+,\\s*'(${names})'`,
  );
  const faults = new Map<string, number[]>();
  for (const file of files.filter(isTest)) {
    const lines = [POSTS, writes].flatMap((pattern) => linesOf(file.text, pattern));
    if (lines.length > 0) faults.set(file.path, lines);
  }
  const listed = new Set(exceptions.map(({ file }) => file));
  return [
    ...[...faults]
      .filter(([path]) => !listed.has(path))
      .flatMap(([path, lines]) => lines.map((line) => `posts-by-hand: ${path}:${line}`)),
    ...[...listed].filter((path) => !faults.has(path)).map((path) => `needless-entry: ${path}`),
  ];
}

function linesOf(text: string, pattern: RegExp): number[] {
  const all = new RegExp(pattern.source, `g${pattern.flags}`);
  return [...text.matchAll(all)].map(({ index }) => text.slice(0, index).split('\n').length);
}
