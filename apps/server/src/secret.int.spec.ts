import { routes } from '@liuliang/contract';
import type { Client, ReplyOf } from '@liuliang/contract/client';
import { generate } from 'otplib';
import { schema } from './areas';
import { AppModule } from './app.module';
import { OpeningBalances } from './modules/adjustments';
import { OperatorsService } from './modules/identity';
import { columnsOf } from './modules/imports';
import { MembershipService, MergesService } from './modules/members';
import type { Tx } from './platform/db/statements';
import { createHttpApp } from './platform/http';
import { openLog } from './platform/log';
import { openPlatform } from './platform/platform';
import { rotateSecret } from './platform/secret/rotation';
import { secretsOf, type Secrets } from './platform/secrets';
import { openAttackWorld, type AttackWorld } from './testing/attack/world';
import { ask, type Caller } from './testing/attack/requests';
import { bringPerson, bringRows, mustBring } from './testing/doors';
import { bringFile, reverseFile } from './testing/import-desk';
import { eventRow, orderRow, refundRow } from './testing/ingest-world';
import { picture } from './testing/png';
import { knownColumns, secretTraces, whereLeft, type SecretTraces } from './testing/secret-traces';
import { clientOf, must } from './testing/test-http';
import { takeIn } from './testing/upload';

const NEXT = 'd5b6c1f0a98e7d3342516f708192a3b4c5d6e7f8091a2b3c4d5e6f7081920a1b';
const THIRD = '1b0a9281706f5e4d3c2b1a09f8e7d6c5b4a392817060514233d7e8a9f0c1b6d5';
const TOTP = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const ANALYST = { login: 'totp@islet', password: 'a-long-enough-password' };
const MOBILE = '+8613900000001';
/** Append-only, and compared with nothing (decision 26). */
const FORMER_HASHES = 'sale_order_version.content_hash';
const KEPT_BY_DESIGN = ['audit_log.detail', FORMER_HASHES];
const keyed = [...knownColumns, FORMER_HASHES].sort();

const options = { page: 5, say: () => undefined };
const birthday = { calendar: 'gregorian', month: 5, day: 6 } as const;
const again = {
  orders: [orderRow('s1', 'card1', { correct: true, amount_fen: '12000' })],
  events: [eventRow('s1', 'card1')],
  refunds: [refundRow('s1', 's1')],
};
/** Taken back with the file that brought it. */
const withdrawn = refundRow('s2', 's1', { amount_fen: '500' });
const balance = {
  ...{ line_id: 'l1', identity_kind: 'mobile', identity: '13900000001' },
  ...{ asset: 'points', points: '50', expires_on: '2027-12-31' },
};
const held = {
  ...{ key: 'secret', identity: { kind: 'mobile', value: '13900000001' }, points: 100 },
  ...{ orderKey: 'till-1', orderFen: 50_000, store: null },
};

let world: AttackWorld;
let told: Told;
let before: SecretTraces;
let server: Serving;

beforeAll(async () => {
  world = await openAttackWorld();
  told = await fill(world);
  before = await secretTraces(world.http.platform.db, keyed);
  await rotate(world.http.platform.secrets, NEXT);
  server = await serve(NEXT);
});

afterAll(async () => {
  await server.close();
  await world.close();
});

const rotate = (from: Secrets, to: string) =>
  rotateSecret(world.http.platform.db, schema.secret, { from, to: secretsOf(to) }, options);

const till = (): Caller => world.callers.find(({ kind }) => kind === 'open-api') as Caller;

/** What is known before the rotation. */
interface Told {
  readonly me: ReplyOf<'memberHome'>['member'];
  readonly people: number;
  readonly mergeId: number;
  /** Of an enrolment that no code has confirmed yet. */
  readonly totpSecret: string;
}

