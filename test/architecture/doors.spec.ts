/** No test does by hand what a door of the product would have caused: over the sources, and over planted violations. */
import { join } from 'node:path';
import { doorFaults, BY_HAND } from './doors-checks';
import { readSourceTree, type SourceFile } from './source-tree';

it('tests enter by the doors of the product, and every exception is needed', () => {
  expect(doorFaults(readSourceTree(join(__dirname, '../..')), BY_HAND)).toEqual([]);
});

describe('planted violations', () => {
  const path = 'apps/server/src/modules/gifts/gifts.int.spec.ts';
  const entities: SourceFile = {
    path: 'apps/server/src/modules/ledger/entities.ts',
    text: "export const accounts = table('ledger_account', {});",
  };
  const caught = (text: string, at = path): string[] => doorFaults([entities, { path: at, text }], []);

  it.each([
    ['a posting', 'const x = 1;\nawait server.get(Ledger).post(tx, [posting]);'],
    ['a hold', '\nhttp.get(Holds).place(tx, hold);'],
    ['a reward', '\nget(RewardsService).post(tx, brandId, due);'],
    ['a ledger of its own', '\nconst own = new Ledger(queries);'],
    ['a writer', '\nworld.writerOf(3).submit(posting);'],
  ])('%s by hand is caught with its line', (_, text) => {
    expect(caught(text)).toEqual([`posts-by-hand: ${path}:2`]);
  });

  it.each([
    ['rows', "\ninsertRows(\n tx,\n 'ledger_account', columns, rows);"],
    ['a balance', "\ntx.exec('UPDATE ledger_account SET balance = 5');"],
    ['a row by its table value', '\nawait accounts.insert(tx, [account]);'],
    ['a row of another area', '\ntx.exec(`DELETE FROM ledger_account`);'],
  ])('%s by hand is caught with its line', (_, text) => {
    expect(caught(text)).toEqual([`writes-by-hand: ${path}:2`]);
  });

  it('an area may write its own tables, the ledger may post, and a read is neither', () => {
    const own = 'apps/server/src/modules/ledger/x.int.spec.ts';
    expect(caught("ledger.post(tx, all); tx.exec('DELETE FROM ledger_account');", own)).toEqual([]);
    expect(caught("q('SELECT balance FROM ledger_account')")).toEqual([]);
  });

  it('an entry of the list that nothing needs is one too', () => {
    expect(doorFaults([entities], [{ file: path, reason: 'planted' }])).toEqual([`needless-entry: ${path}`]);
  });
});
