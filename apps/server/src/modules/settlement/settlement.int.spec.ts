import type { Client } from '@liuliang/contract/client';
import { bringFile, reverseFile } from '../../testing/import-desk';
import { refundRow } from '../../testing/ingest-world';
import { must, openSettlementWorld, type SettlementWorld } from '../../testing/settlement-world';
import { AuditService } from '../ledger-audit';
import { LiabilityService } from './liability.service';

const SEPTEMBER = Date.UTC(2026, 8, 20, 4);
const OCTOBER = Date.UTC(2026, 9, 20, 4);
const NOVEMBER = Date.UTC(2026, 10, 5, 4);
const DECEMBER = Date.UTC(2026, 11, 5, 4);

let world: SettlementWorld;
beforeEach(async () => {
  world = await openSettlementWorld(OCTOBER);
});
afterEach(() => world.http.close());

const addressOf = (period: string, partyKind: 'store' | 'guide', partyId: string) => ({
  params: { period, partyKind, partyId },
});
const ofGuide = (period: string) => addressOf(period, 'guide', world.guide.code);
const ofStore = (period: string) => addressOf(period, 'store', 'S1');
const statement = async (address: ReturnType<typeof addressOf>) =>
  must(await (await world.owner()).settlementStatement(address));
const lines = async (address: ReturnType<typeof addressOf>) =>
  must(await (await world.owner()).settlementLines({ ...address, query: { limit: 100 } })).items;
const close = async (period: string, party: { kind: 'guide' | 'store'; id: string } | null = null) =>
  (await world.owner()).closeSettlement({ body: { period, party, confirm: 'CLOSE' } });
const pay = async (address: ReturnType<typeof addressOf>, by?: Client) => {
  const { payableFen } = await statement(address);
  const client = by ?? (await world.owner());
  return client.paySettlement({ ...address, body: { reference: 'bank 1', payableFen, confirm: 'PAID' } });
};
const rows = async (): Promise<string> =>
  JSON.stringify(
    await world.http.platform.db.read(async (reader) => [
      await reader.query('SELECT * FROM settlement_statement ORDER BY id'),
      await reader.query('SELECT * FROM settlement_line ORDER BY transaction_id, line'),
    ]),
  );

it('refunds that are taken back after the month was closed are a line of the open month, which is paid then', async () => {
  const { http } = world;
  await world.reward('earn:1', 50);
  await world.reward('earn:2', 30);
  const refunded = { refunded_at: new Date(OCTOBER).toISOString(), amount_fen: 5_000 };
  const { id } = await bringFile(http, http.brand, 'refunds', [refundRow('w1', 'earn:1', refunded)]);
  http.clock.set(NOVEMBER);
  expect(must(await close('2026-10'))).toMatchObject({ closed: 1, payableFen: 30 });
  const before = await rows();
  await reverseFile(http, http.brand, id);
  expect(await rows()).toBe(before);
  expect((await lines(ofGuide('2026-11'))).map(({ kind, points }) => [kind, points])).toEqual([
    ['reward', 50],
  ]);
  http.clock.set(DECEMBER);
  expect(must(await close('2026-11'))).toMatchObject({ closed: 1, payableFen: 80 });
});

it('P14: a refund after the month was closed and paid is a negative line of the open month, for the same guide', async () => {
  const { http, guide, other } = world;
  await world.reward('earn:1', 50);
  await world.reward('earn:2', 30, 'G2');
  http.clock.set(NOVEMBER);
  expect(must(await close('2026-10'))).toEqual({ closed: 2, alreadyClosed: 0, payableFen: 80 });
  must(await pay(ofGuide('2026-10')));
  expect(await world.guideBalance(guide.id)).toBe(0);
  const before = await rows();

  // G moved to another store and the customer to another guide; neither matters to what was earned before.
  await world.returns('earn:1', 50);
  expect(await rows()).toBe(before);
  const open = await statement(ofGuide('2026-11'));
  expect(open).toMatchObject({
    state: 'draft',
    carriedInFen: 50,
    clawbackPoints: -50,
    paidOutPoints: -50,
    amountFen: -100,
    carriedOutFen: -50,
    payableFen: 0,
  });
  expect((await lines(ofGuide('2026-11'))).map(({ kind, points }) => [kind, points])).toEqual([
    ['payment', -50],
    ['clawback', -50],
  ]);
  expect(await world.guideBalance(guide.id)).toBe(-50);
  expect(await statement(addressOf('2026-10', 'guide', other.code))).toMatchObject({
    payableFen: 30,
    state: 'closed',
  });
  expect(
    await (await world.owner()).settlementStatement(addressOf('2026-11', 'guide', other.code)),
  ).toMatchObject({
    code: 'STATEMENT_UNKNOWN',
  });

  http.clock.set(DECEMBER);
  must(await close('2026-11'));
  await world.reward('earn:3', 70);
  // The debt is repaid by the next reward, once: what is owed is what the wallet has.
  expect(await statement(ofGuide('2026-12'))).toMatchObject({ carriedInFen: -50, payableFen: 20 });
  expect(await world.guideBalance(guide.id)).toBe(20);
});

