/** Every table has one owner, and rows of a brand are found by their brand: over the sources, and over planted violations. */
import { join } from 'node:path';
import { BY_KNOWN_ID, READ_MODELS } from './read-models';
import { readSourceTree, type SourceFile } from './source-tree';
import { ownedTables, statements, tableFaults, type Lists } from './table-checks';

const files = readSourceTree(join(__dirname, '../..'));
const NOTHING: Lists = { readModels: [], byKnownId: [] };

// Fewer than these mean that the check has lost sight of the sources.
const TABLES_MIN = 60;
const STATEMENTS_MIN = 200;

describe('the sources', () => {
  it('are seen: every table once, and every statement', () => {
    const names = ownedTables(files).map(({ name }) => name);
    expect(names.length).toBeGreaterThan(TABLES_MIN);
    expect(new Set(names).size).toBe(names.length);
    expect(statements(files).length).toBeGreaterThan(STATEMENTS_MIN);
  });

  it('touch tables of their own area alone, name the brand, and need every exception that is listed', () => {
    expect(tableFaults(files, { readModels: READ_MODELS, byKnownId: BY_KNOWN_ID })).toEqual([]);
  });
});

const inModules = (path: string): string => `apps/server/src/modules/${path}`;
const file = (path: string, text: string): SourceFile => ({ path: inModules(path), text });
const tables = [
  file('gifts/entities.ts', "export const gifts = table('gift', { id: c.id(), brandId: c.ref() });"),
  file('orders/entities.ts', "export const lines = tableWithoutBrand(\n  'sale_order_line', {});"),
];
const caught = (text: string, lists = NOTHING): string[] =>
  tableFaults([...tables, file('orders/queries.ts', text)], lists).map((fault) =>
    fault.replace(/:\d+ /, ' '),
  );
const at = `${inModules('orders/queries.ts')}`;

describe('planted violations', () => {
  it.each([
    [
      'a read',
      "reader.query('SELECT id FROM gift WHERE brand_id = ?')",
      `reads-elsewhere: ${at} gift of gifts`,
    ],
    [
      'a join',
      '`SELECT l.line FROM sale_order_line l JOIN gift g ON g.brand_id = ?`',
      `reads-elsewhere: ${at} gift of gifts`,
    ],
    ['an insert', "insertRows(tx, 'gift', columns, rows)", `writes-elsewhere: ${at} gift of gifts`],
    [
      'an update',
      "tx.exec('UPDATE gift SET a = 1 WHERE brand_id = ?')",
      `writes-elsewhere: ${at} gift of gifts`,
    ],
    ['a removal', "tx.exec('DELETE FROM gift WHERE brand_id = ?')", `writes-elsewhere: ${at} gift of gifts`],
    [
      'a statement in pieces',
      "const FROM = 'FROM gift'; const sql = `SELECT 1 ${FROM} WHERE brand_id = ?`;",
      `reads-elsewhere: ${at} gift of gifts`,
    ],
    [
      'a name made up on the way',
      'reader.query(`SELECT id FROM ${table} WHERE id = ?`)',
      `reads-elsewhere: ${at} … of nobody knows whom`,
    ],
  ])('of an owner: %s is caught by name', (_, text, fault) => {
    expect(caught(text)).toEqual([fault]);
  });

  it('of an owner: a listed reader still must not write', () => {
    const readModels = [{ file: at, tables: ['gift'], reason: 'planted' }];
    expect(caught("q('SELECT 1 FROM gift WHERE brand_id = ?')", { readModels, byKnownId: [] })).toEqual([]);
    expect(caught("q('DELETE FROM gift WHERE brand_id = ?')", { readModels, byKnownId: [] })).toEqual([
      `writes-elsewhere: ${at} gift of gifts`,
      `needless-entry: ${at} gift`,
    ]);
  });

  it('of a brand: a statement that does not name it is caught, and one more than listed too', () => {
    const own = inModules('gifts/queries.ts');
    const faults = (text: string, lists = NOTHING): string[] =>
      tableFaults([...tables, file('gifts/queries.ts', text)], lists);
    const unnamed = "q('SELECT id FROM gift WHERE id = ?');";
    expect(faults(unnamed)).toEqual([`brand-not-named: ${own}:1 gift`]);
    expect(faults("q('SELECT id FROM gift WHERE brand_id = ?')")).toEqual([]);
    const byKnownId = [{ file: own, count: 1, reason: 'planted' }];
    expect(faults(unnamed, { readModels: [], byKnownId })).toEqual([]);
    expect(faults(unnamed + unnamed, { readModels: [], byKnownId })).toHaveLength(2);
    expect(faults('', { readModels: [], byKnownId })).toEqual([`needless-entry: ${own} by known id`]);
  });

  it.each([
    ['a read', 'gifts.select(reader, brandId, {})', 'reads-elsewhere'],
    ['a list of columns', "gifts.columns('g')", 'reads-elsewhere'],
    ['a read across brands', "const all = gifts.acrossBrands('planted')", 'reads-elsewhere'],
    ['a change', 'gifts.set(tx, brandId, { id }, { stock: 1 })', 'writes-elsewhere'],
    ['an insert', 'gifts.insertFlat(tx, values)', 'writes-elsewhere'],
  ])('of a table value: %s of another area is caught', (_, text, fault) => {
    const imports = "import { gifts } from '../gifts';\n";
    expect(caught(imports + text)).toEqual([`${fault}: ${at} gift of gifts`]);
    const renamed = "import { gifts as g } from '../gifts';\n";
    expect(caught(renamed + text.replace('gifts', 'g'))).toEqual([`${fault}: ${at} gift of gifts`]);
  });

  it('of a table value: a write under another name is caught', () => {
    const text =
      "import { gifts } from '../gifts';\nconst all = gifts.acrossBrands('planted'); all.remove(tx, {});";
    const readModels = [{ file: at, tables: ['gift'], reason: 'planted' }];
    expect(caught(text, { readModels, byKnownId: [] })).toEqual([`writes-elsewhere: ${at} gift of gifts`]);
  });
});
