import { EarningVersions } from '../../modules/earning';
import { SchemesService } from '../../modules/tiers';
import { BrandsService } from '../../modules/brands';
import { OperatorsService } from '../../modules/identity';
import { defaultTierScheme, plainRules } from '@liuliang/domain';
import { goldScheme } from '../../testing/tier-world';
import { openTestServer, type TestServer } from '../../testing/test-server';
import { insertRows } from '../db/statements';

/** Rows as the release before wrote them, when rules and schemes had a table each. */
const COLUMNS = [
  'id',
  'brand_id',
  'version',
  'state',
  'starts_at_ms',
  'note',
  'created_by',
  'created_at_ms',
  'changed_at_ms',
  'published_by',
  'published_at_ms',
];
const RULES = plainRules({ points: 3, perFen: 100 });

describe('versions from before there were documents', () => {
  let server: TestServer;
  let ann = 0;
  beforeAll(async () => {
    server = await openTestServer();
    const account = {
      brandId: 1,
      login: 'ann',
      displayName: 'Ann',
      password: 'a-long-enough-password',
      role: 'owner',
    };
    ann = (await server.get(OperatorsService).create(account))?.id ?? 0;
  });
  afterAll(() => server.close());

  const brand = async (code: string) => {
    const made = await server.get(BrandsService).create({ code, name: code });
    if (!made) throw new Error('The brand was there already');
    return made.id;
  };
  const exec = (sql: string) => server.platform.db.run('test.before', (tx) => tx.exec(sql));
  const write = (table: string, content: string, text: unknown, ...rows: (string | number)[][]) =>
    server.platform.db.run('test.before', (tx) =>
      insertRows(
        tx,
        table,
        [...COLUMNS, content],
        rows.map((row) => [server.platform.ids.next(), ...row, JSON.stringify(text)]),
      ),
    );
  /** Takes the database back to the release before. */
  const undo = async () => {
    for (const table of ['earning_rules', 'tier_scheme']) {
      for (const verb of ['insert', 'update', 'delete']) await exec(`DROP TRIGGER ${table}_moved_${verb}`);
    }
    await exec('DROP TABLE document_version');
    await exec("DELETE FROM schema_migration WHERE name LIKE 'Documents%' OR name LIKE 'AskedPublishing%'");
  };

  it('are all there with their authors and instants, however often the migration is run', async () => {
    const [one, two] = [await brand('one'), await brand('two')];
    await undo();
    await write(
      'earning_rules',
      'rules',
      RULES,
      [one, 1, 'published', 0, '', 0, 10, 10, 0, 10],
      [one, 2, 'published', 500, 'autumn', ann, 20, 30, ann, 40],
      [one, 3, 'draft', 0, 'left by a race', ann, 50, 50, 0, 0],
      [one, 4, 'draft', 0, 'winter', ann, 60, 70, 0, 0],
    );
    await write('tier_scheme', 'scheme', goldScheme(), [
      two,
      2,
      'published',
      900,
      'gold',
      ann,
      80,
      80,
      ann,
      90,
    ]);
    await server.platform.db.migrate();
    await exec("DELETE FROM schema_migration WHERE name LIKE 'Documents%'");
    if (server.platform.db.engine !== 'sqlite') await server.platform.db.migrate();

    const rules = await server.get(EarningVersions).document.list(one);
    expect(rules).toMatchObject([
      { version: 4, state: 'draft', note: 'winter', createdBy: 'Ann', changedBy: null, changedAtMs: 70 },
      { version: 2, isInForce: true, startsAtMs: 500, note: 'autumn', publishedBy: 'Ann', publishedAtMs: 40 },
      { version: 1, isInForce: false, createdBy: null, publishedBy: null },
    ]);
    expect(rules.map(({ content }) => content)).toEqual([RULES, RULES, RULES]);
    const schemes = await server.get(SchemesService).document.list(two);
    expect(schemes).toMatchObject([
      {
        version: 2,
        isInForce: true,
        startsAtMs: 900,
        createdBy: 'Ann',
        changedBy: 'Ann',
        content: goldScheme(),
      },
      { version: 1, isInForce: false, startsAtMs: 0, content: defaultTierScheme },
    ]);
    const unwritten = await server.get(SchemesService).document.list(one);
    expect(unwritten).toMatchObject([{ version: 1, isInForce: true, content: defaultTierScheme }]);
  });

  it('can be read by the release before, which is refused when it writes what nobody would see', async () => {
    for (const table of ['earning_rules', 'tier_scheme']) {
      await expect(exec(`UPDATE ${table} SET note = 'lost'`)).rejects.toThrow('moved to document_version');
      await expect(exec(`DELETE FROM ${table}`)).rejects.toThrow('moved to document_version');
    }
    const late = write('earning_rules', 'rules', RULES, [9, 1, 'draft', 0, '', 0, 1, 1, 0, 0]);
    await expect(late).rejects.toThrow('moved to document_version');
  });
});