it('says before a payment to whom it goes and what is owed before and after, with what came since', async () => {
  const { http, guide } = world;
  const outlook = async (address: ReturnType<typeof addressOf>) =>
    (await world.owner()).settlementPayment(address);
  await world.reward('earn:1', 50);
  await world.memberEarns('earn:2', 'ann', 1000);
  await world.redeem('spend:1', 'ann', 300);
  expect(await outlook(ofGuide('2026-10'))).toMatchObject({ code: 'STATEMENT_NOT_CLOSED' });
  http.clock.set(NOVEMBER);
  must(await close('2026-10'));
  const asClosed = { payableFen: 50, owedFen: { before: 50, after: 0 } };
  expect(must(await outlook(ofGuide('2026-10')))).toEqual({
    ...asClosed,
    party: { kind: 'guide', id: guide.code, name: 'G1' },
    points: [{ asset: 'guide_points', before: 50, taken: 50, after: 0 }],
  });
  expect(must(await outlook(ofStore('2026-10'))).points).toEqual([
    { asset: 'points', before: 300, taken: 300, after: 0 },
  ]);
  await world.reward('earn:3', 30);
  const later = must(await outlook(ofGuide('2026-10')));
  expect(later).toMatchObject({
    owedFen: { before: 80, after: 30 },
    points: [{ before: 80, taken: 50, after: 30 }],
  });
  http.clock.set(DECEMBER);
  // A month in which nothing happened does not forget the one before it.
  expect(must(await outlook(ofGuide('2026-10')))).toEqual(later);
  must(await pay(ofGuide('2026-10')));
  expect(await world.guideBalance(guide.id)).toBe(later.points[0]?.after);
  expect(await statement(ofGuide('2026-12'))).toMatchObject({ carriedOutFen: later.owedFen.after });
  expect(await outlook(ofGuide('2026-10'))).toMatchObject({ code: 'STATEMENT_PAID' });
  expect(await outlook(ofGuide('2026-09'))).toMatchObject({ code: 'STATEMENT_UNKNOWN' });
});

it('carries a debt over down to the cap and gives up the rest, in the ledger too', async () => {
  const { http, guide } = world;
  const seen = must(await (await world.owner()).settlementRates());
  must(
    await (
      await world.owner()
    ).changeSettlementRates({
      body: { seen, rates: { ...seen, carryCapFen: 100 }, confirm: 'CHANGE' },
    }),
  );
  http.clock.set(SEPTEMBER);
  await world.reward('earn:1', 350);
  await world.takeReward(guide.id, 350);
  http.clock.set(OCTOBER);
  await world.returns('earn:1', 350);
  http.clock.set(NOVEMBER);
  must(await close('2026-09'));
  must(await close('2026-10'));
  expect(await statement(ofGuide('2026-10'))).toMatchObject({
    amountFen: -350,
    writtenOffFen: 250,
    carriedOutFen: -100,
    payableFen: 0,
  });
  expect(await world.guideBalance(guide.id)).toBe(-100);
  expect(await lines(ofGuide('2026-11'))).toMatchObject([{ kind: 'write_off', points: 250, amountFen: 0 }]);
  expect(await statement(ofGuide('2026-11'))).toMatchObject({ carriedInFen: -100, carriedOutFen: -100 });
});

