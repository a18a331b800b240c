import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { routes } from '@liuliang/contract';
import type { Client } from '@liuliang/contract/client';
import { plainRules, type EarningRules } from '@liuliang/domain';
import { areas } from './areas';
import { commands } from './cli/commands';
import { BrandsService } from './modules/brands';
import { EarningVersions } from './modules/earning';
import { FactsService } from './modules/insights';
import { ConnectorsService, OperatorsService } from './modules/identity';
import { AuditService } from './modules/ledger-audit';
import { Limits } from './modules/limits';
import { CustomersService } from './modules/members';
import { SchemesService } from './modules/tiers';
import { signRequest } from './platform/auth/signatures';
import { allDoors, harmlessDoors, type Door } from './testing/all-doors';
import { openGuide } from './testing/guide';
import { Jobs } from './platform/jobs';
import { must, openTestHttp, type TestHttp } from './testing/test-http';
import { goldScheme } from './testing/tier-world';
import { takeIn } from './testing/upload';
import { typed } from './testing/typed-command';

/** Doors that an area names as harmless in a `doors.ts` of its own folder. */
const namedByAreas = (): Record<string, readonly Door[]> => {
  const files = areas.map(({ name }) => join(__dirname, 'modules', name, 'doors.ts')).filter(existsSync);
  return Object.assign(
    {},
    ...files.map((file) => jest.requireActual<{ harmlessDoors: object }>(file).harmlessDoors),
  ) as Record<string, readonly Door[]>;
};

const harmless = { ...namedByAreas(), ...harmlessDoors };

const GROWTH = 6_000;
const GOLD = 3;
/** What a device may say by itself. */
const SHARED = 'shared';
/** What the server tells of whoever comes by a code of a store. */
const SCANNED = 'code.scanned';
const reward = (type: string): EarningRules['events'][number] => {
  return { type, points: 10, growth: GROWTH, timesPerDay: null, pointsPerDay: null };
};
/** A yuan is a point and as much growth; a check-in gives enough for gold at once. */
const rules: EarningRules = {
  ...plainRules({ points: 1, perFen: 100 }),
  growth: { points: 1, perFen: 100 },
  events: [reward('checkin.done'), reward(SHARED), reward(SCANNED)],
};

let http: TestHttp;
let token: string;
let key: { keyId: string; secret: string };
let desk: { first: Client; second: Client };
const walked = new Set<Door>();

beforeAll(async () => {
  http = await openTestHttp();
  desk = { first: await http.operator('owner'), second: http.client(await tokenOf('second', 'owner')) };
  key = await http.get(ConnectorsService).create(http.brand.id, 'till');
  token = await tokenOf('importer', 'operations');
  await http.get(SchemesService).document.setFirst(http.brand.id, goldScheme());
  await publish(rules);
});
afterAll(() => http.close());

async function tokenOf(name: string, role: string): Promise<string> {
  const login = { login: name, password: 'a-long-enough-password' };
  await http.get(OperatorsService).create({ ...login, brandId: http.brand.id, displayName: name, role });
  return must(await http.client().signInOperator({ body: login })).accessToken;
}

async function publish(next: EarningRules): Promise<void> {
  const service = http.get(EarningVersions).document;
  const author = { brandId: http.brand.id, operatorId: 1 };
  const seen = await service.saveDraft(author, { content: next, note: '', seenChangedAtMs: 0 });
  if (!seen.ok) throw new Error(seen.error.code);
  const published = await service.publishing.publish(author, seen.value.changedAtMs, null);
  if (!published.ok) throw new Error(JSON.stringify(published.error));
  http.clock.pass(1);
}

let people = 0;
interface Person {
  readonly client: Client;
  readonly mobile: string;
  readonly customerId: string;
  readonly id: number;
}

