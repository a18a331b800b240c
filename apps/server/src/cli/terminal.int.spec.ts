import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { at, goldScheme, growthRules } from '../testing/tier-world';
import { adjust, bringPerson, mustBring, tillOf } from '../testing/doors';
import { BASE_RULES } from '../testing/earning-world';
import { orderRow, refundRow } from '../testing/ingest-world';
import { openTestServer, type TestServer } from '../testing/test-server';
import { contextOn } from '../testing/typed-command';
import { OrderLineImports } from '../modules/goods';
import { BrandsService, type Brand } from '../modules/brands';
import { AuditService } from '../modules/ledger-audit';
import { CustomersService } from '../modules/members';
import { commands } from './commands';

const DUAL = { ...growthRules, base: { points: 1, perFen: 100 } };

describe('the terminal of data teams', () => {
  let server: TestServer;
  let brand: Brand;
  let made = 0;

  beforeAll(async () => {
    server = await openTestServer(at('2026-06-01'));
  });
  beforeEach(async () => {
    server.clock.set(at('2026-06-01'));
    const code = `terminal${(made += 1)}`;
    brand = (await server.get(BrandsService).create({ code, name: code })) as Brand;
  });
  afterEach(async () => {
    const { checks } = await server.get(AuditService).run(brand.id);
    expect(checks.flatMap(({ faults }) => faults)).toEqual([]);
  });
  afterAll(() => server.close());

  /** A command as typed. @returns what it wrote, and how it ended: its exit code, or the code of its refusal */
  async function typed(line: string, json = true): Promise<{ said: string; end: unknown }> {
    const [name, ...rest] = line.split(' ');
    const words = rest.filter((_, i) => !rest[i]?.startsWith('--') && !rest[i - 1]?.startsWith('--'));
    const options = Object.fromEntries(
      rest.flatMap((word, i) => (word.startsWith('--') ? [[word.slice(2), rest[i + 1] as string]] : [])),
    );
    const command = commands.find((one) => one.name === name);
    if (!command || !('run' in command)) throw new Error(`There is no command ${name}`);
    let said = '';
    const output = { write: (text: string) => void (said += text), say: () => undefined };
    const context = contextOn(server, words, { ...options, brand: brand.code, json }, output);
    const end = await command.run(context).catch((error: { code: unknown }) => error.code);
    return { said, end };
  }
  const answered = async (line: string): Promise<unknown> => {
    const { said, end } = await typed(line);
    expect(end).toBe(0);
    return JSON.parse(said);
  };
  async function file(content: unknown): Promise<string> {
    const path = join(tmpdir(), `liuliang-terminal-${process.pid}-${(made += 1)}.json`);
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  }
  const order = (id: string, card: string, day: string, yuan: number) =>
    mustBring(server, brand, {
      orders: [
        orderRow(id, card, {
          paid_at: `${day}T10:00:00+08:00`,
          amount_fen: yuan * 100,
          store: '',
          guide: '',
        }),
      ],
    });
  const member = (card: string, day: string) =>
    bringPerson(server, brand, { kind: 'pos_card', value: card }, at(day));

  const owner = (value: string) =>
    server.platform.db.read((reader) =>
      server.get(CustomersService).find(reader, brand, { kind: 'pos_card', value }),
    );

  it('shows what publishing takes, word for word', async () => {
    for (const name of ['rules', 'tiers']) {
      const { said } = await typed(`${name} show`);
      const path = await file(said);
      expect(await answered(`${name} check ${path}`)).toEqual({ ok: true, faults: [] });
      expect(await answered(`${name} publish ${path}`)).toEqual({
        version: 2,
        from: '2026-06-01T00:00:00+08:00',
      });
      expect((await typed(`${name} show`)).said).toBe(said);
      expect((await typed(`${name} show`, false)).said).toMatch(/^Version 2, from 2026-06-01 00:00:00\n\{/);
    }
  });

  it('says what is wrong with a file, and publishes nothing of it', async () => {
    const faulty = await file({
      ...BASE_RULES,
      multipliers: { ...BASE_RULES.multipliers, tier: [{ level: 2 }] },
    });
    const empty = await file({ ...goldScheme(), levels: goldScheme().levels.slice().reverse() });
    for (const [name, path, where] of [
      ['rules', faulty, 'multipliers.tier.0.percent'],
      ['tiers', empty, 'levels.1.threshold'],
    ] as const) {
      const { said, end } = await typed(`${name} check ${path}`);
      expect(end).toBe(1);
      const { ok, faults } = JSON.parse(said) as { ok: boolean; faults: { path: string }[] };
      expect(ok).toBe(false);
      expect(faults.map((fault) => fault.path)).toContain(where);
      expect((await typed(`${name} publish ${path}`)).end).toBe('DOCUMENT_INVALID');
    }
    expect((await typed('rules publish /nowhere.json')).end).toBe('INPUT_INVALID');
    expect((await typed(`rules check ${await file('{')}`)).end).toBe('INPUT_INVALID');
    expect((await typed(`rules publish ${await file(BASE_RULES)} --from yesterday`)).end).toBe(
      'INSTANT_INVALID',
    );
    expect((await typed('rules')).end).toBe('INPUT_INVALID');
  });

  it('dates versions back while the books are empty, so that a history is brought in under them', async () => {
    await member('ann', '2026-01-01');
    const rules = await file({ ...DUAL, base: { points: 3, perFen: 100 } });
    await answered(`tiers publish ${await file(goldScheme())} --from 2025-01-01`);
    await answered(`rules publish ${rules} --from 2025-01-01`);
    await answered(`rules publish ${await file(DUAL)} --from 2026-03-01`);
    await order('A1', 'ann', '2026-02-01', 1_200);
    await order('A2', 'ann', '2026-03-01', 100);
    expect(await answered('points --identity pos_card:ann')).toMatchObject({ available: 3_700 + 50 });
    expect(await answered('tier --identity pos_card:ann')).toMatchObject({
      level: 2,
      name: '银卡',
      growth: 1_300,
    });
    expect(await answered('tier --identity pos_card:ann --at 2026-02-01')).toMatchObject({
      level: 1,
      growth: 0,
    });

    for (const [name, path] of [
      ['rules', rules],
      ['tiers', await file(goldScheme())],
    ])
      expect((await typed(`${name} publish ${path} --from 2026-04-01`)).end).toBe('DOCUMENT_START_PAST');
    expect(await answered(`rules publish ${rules} --from 2026-07-01`)).toMatchObject({ version: 4 });
  });

  it('dates nothing back before a version that is there, nor behind orders that earned nothing', async () => {
    const nothing = await file({ ...BASE_RULES, base: { points: 0, perFen: 100 } });
    await answered(`rules publish ${nothing} --from 2026-02-01`);
    expect((await typed(`rules publish ${nothing} --from 2026-01-01`)).end).toBe('DOCUMENT_START_PAST');
    await order('A1', 'ann', '2026-03-01', 100);
    expect((await typed(`rules publish ${nothing} --from 2026-05-01`)).end).toBe('DOCUMENT_START_PAST');
  });

  it('tells the points of a customer credit by credit, now and at any instant', async () => {
    const expiring = {
      ...DUAL,
      pendingDays: 7,
      expiry: { kind: 'calendar', months: 2, endOf: 'month' } as const,
    };
    await answered(`rules publish ${await file(expiring)} --from 2026-01-01`);
    server.clock.set(at('2026-02-11'));
    await order('A1', 'ann', '2026-02-10', 100);
    server.clock.set(at('2026-03-02'));
    await mustBring(server, brand, {
      refunds: [refundRow('R1', 'A1', { refunded_at: '2026-03-01T10:00:00+08:00', amount_fen: 3_000 })],
    });
    server.clock.set(at('2026-03-21'));
    await order('A2', 'ann', '2026-03-20', 40);
    server.clock.set(at('2026-06-01'));
    const on = (day: string) => answered(`points --identity pos_card:ann --at ${day}`);
    const nothing = { available: 0, pending: 0, held: 0, debt: 0, lots: [] };
    expect(await on('2026-02-10')).toEqual(nothing);
    const first = { points: 100, until: '2026-05-01T00:00:00+08:00' };
    expect(await on('2026-02-12')).toMatchObject({
      ...nothing,
      pending: 100,
      lots: [{ ...first, left: 100 }],
    });
    expect(await on('2026-02-28')).toMatchObject({ available: 100, lots: [{ ...first, left: 100 }] });
    expect(await on('2026-03-02')).toMatchObject({ available: 70, lots: [{ ...first, left: 70 }] });
    expect(await on('2026-03-25')).toMatchObject({
      available: 70,
      pending: 40,
      lots: [
        { ...first, left: 70 },
        { points: 40, left: 40 },
      ],
    });
    expect(await on('2026-05-01')).toMatchObject({ available: 40, pending: 0, lots: [{ points: 40 }] });
    expect(await answered('points --identity pos_card:ann')).toEqual(nothing);
    const { said } = await typed('points --identity pos_card:ann --at 2026-05-01', false);
    expect(said).toContain('available 40, pending 0, held 0, debt 0\nat 2026-05-01 00:00:00, Asia/Shanghai');
  });

  it('tells what is held, until a hold lapses, whether or not a job has noticed', async () => {
    await order('A1', 'ann', '2026-05-01', 300);
    const held = await tillOf(server).hold(brand.id, {
      identity: { kind: 'pos_card', value: 'ann' },
      key: 'H1',
      orderKey: 'A2',
      orderFen: 20_000,
      points: 100,
      store: null,
      untilMs: at('2026-06-02'),
    });
    expect(held.ok).toBe(true);
    server.clock.set(at('2026-06-03'));
    const on = (when: string) => answered(`points --identity pos_card:ann --at ${when}`);
    expect(await on('2026-05-31')).toMatchObject({ available: 300, held: 0 });
    expect(await on('2026-06-01T12:00:00+08:00')).toMatchObject({
      available: 200,
      held: 100,
      lots: [{ left: 300 }],
    });
    expect(await on('2026-06-02')).toMatchObject({ available: 300, held: 0 });
    expect(await answered('points --identity pos_card:ann')).toMatchObject({ available: 300, held: 0 });
  });

  it('tells a debt apart from what is available, which is never below nothing', async () => {
    server.clock.set(at('2026-05-02'));
    await order('A1', 'ann', '2026-05-01', 100);
    const id = (await owner('ann')) ?? 0;
    await adjust(server, { brandId: brand.id, kind: 'member', id, asset: 'points' }, -80);
    server.clock.set(at('2026-05-10'));
    await mustBring(server, brand, {
      refunds: [refundRow('R1', 'A1', { refunded_at: '2026-05-09T10:00:00+08:00', amount_fen: 10_000 })],
    });
    const nothing = { available: 0, pending: 0, held: 0, lots: [] };
    expect(await answered('points --identity pos_card:ann')).toEqual({ ...nothing, debt: 80 });
    expect(await answered('points --identity pos_card:ann --at 2026-05-03')).toMatchObject({
      available: 20,
      debt: 0,
      lots: [{ points: 100, left: 20, until: null, from: '2026-05-01T10:00:00+08:00' }],
    });
  });

  it('refuses nobody, no identity and no instant, each with its code', async () => {
    await order('A1', 'ann', '2026-05-01', 100);
    for (const [line, code] of [
      ['points --identity pos_card:nobody', 'CUSTOMER_UNKNOWN'],
      ['points --identity pigeon:ann', 'IDENTITY_KIND_UNKNOWN'],
      ['points', 'INPUT_INVALID'],
      ['tier --identity pos_card:ann --at someday', 'INSTANT_INVALID'],
    ])
      expect((await typed(line as string)).end).toBe(code);
  });

  it('tells the level, until when it holds, and what would count of somebody who is no member', async () => {
    await answered(`rules publish ${await file(DUAL)} --from 2025-01-01`);
    await answered(`tiers publish ${await file(goldScheme())} --from 2025-01-01`);
    await order('A1', 'ann', '2026-02-01', 1_200);
    expect(await answered('tier --identity pos_card:ann')).toEqual({
      level: 0,
      name: null,
      growth: 1_200,
      until: null,
    });
    await member('ben', '2026-01-01');
    expect(await answered('tier --identity pos_card:ben')).toEqual({
      level: 1,
      name: '会员',
      growth: 0,
      until: null,
    });
    await order('B1', 'ben', '2026-02-01', 1_200);
    const silver = await answered('tier --identity pos_card:ben');
    expect(silver).toMatchObject({ level: 2, name: '银卡', growth: 1_200 });
    expect((silver as { until: string }).until).toMatch(/^2027-04-01T00:00:00\+08:00$/);
    expect((await typed('tier --identity pos_card:ben', false)).said).toContain(
      'Level 2, 银卡\ngrowth 1200, until 2027',
    );
  });

  it('lists refunds that wait for their orders until these come, and names nobody', async () => {
    await mustBring(server, brand, {
      refunds: [refundRow('R1', 'A9', { refunded_at: '2026-05-02', amount_fen: 500 })],
    });
    const row = { refundId: 'R1', orderId: 'A9', amountFen: 500, source: null };
    const [refundedAt, since] = ['2026-05-02T00:00:00+08:00', '2026-06-01T00:00:00+08:00'];
    expect(await answered('waiting refunds')).toEqual({
      waiting: 1,
      refunds: [{ ...row, refundedAt, since }],
    });
    expect((await typed('waiting refunds', false)).said).toMatch(/^1 refund waits for its order\n/);
    await order('A9', 'ann', '2026-05-01', 100);
    expect(await answered('waiting refunds')).toEqual({ waiting: 0, refunds: [] });
    expect((await typed('waiting')).end).toBe('INPUT_INVALID');
  });

  it('lists lines that wait for their order or do not add up to it, and says who bought what', async () => {
    const line = (id: string, number: number, item: string, fen: number) => ({
      ...{ order_id: id, line: String(number), item, quantity: '1', amount_fen: String(fen) },
    });
    const rows = [
      line('A1', 1, 'shoe', 9_000),
      line('A1', 2, 'bag', 1_000),
      line('A2', 1, 'shoe', 6_000),
      line('A3', 1, 'cap', 5),
    ];
    await server.get(OrderLineImports).intake(brand, false).bring(rows, [2, 3, 4, 5]);
    await order('A1', 'ann', '2026-05-01', 100);
    await order('A2', 'ben', '2026-05-02', 100);
    const since = '2026-06-01T00:00:00+08:00';
    expect(await answered('waiting lines')).toEqual({
      ...{ waiting: 1, differing: 1 },
      orders: expect.arrayContaining([
        { orderId: 'A3', state: 'waiting', lines: 1, linesFen: 5, orderFen: null, since },
        { orderId: 'A2', state: 'differs', lines: 1, linesFen: 6_000, orderFen: 10_000, since },
      ]) as unknown,
    });
    expect((await typed('waiting lines', false)).said).toMatch(
      /^orders whose lines wait for them: 1; whose lines do not add up: 1\n/,
    );
    const bought = { buyers: 1, penetration: 0.5, orders: 1 };
    expect(await answered('goods')).toEqual({
      ...{ buyers: 2, orders: 2, amountFen: 10_000 },
      rows: [
        { key: 'bag', ...bought, amountFen: 1_000 },
        { key: 'shoe', ...bought, amountFen: 9_000 },
      ],
    });
    expect(await answered('goods --from 2026-05-02')).toMatchObject({ buyers: 1, orders: 1, rows: [] });
    expect(await answered('goods both bag shoe')).toEqual({ buyers: 1 });
    expect((await typed('goods', false)).said).toMatch(/^2 buyers, 2 orders, 10000 fen in lines\n/);
    for (const wrong of ['goods others', 'goods both bag', 'goods --by shop', 'goods --depth 1'])
      expect([wrong, (await typed(wrong)).end]).toEqual([wrong, 'INPUT_INVALID']);
    expect((await typed('goods --from 2026-05-02 --to 2026-05-01')).end).toBe('DAY_RANGE_INVALID');
  });
});