it('owes a store what it redeemed, less what was refunded, in the month in which it was posted', async () => {
  const { http } = world;
  await world.memberEarns('earn:1', 'ann', 1000);
  await world.redeem('spend:1', 'ann', 300);
  http.clock.set(NOVEMBER);
  must(await close('2026-10', { kind: 'store', id: 'S1' }));
  await world.restore('spend:1', 120);
  expect(await statement(ofStore('2026-10'))).toMatchObject({
    redeemedPoints: 300,
    payableFen: 300,
    lines: 1,
  });
  expect(await lines(ofStore('2026-11'))).toMatchObject([
    {
      kind: 'redemption_refund',
      points: -120,
      amountFen: -120,
      reference: { kind: 'spend', label: 'spend:1' },
    },
  ]);
  must(await pay(ofStore('2026-10')));
  expect(await statement(ofStore('2026-11'))).toMatchObject({
    carriedInFen: 300,
    amountFen: -420,
    carriedOutFen: -120,
  });
  expect(
    await (
      await world.owner()
    ).paySettlement({
      ...ofStore('2026-10'),
      body: { reference: 'x', payableFen: 300, confirm: 'PAID' },
    }),
  ).toMatchObject({ code: 'STATEMENT_PAID' });
  const totals = { period: '2026-10', partyKind: 'store' } as const;
  expect(must(await (await world.owner()).settlementTotals({ query: totals }))).toMatchObject({
    statements: 1,
    redeemedPoints: 300,
    payableFen: 300,
    paidFen: 300,
  });
  expect(must(await (await world.owner()).settlementPeriods()).items).toMatchObject([
    { period: '2026-11', state: 'open', drafts: 1 },
    { period: '2026-10', state: 'closed', paid: 1, paidFen: 300, drafts: 0 },
  ]);
});

it('answers the same to one person who says eight times at once that it was paid, with one effect', async () => {
  const { http } = world;
  await world.memberEarns('earn:1', 'ann', 1000);
  await world.redeem('spend:1', 'ann', 300);
  http.clock.set(NOVEMBER);
  must(await close('2026-10', { kind: 'store', id: 'S1' }));
  const owner = await world.owner();
  const say = () => pay(ofStore('2026-10'), owner);
  const answers = await Promise.all(Array.from({ length: 8 }, say));
  expect(new Set(answers.map((one) => JSON.stringify(must(one)))).size).toBe(1);
  const paid = await http.platform.db.read((reader) =>
    reader.query("SELECT id FROM audit_log WHERE action = 'settlement.paid'"),
  );
  expect(paid).toHaveLength(1);
});

it('refuses what is out of order, early, twice or by one person alone', async () => {
  const { http, guide } = world;
  await world.reward('earn:1', 2_000_000);
  const party = { kind: 'guide', id: guide.code } as const;
  expect(await close('2026-10')).toMatchObject({ code: 'PERIOD_NOT_OVER' });
  http.clock.set(DECEMBER);
  await world.reward('earn:2', 1);
  expect(await close('2026-11', party)).toMatchObject({ code: 'PERIOD_OUT_OF_ORDER' });
  expect(await pay(ofGuide('2026-10'))).toMatchObject({ code: 'STATEMENT_NOT_CLOSED' });
  must(await close('2026-10', party));
  expect(await close('2026-10', party)).toMatchObject({ code: 'STATEMENT_CLOSED' });
  const body = { reference: 'bank 1', payableFen: 2_000_000, confirm: 'PAID' } as const;
  expect(
    await (await world.owner()).paySettlement({ ...ofGuide('2026-10'), body: { ...body, payableFen: 5 } }),
  ).toMatchObject({
    code: 'STATEMENT_AMOUNT_DIFFERS',
  });
  expect(await (await world.owner()).paySettlement({ ...ofGuide('2026-10'), body })).toMatchObject({
    code: 'SETTLEMENT_SECOND_PERSON',
  });
  expect(await (await http.operator('auditor')).paySettlement({ ...ofGuide('2026-10'), body })).toMatchObject(
    {
      code: 'FORBIDDEN',
    },
  );
});

it('closes beside traffic: every entry is in exactly one statement', async () => {
  const { http } = world;
  for (let i = 0; i < 5; i += 1) await world.reward(`early:${i}`, 10);
  http.clock.set(NOVEMBER);
  const late = Array.from({ length: 8 }, (_, i) => world.reward(`late:${i}`, 1));
  const closed = await Promise.all([
    close('2026-10'),
    close('2026-10'),
    ...late.map((one) => one.then(() => null)),
  ]);
  const made = closed.flatMap((answer) => (answer?.ok ? [answer.value.closed] : []));
  expect(made.reduce((total, count) => total + count, 0)).toBe(1);
  http.clock.set(DECEMBER);
  must(await close('2026-11'));
  const points = [...(await lines(ofGuide('2026-10'))), ...(await lines(ofGuide('2026-11')))].map(
    (line) => line.points,
  );
  expect(points.filter((one) => one === 10)).toHaveLength(5);
  expect(points.filter((one) => one === 1)).toHaveLength(8);
});