/** A member of today, known by a mobile number; `isMember: false` has only signed in. */
async function member(): Promise<Person> {
  people += 1;
  const mobile = `1390000${String(people).padStart(4, '0')}`;
  const { client, home } = await http.join(`person${people}`, mobile);
  await http.work();
  const customerId = home.member?.customerId ?? '';
  return { client, mobile, customerId, id: http.platform.publicIds.decode('cus', customerId) ?? 0 };
}

/** What the product says of somebody: the level as it is stored, points, growth, and the layer. */
async function picture({ client, id }: Pick<Person, 'client' | 'id'>): Promise<string> {
  await http.work();
  const home = must(await client.memberHome());
  const stored = await rowsOf<{ level: number }>('SELECT level FROM customer_tier WHERE customer_id = ?', [
    id,
  ]);
  const growth = await rowsOf<{ balance: number }>(
    "SELECT balance FROM ledger_account WHERE owner_kind = 'member' AND owner_id = ? AND asset = 'growth'",
    [id],
  );
  const facts = await rowsOf<{ bits: number }>(
    'SELECT happened AS bits FROM customer_day WHERE customer_id = ? AND scope = 0 ORDER BY day DESC LIMIT 1',
    [id],
  );
  return [
    `level ${stored[0]?.level ?? 0}`,
    `points ${home.member?.pointsAvailable ?? 0}`,
    `growth ${growth[0]?.balance ?? 0}`,
    `facts ${facts[0]?.bits ?? 0}`,
  ].join(', ');
}

const rowsOf = <T>(sql: string, values: (string | number)[]): Promise<T[]> =>
  http.platform.db.read((reader) => reader.query<T>(sql, values));

const nowText = (): string => new Date(http.clock.nowMs()).toISOString();
let numbers = 0;
const number = (): string => `n${(numbers += 1)}`;

/** The same rows by each of the ways in which rows come: a signed batch, an upload, and the command line. */
const rowDoors = ['ingestBatch', 'startImport', 'cli import'] as const;
async function bring(
  door: (typeof rowDoors)[number],
  kind: 'events' | 'orders' | 'refunds',
  row: Readonly<Record<string, string>>,
): Promise<void> {
  const csv = `${Object.keys(row).join(',')}\n${Object.values(row).join(',')}\n`;
  walked.add(door);
  if (door === 'ingestBatch') {
    const answer = await signed(routes.ingestBatch.path, {
      events: [],
      orders: [],
      refunds: [],
      [kind]: [row],
    });
    expect(answer[kind]).toMatchObject({ accepted: 1 });
  } else if (door === 'startImport') {
    const answer = await fetch(`${http.url}/api/v1/operator/imports?kind=${kind}&fileName=rows.csv`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv', authorization: `Bearer ${token}` },
      body: csv,
    });
    expect(answer.status).toBe(200);
    const { importId } = (await answer.json()) as { importId: string };
    await takeIn(http, token, importId);
    walked.add('confirmImport');
  } else {
    await cli(['import', kind], csv);
  }
}

async function cli(words: readonly string[], csv: string): Promise<void> {
  const file = join(http.platform.env.LIULIANG_DATA, `${number()}.csv`);
  writeFileSync(file, csv);
  const command = commands.find(({ name }) => name === words[0]);
  const { said, exit } = await typed(http, command, [...words.slice(1), file], { json: true });
  expect(exit).toBe(0);
  expect(JSON.parse(said)).toMatchObject({ accepted: 1, rejected: 0 });
}