/** Beside what the world holds already: everything else that a key of the secret makes. */
async function fill({ http, member, owner }: AttackWorld): Promise<Told> {
  const nickname = '小满';
  await bringPerson(
    http,
    http.brand,
    { kind: 'mobile', value: '+8613900000009' },
    http.clock.nowMs(),
    nickname,
  );
  must(await http.client(member.token).setMyBirthday({ body: birthday }));
  must(await http.client(member.token).memberCode());
  must(await http.client(member.token).setMyAvatar({ body: { image: picture(7) } }));
  await mustBring(http, http.brand, {
    ...{ events: again.events, refunds: again.refunds },
    orders: [orderRow('s1', 'card1')],
  });
  await mustBring(http, http.brand, { orders: again.orders });
  await reverseFile(http, http.brand, (await bringFile(http, http.brand, 'refunds', [withdrawn])).id);
  await bringRefusedLine(http, owner.token ?? '');
  await http.get(OpeningBalances).bring(http.brand, [balance]);
  const settings = must(await http.client(owner.token).spendingSettings());
  const orders = { ...settings.orders, enabled: true };
  must(await http.client(owner.token).changeSpendingSettings({ body: { ...settings, orders } }));
  expect(await ask(http, till(), routes.holdOrderPoints, { body: held })).toMatchObject({ code: '' });
  await http.get(OperatorsService).create({
    ...{ ...ANALYST, brandId: http.brand.id, displayName: 'totp', role: 'analyst', totpSecret: TOTP },
  });
  // The till goes on with what is now its former secret.
  const [key] = must(await http.client(owner.token).connectorKeys()).items;
  const rotation = { params: { connectorId: key?.connectorId ?? '' }, body: { overlapHours: 168 } };
  must(await http.client(owner.token).rotateConnectorKey(rotation));
  const { secret: totpSecret } = must(
    await http.client(owner.token).beginMyTotp({ body: { password: ANALYST.password } }),
  );
  const membership = http.get(MembershipService);
  const kept = await membership.signIn(http.brand, 'openid-1', 'unionid');
  await membership.signIn(http.brand, 'openid-2', null);
  await membership.signIn(http.brand, 'openid-2', 'unionid');
  const [merge] = await http.platform.db.read((reader) =>
    http.get(MergesService).everOf(reader, http.brand.id, [kept.customerId]),
  );
  await http.work();
  const { member: me } = must(await http.client(member.token).memberHome());
  return { me, people: await customers(), mergeId: merge?.id ?? 0, totpSecret };
}

/** A file whose line is kept for its report. */
async function bringRefusedLine(http: AttackWorld['http'], token: string): Promise<void> {
  const answer = await fetch(`${http.url}/api/v1/operator/imports?kind=orders&fileName=refused.csv`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', authorization: `Bearer ${token}` },
    body: `${columnsOf.orders.join(',')}\ns9,pos_card,card9,never,100,pos,,`,
  });
  await takeIn(http, token, ((await answer.json()) as { importId: string }).importId);
}

/** Another server on the same database, as it starts with a secret. */
async function serve(secret: string) {
  const { clock, platform: first } = world.http;
  const env = { ...first.env, LIULIANG_SECRET: secret, NODE_ID: -1 };
  const platform = await openPlatform(env, schema, { clock, log: openLog('silent') });
  const app = await createHttpApp(AppModule.of(platform), platform);
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const close = async (): Promise<void> => {
    await app.close();
    await platform.db.close();
  };
  const get = <T>(token: { readonly prototype: T }): T => app.get<T>(token as never, { strict: false });
  return { url, clock, get, platform, close, client: (token?: string) => clientOf(url, token) };
}

type Serving = Awaited<ReturnType<typeof serve>>;

async function signIn({ client }: Serving, person: string): Promise<Client> {
  const { code } = world.http.sandbox.control.loginCode(person);
  return client(must(await client().signInWithWechat({ body: { brand: 'islet', code } })).accessToken);
}

const customers = async (): Promise<number> =>
  (await world.http.platform.db.read((reader) => reader.query('SELECT id FROM customer'))).length;