/** What the audit says of settlement and liability; the ledger's own checks are proven elsewhere. */
const audited = async () => {
  const { checks } = await world.http.get(AuditService).run(world.http.brand.id);
  return checks.filter(({ id }) => id === 'SETTLEMENT' || id === 'LIABILITY');
};

it('cannot be changed once it is closed, and the audit finds what was changed past the triggers', async () => {
  await world.reward('earn:1', 50);
  world.http.clock.set(NOVEMBER);
  must(await close('2026-10'));
  must(await pay(ofGuide('2026-10')));
  await world.returns('earn:1', 50);
  expect(await audited()).toMatchObject([
    { id: 'SETTLEMENT', ok: true, checked: 1 },
    { id: 'LIABILITY', ok: true },
  ]);
  const change = (sql: string) => world.http.platform.db.run('test.change', (tx) => tx.exec(sql));
  await expect(change('UPDATE settlement_line SET amount_fen = 1')).rejects.toThrow('never changed');
  await expect(change('DELETE FROM settlement_line')).rejects.toThrow('never changed');
  await change(
    'UPDATE settlement_statement SET amount_fen = amount_fen + 1, carried_out_fen = carried_out_fen + 1',
  );
  const [settlement] = await audited();
  expect(settlement?.faults.map((fault) => fault.replace(/^.*: /, ''))).toEqual([
    'its content is not what was closed',
    'its sums are not those of its lines',
  ]);
});

it('comes as a file in which nothing is a formula, and as a page to print', async () => {
  const { http } = world;
  const csvOf = async (address: ReturnType<typeof addressOf>) =>
    must(await (await world.owner()).settlementCsv(address));
  await world.reward('=1+cmd|x', 300);
  await world.memberEarns('earn:1', 'ann', 1000);
  await world.redeem('spend:1', 'ann', 300);
  const [guides, stores] = [await csvOf(ofGuide('2026-10')), await csvOf(ofStore('2026-10'))];
  expect(guides).toContain("'=1+cmd|x,300,3.00");
  expect(stores).toContain('订单抵扣 Points in an order,spend:1,300,3.00');
  for (const cell of `${guides},${stores}`.split(/[,\r\n]/)) expect(cell).not.toMatch(/^[=+@]/);
  const page = must(
    await (await world.owner()).settlementPrint({ ...ofStore('2026-10'), query: { language: 'en' } }),
  );
  expect(page).toContain('@page{size:A4');
  expect(page).toContain('Points redeemed');
  http.clock.set(NOVEMBER);
  await world.restore('spend:1', 300);
  expect(await csvOf(ofStore('2026-11'))).toContain(',-300,-3.00,');
});

it('tells what outstanding points are, to the point, after a history of everything', async () => {
  const { http, guide } = world;
  await world.memberEarns('earn:1', 'ann', 1000);
  await world.reward('earn:2', 450);
  await world.takeReward(guide.id, 50);
  http.clock.set(NOVEMBER);
  await world.redeem('spend:1', 'ann', 300);
  await world.restore('spend:1', 100);
  await world.returns('earn:2', 450);
  await world.reward('earn:3', 80);
  http.clock.set(DECEMBER);
  await world.memberEarns('earn:4', 'ben', 5);
  const report = await http.get(LiabilityService).report(http.brand.id, 202610, 202611);
  if (!report.ok) throw new Error(report.error.code);
  expect(report.value.isTied).toBe(true);
  expect(report.value.programmes).toMatchObject([
    {
      asset: 'points',
      opening: 0,
      issued: 1000,
      redeemed: 200,
      closing: 800,
      breakageBp: null,
      costFen: 800,
    },
    { asset: 'guide_points', issued: 530, clawedBack: 450, closing: 30, expectedBreakage: null },
  ]);
  expect(report.value.ties.every((tie) => tie.lots === tie.entries)).toBe(true);
  const [october, november] = report.value.rows.filter((row) => row.asset === 'points');
  expect([october, november]).toMatchObject([
    { month: '2026-10', opening: 0, closing: 1000 },
    { month: '2026-11', opening: 1000, redeemed: 200, closing: 800 },
  ]);
  must(await (await world.owner()).liability({ query: { from: '2026-10', to: '2026-12' } }));
});