async function signed(path: string, body: unknown): Promise<Record<string, unknown>> {
  const text = JSON.stringify(body);
  const [timestamp, nonce] = [String(http.clock.nowMs()), randomBytes(16).toString('hex')];
  const what = { method: 'POST', path: `/api/v1${path}`, timestamp, nonce, body: Buffer.from(text) };
  const answer = await fetch(`${http.url}/api/v1${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-liuliang-key': key.keyId,
      'x-liuliang-timestamp': timestamp,
      'x-liuliang-nonce': nonce,
      'x-liuliang-signature': signRequest(Buffer.from(key.secret, 'hex'), what),
      'idempotency-key': randomBytes(8).toString('hex'),
    },
    body: text,
  });
  const json = (await answer.json()) as Record<string, unknown>;
  if (answer.status !== 200) throw new Error(JSON.stringify(json));
  return json;
}

const eventRow = (mobile: string) => ({
  event_id: number(),
  ...{ identity_kind: 'mobile', identity: mobile, type: 'checkin.done', occurred_at: nowText() },
  ...{ channel: 'wechat_mini', store: '', item: '' },
});
const orderRow = (mobile: string, orderId = number(), amountFen = GROWTH * 100) => ({
  order_id: orderId,
  ...{ identity_kind: 'mobile', identity: mobile, paid_at: nowText(), amount_fen: String(amountFen) },
  ...{ channel: 'pos', store: '', guide: '' },
});

describe('the same facts by every door', () => {
  it('a check-in that earns growth raises the level at once', async () => {
    const pictures: string[] = [];
    for (const type of ['checkin.done', SHARED]) {
      for (const door of rowDoors) {
        const person = await member();
        await bring(door, 'events', { ...eventRow(person.mobile), type });
        pictures.push(await picture(person));
      }
    }
    const person = await member();
    const event = { eventId: number(), type: SHARED, occurredAtMs: http.clock.nowMs() };
    must(await person.client.trackMyEvents({ body: { events: [event] } }));
    walked.add('trackMyEvents');
    pictures.push(await picture(person));
    expect(pictures[0]).toContain(`level ${GOLD}, points 260, growth ${GROWTH}`);
    expect(pictures).toEqual(pictures.map(() => pictures[0]));
  });

  it('a code of a store that is scanned earns like any telling of it, once a day', async () => {
    await http
      .get(BrandsService)
      .addStores(http.brand.id, [{ code: 'S1', name: '静安店', kind: 'direct', region: '' }]);
    const { items } = must(await desk.first.stores({ query: {} }));
    const params = { storeId: items[0]?.storeId ?? '' };
    const { scene } = must(await desk.first.makeStoreCode({ params, body: {} }));
    const [told, came] = [await member(), await member()];
    await bring('ingestBatch', 'events', { ...eventRow(told.mobile), type: SCANNED });
    for (let i = 0; i < 2; i += 1) must(await came.client.arriveByScene({ body: { scene } }));
    walked.add('arriveByScene');
    const pictures = [await picture(told), await picture(came)];
    expect(pictures[0]).toContain(`level ${GOLD}, points 260, growth ${GROWTH}`);
    expect(pictures[1]).toBe(pictures[0]);
  });

  it('an order raises the level, its refund takes growth and points back', async () => {
    const pictures: string[][] = [];
    for (const door of rowDoors) {
      const person = await member();
      const orderId = number();
      await bring(door, 'orders', orderRow(person.mobile, orderId));
      const paid = await picture(person);
      // At the very instant of the order the level would never have been reached (TIERS-7).
      http.clock.pass(1_000);
      const refund = { refund_id: number(), order_id: orderId, refunded_at: nowText(), amount_fen: '600000' };
      await bring(door, 'refunds', refund);
      pictures.push([paid, await picture(person)]);
    }
    expect(pictures[0]?.[0]).toContain(`level ${GOLD}, points 6250, growth ${GROWTH}`);
    expect(pictures[0]?.[1]).toContain('points 250, growth 0');
    expect(new Set(pictures.map((one) => one.join('; '))).size).toBe(1);
  });

  it('growth that people give, and growth of another system, raises the level', async () => {
    const pictures: string[] = [];
    const small = await member();
    const ask = (ownerId: string, points: number) =>
      desk.first.requestAdjustment({
        body: { key: number(), ownerId, asset: 'growth', points, reason: 'of the old card' },
      });
    const limits = http.get(Limits);
    const [limit] = (await limits.current(http.brand.id)).filter(({ key }) => key === 'limitPoints');
    if (limit) await limits.setNow(http.brand.id, limit, GROWTH, 'as cli limits set');
    must(await ask(small.customerId, GROWTH));
    walked.add('requestAdjustment');
    pictures.push(await picture(small));
    const stricter = { limitPoints: GROWTH - 1, maxPoints: GROWTH };
    must(await desk.second.changeAdjustmentSettings({ body: stricter }));
    const large = await member();
    const { adjustmentId } = must(await ask(large.customerId, GROWTH));
    expect(await picture(large)).toContain('level 1');
    must(await desk.second.approveAdjustment({ params: { adjustmentId }, body: { note: '' } }));
    walked.add('approveAdjustment');
    pictures.push(await picture(large));
    const many = await member();
    const deed = { kind: 'adjust', asset: 'growth', points: GROWTH, reason: 'of the old card' } as const;
    const people = { customerIds: [many.customerId] };
    const { actId } = must(await desk.first.prepareBulk({ body: { key: number(), deed, people } }));
    must(await desk.first.confirmBulk({ params: { actId }, body: { people: 1 } }));
    walked.add('confirmBulk');
    await http.get(Jobs).runNow('bulk.run');
    expect(await picture(many)).toContain('level 1');
    must(await desk.second.approveBulk({ params: { actId }, body: {} }));
    walked.add('approveBulk');
    await http.get(Jobs).runNow('bulk.run');
    pictures.push(await picture(many));
    const opened = await member();
    const columns = 'line_id,identity_kind,identity,asset,points,expires_on';
    await cli(['import', 'balances'], `${columns}\n${number()},mobile,${opened.mobile},growth,${GROWTH},\n`);
    pictures.push(await picture(opened));
    expect(pictures[0]).toContain(`level ${GOLD}, points 250, growth ${GROWTH}`);
    expect(pictures).toEqual(pictures.map(() => pictures[0]));
  });

  it('a pass gives its level, and its end takes it, whoever sold it', async () => {
    const terms = { kind: 'paid', level: GOLD, days: 30 } as const;
    const here = await member();
    const passKey = number();
    const params = { customerId: here.customerId };
    const { passId } = must(await desk.first.grantTierPass({ params, body: { passKey, ...terms } }));
    const elsewhere = await member();
    const openKey = number();
    const identity = { identityKind: 'mobile', identity: elsewhere.mobile };
    await signed(routes.openGrantTierPass.path, { ...identity, passKey: openKey, ...terms });
    const given = [await picture(here), await picture(elsewhere)];
    must(await desk.first.cancelTierPass({ params: { passId }, body: { reason: 'taken back' } }));
    await signed(routes.openCancelTierPass.path, { passKey: openKey, reason: 'taken back' });
    const ended = [await picture(here), await picture(elsewhere)];
    for (const door of [
      'grantTierPass',
      'openGrantTierPass',
      'cancelTierPass',
      'openCancelTierPass',
    ] as const)
      walked.add(door);
    expect(given[0]).toContain(`level ${GOLD}, points 0`);
    expect(ended[0]).toContain('level 1, points 0');
    expect([new Set(given).size, new Set(ended).size]).toEqual([1, 1]);
  });

  it('a level that is taken back for fraud is gone at once', async () => {
    const person = await member();
    await bring('ingestBatch', 'orders', orderRow(person.mobile));
    const params = { customerId: person.customerId };
    http.clock.pass(1);
    must(await desk.first.revokeTier({ params, body: { toLevel: 1, reason: 'bought with a stolen card' } }));
    walked.add('revokeTier');
    expect(await picture(person)).toContain('level 1, points 6250');
  });

  it('a card from the shop counts whichever way it is found to be theirs, and no more when that is undone', async () => {
    const joined = `1390000${String((people += 1)).padStart(4, '0')}`;
    await bring('ingestBatch', 'orders', orderRow(joined));
    const byNumber = await http.join('bynumber', joined);
    walked.add('join');
    walked.add('signInWithWechat');
    const idOf = (publicId: string): number => http.platform.publicIds.decode('cus', publicId) ?? 0;
    const first = { client: byNumber.client, id: idOf(byNumber.home.member?.customerId ?? '') };
    const pictures = [await picture(first)];
    pictures.push(await picture(await joinedWithoutNumber()));
    const kept = await member();
    const card = { kind: 'pos_card', value: 'CARD9' } as const;
    const [kind, orders] = [card.kind, orderRow('')];
    await bring('ingestBatch', 'orders', { ...orders, identity_kind: kind, identity: card.value });
    expect(await picture(kept)).toContain('level 1, points 0');
    const known = await http.platform.db.run('test.known', (tx) =>
      http.get(CustomersService).identify(tx, http.brand, [card], http.clock.nowMs()),
    );
    const publicId = (id: number): string => http.platform.publicIds.encode('cus', id);
    const params = { customerId: publicId(kept.id) };
    const otherId = publicId([...known.values()][0] ?? 0);
    const merged = must(await desk.first.mergeCustomers({ params, body: { otherId } }));
    walked.add('mergeCustomers');
    expect(merged.keptId).toBe(params.customerId);
    pictures.push(await picture(kept));
    expect(pictures[0]).toContain(`level ${GOLD}, points 6250, growth ${GROWTH}`);
    expect(pictures).toEqual(pictures.map(() => pictures[0]));
    must(await desk.first.unmergeCustomers({ params: { ...params, mergeId: merged.mergeId }, body: {} }));
    walked.add('unmergeCustomers');
    expect(await picture(kept)).toContain('level 1, points 250, growth 0');
  });

  it('a scan at the counter and joining itself raise the level where rules reward them', async () => {
    const guide = await openGuide(http);
    const scanned = await member();
    await publish({ ...rules, events: [reward('store.visited'), reward('member.joined')] });
    const { code } = must(await scanned.client.memberCode());
    must(await guide.scanMemberCode({ body: { code } }));
    walked.add('scanMemberCode');
    expect(await picture(scanned)).toContain(`level ${GOLD}, points 260, growth ${GROWTH}`);
    expect(await picture(await member())).toContain(`level ${GOLD}, points 260, growth ${GROWTH}`);
  });
});

/** Who has bought under a number, joined without it, and added it later. */
async function joinedWithoutNumber(): Promise<{ client: Client; id: number }> {
  const phone = `1390000${String((people += 1)).padStart(4, '0')}`;
  await bring('ingestBatch', 'orders', orderRow(phone));
  const { client } = await http.join(`nonumber${people}`);
  http.sandbox.control.putPerson({ key: `nonumber${people}`, phone });
  const { code: phoneCode } = http.sandbox.control.phoneCode(`nonumber${people}`);
  const home = must(await client.addMyMobile({ body: { phoneCode } }));
  walked.add('addMyMobile');
  return { client, id: http.platform.publicIds.decode('cus', home.member?.customerId ?? '') ?? 0 };
}

describe('every door', () => {
  it('is walked above or named as harmless with its reason, and no door is named that is not there', () => {
    const named = Object.values(harmless).flat();
    const doors = allDoors();
    expect(doors.filter((door) => !walked.has(door) && !named.includes(door))).toEqual([]);
    expect([...named, ...walked].filter((door) => !doors.includes(door))).toEqual([]);
    expect(named.filter((door, i) => walked.has(door) || named.indexOf(door) !== i)).toEqual([]);
  });

  it('leaves levels, facts and the ledger as a replay of everything finds them', async () => {
    const { checks } = await http.get(AuditService).run(http.brand.id);
    expect(checks.flatMap(({ id, faults }) => faults.map((fault) => `${id} ${fault}`))).toEqual([]);
    expect(checks.find(({ id }) => id === 'LEVELS')?.checked).toBeGreaterThan(10);
    expect((await http.get(FactsService).compare(http.brand.id)).differences).toBe(0);
  });
});