it('leaves nothing behind that a key of the old secret made, but what is kept by design', async () => {
  const seen = new Set([...before.values()].flatMap((columns) => [...columns]));
  expect([...seen].sort()).toEqual(keyed);
  expect(await whereLeft(world.http.platform.db, before)).toEqual(KEPT_BY_DESIGN);
});

it('knows a member: who signs in, reads their data, is scanned, and whose codes of before redeem', async () => {
  expect(await server.client(world.member.token).memberHome()).toMatchObject({ ok: false });
  const member = await signIn(server, 'member');
  expect(must(await member.memberHome()).member).toEqual(told.me);
  expect(must(await member.myBirthday()).birthday).toEqual(birthday);
  const guide = await signIn(server, 'guide');
  const { code } = must(await member.memberCode());
  const { customerId } = must(await guide.scanMemberCode({ body: { code } }));
  expect(customerId).toBe(told.me?.customerId);
  const [order] = must(await member.myGiftOrders({ query: {} })).items;
  const pickup = { code: order?.pickupCode ?? '', key: 'secret' };
  expect(must(await guide.collectGift({ body: pickup }))).toMatchObject({ orderId: order?.orderId });
  const [sent] = must(await member.myTransfers({ query: {} })).items;
  const second = await signIn(server, 'second');
  const accepted = must(await second.acceptTransfer({ body: { code: sent?.claimCode ?? '' } }));
  expect(accepted).toMatchObject({ transferId: sent?.transferId, state: 'accepted' });
});

it('knows operators, also by a second factor, and finds a member by their number', async () => {
  const totp = await generate({ secret: TOTP, epoch: Math.floor(server.clock.nowMs() / 1000) });
  must(await server.client().signInOperator({ body: { ...ANALYST, totp } }));
  const account = { login: 'owner@islet', password: ANALYST.password };
  const { accessToken } = must(await server.client().signInOperator({ body: account }));
  const found = must(await server.client(accessToken).customers({ body: { search: MOBILE } })).items;
  expect(found.map((one) => one.customerId)).toEqual([told.me?.customerId]);
  const epoch = Math.floor(server.clock.nowMs() / 1000);
  const code = await generate({ secret: told.totpSecret, epoch });
  must(await server.client(accessToken).confirmMyTotp({ body: { totp: code } }));
});

it('takes what is sent again for the same, and makes nobody anew', async () => {
  const duplicates = { events: ['duplicate'], orders: ['duplicate'], refunds: ['duplicate'] };
  expect(await bringRows(server, world.http.brand, again)).toEqual(duplicates);
  const gone = await bringRows(server, world.http.brand, { refunds: [withdrawn] });
  expect(gone.refunds).toEqual(['REFUND_WITHDRAWN']);
  const [line] = await server.get(OpeningBalances).bring(world.http.brand, [balance]);
  expect(line?.outcome).toBe('duplicate');
  expect(await ask(server, till(), routes.holdOrderPoints, { body: held })).toMatchObject({ code: '' });
  expect(await customers()).toBe(told.people);
});

it('parts again what was merged before', async () => {
  const { brand } = world.http;
  const unmerge = (tx: Tx) => server.get(MergesService).unmerge(tx, brand, told.mergeId);
  expect(await server.platform.db.run('test.unmerge', unmerge)).toBe('undone');
});

it('can be done again: every row opens under the secret of the first time', async () => {
  await rotate(secretsOf(NEXT), THIRD);
  expect(await whereLeft(world.http.platform.db, before)).toEqual(KEPT_BY_DESIGN);
  const last = await serve(THIRD);
  const home = must(await (await signIn(last, 'member')).memberHome());
  expect(home.member?.customerId).toBe(told.me?.customerId);
  expect(await bringRows(last, world.http.brand, again)).toMatchObject({ orders: ['duplicate'] });
  await last.close();
});
