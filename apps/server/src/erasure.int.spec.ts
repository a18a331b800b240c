import { Writable } from 'node:stream';
import { routes, type Route } from '@liuliang/contract';
import { openidIn, plainRules, type Identity } from '@liuliang/domain';
import type { Client } from '@liuliang/contract/client';
import { areas } from './areas';
import { EarningVersions } from './modules/earning';
import { columnsOf } from './modules/imports';
import { ConnectorsService, OperatorsService } from './modules/identity';
import { AuditService } from './modules/ledger-audit';
import { MemberImport, PersonalFields } from './modules/members';
import { SchemesService } from './modules/tiers';
import { openLog } from './platform/log';
import { ask, type Caller } from './testing/attack/requests';
import { allConsents } from './testing/doors';
import { openGuide } from './testing/guide';
import { orderRow } from './testing/ingest-world';
import { must, openTestHttp, type TestHttp } from './testing/test-http';
import { goldScheme } from './testing/tier-world';
import { takeIn } from './testing/upload';
import { inDatabase, inFiles, inRedis, needle, type Needle } from './testing/traces';

const PASSWORD = 'a-long-enough-password';
const YUAN = 100;
const MOBILE = '13900007788';
const UNIONID = 'oUnionOfSomebodyErased000001';
const CARD = 'CARD-OF-SOMEBODY-ERASED';
const NAME = '鹿鸣之什第一';
const SAID = {
  item: 'what they looked at',
  sent: '给妈妈的生日积分',
  received: '谢谢你照顾小鹿',
  adjusted: '她打电话来说少给了',
  approved: '与她本人核实过',
  returned: '礼品破损她退回来',
  handedOver: '她搬家到浦东去了',
  revoked: '她的表哥替她刷单',
  cancelled: '她本人要求停用的',
} as const;
const ORDER = 'ORDER-OF-SOMEBODY-ERASED';
/** A yuan is a point and as much growth. */
const rules = { ...plainRules({ points: 1, perFen: YUAN }), growth: { points: 1, perFen: YUAN } };

let http: TestHttp;
let logged = '';
let plain: Needle[];
let indexes: Needle[];
let before: string[];
let leaver: Awaited<ReturnType<typeof live>>;
let shown: Leaf[];
let exported: Leaf[];

beforeAll(async () => {
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged += chunk.toString();
      done();
    },
  });
  http = await openTestHttp(undefined, {}, openLog('debug', stream));
  leaver = await live();
  plain = needlesOf(leaver.openid);
  indexes = indexesOf(leaver.openid);
  before = await inDatabase(http.platform, [...plain, ...indexes]);
  shown = await everythingShown();
  exported = leavesOf('export', must(await leaver.client.exportMyData()));
  must(await leaver.client.eraseMe({ body: { confirm: 'ERASE' } }));
  await http.work();
});

afterAll(() => http.close());

const needlesOf = (openid: string): Needle[] => [
  ...[needle('mobile', MOBILE), needle('openid', openid), needle('unionid', UNIONID), needle('card', CARD)],
  needle('nickname', NAME),
  ...Object.entries(SAID).map(([name, text]) => needle(name, text)),
];

/** What finds the person again, for whoever has the secret and is asked for somebody. */
function indexesOf(openid: string): Needle[] {
  const identities: Identity[] = [
    { kind: 'mobile', value: `+86${MOBILE}` },
    { kind: 'wx_openid', value: openidIn(http.platform.env.WECHAT_APPID, openid) },
    { kind: 'wx_unionid', value: UNIONID },
    { kind: 'pos_card', value: CARD },
  ];
  const { brand } = http;
  const fields = http.get(PersonalFields);
  return identities.map((one) => needle(`index of ${one.kind}`, fields.indexOf(brand.id, one)));
}

async function operator(name: string) {
  const account = { login: `${name}@islet`, password: PASSWORD };
  await http
    .get(OperatorsService)
    .create({ ...account, brandId: http.brand.id, displayName: name, role: 'owner' });
  const { accessToken } = must(await http.client().signInOperator({ body: account }));
  return { client: http.client(accessToken), token: accessToken };
}

/** The life of somebody, by every door that takes something about them in. */
async function live() {
  await http.get(EarningVersions).document.setFirst(http.brand.id, rules);
  await http.get(SchemesService).document.setFirst(http.brand.id, goldScheme());
  const guide = await openGuide(http);
  must(await guide.setMyContact({ body: { link: 'https://work.weixin.qq.com/ca/of-the-guide' } }));
  const owner = await operator('first');
  const second = await operator('second');
  // The same person by another card of theirs, known to the system of before: joining merges the two.
  await http.get(MemberImport).run(http.brand, [
    {
      identities: [
        { kind: 'pos_card', value: CARD },
        { kind: 'mobile', value: `+86${MOBILE}` },
      ],
      ...{ firstSeenAtMs: 1, membership: null },
    },
  ]);
  await bringFile(owner.token);
  const till: Caller = {
    ...{ name: 'till', kind: 'open-api', brand: 'islet', may: [] },
    key: await http.get(ConnectorsService).create(http.brand.id, 'till'),
  };
  const card = { identity_kind: 'pos_card', identity: CARD, amount_fen: 2_000 * YUAN };
  // The last one is refused: what is kept under the key of the request must not repeat it.
  const orders = [orderRow(`${ORDER}-2`, '', card), orderRow(`${ORDER}-3`, '', { ...card, paid_at: CARD })];
  const batch = { events: [], orders, refunds: [] };
  expect(await ask(http, till, routes.ingestBatch, { body: batch })).toMatchObject({ code: '' });

  const { openid } = http.sandbox.control.putPerson({ key: 'leaver', phone: MOBILE, unionid: UNIONID });
  const { client, accessToken } = await http.signIn('leaver', MOBILE);
  const { code: phoneCode } = http.sandbox.control.phoneCode('leaver');
  must(await client.join({ body: { consents: allConsents(), phoneCode, nickname: NAME } }));
  const customerId = must(await client.memberHome()).member?.customerId ?? '';
  const seen = { eventId: 'e1', type: 'product.viewed', occurredAtMs: http.clock.nowMs(), item: SAID.item };
  must(await client.trackMyEvents({ body: { events: [seen] } }));
  must(await client.setMyBirthday({ body: { calendar: 'gregorian', month: 5, day: 6 } }));
  const { code } = must(await client.memberCode());
  must(await guide.scanMemberCode({ body: { code } }));
  await remind(client, owner.client);
  await http.work();
  const giftId = await spend(client, owner.client, guide);
  await writeAbout(customerId, owner.client, second.client);
  await breakUnder(client);
  await http.work();
  return { client, customerId, giftId, openid, token: accessToken };
}

/** A file with a sound row and a refused one, as an operator brings it. */
async function bringFile(token: string): Promise<void> {
  const rows = [
    `${ORDER}-1,mobile,${MOBILE},2026-11-02,100000,pos,S1,G1`,
    `${ORDER}-4,mobile,${MOBILE},never,100000,pos,S1,G1`,
  ];
  const answer = await fetch(`${http.url}/api/v1/operator/imports?kind=orders&fileName=november.csv`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', authorization: `Bearer ${token}` },
    body: [columnsOf.orders.join(','), ...rows].join('\n'),
  });
  expect(answer.status).toBe(200);
  await takeIn(http, token, ((await answer.json()) as { importId: string }).importId);
}

/** A gift that is collected, and points sent and received. */
async function spend(client: Client, owner: Client, guide: Client): Promise<string> {
  const settings = must(await owner.spendingSettings());
  const transfers = { ...settings.transfers, enabled: true };
  must(await owner.changeSpendingSettings({ body: { ...settings, transfers } }));
  const look = { name: '帆布袋', description: '', picture: 'bag', audience: 'member' } as const;
  const terms = { points: 100, cashFen: 0, stock: 10, limitEach: 10 };
  const { giftId } = must(await owner.createGift({ body: { ...look, ...terms } }));
  must(await owner.publishGift({ params: { giftId }, body: {} }));
  const order = must(await client.reserveGift({ body: { giftId, key: 'gift' } }));
  must(await guide.collectGift({ body: { code: order.pickupCode ?? '', key: 'gift' } }));
  const params = { orderId: order.orderId };
  must(await owner.returnGift({ params, body: { reason: SAID.returned } }));
  const { client: friend } = await http.join('friend');
  const sent = must(await client.sendPoints({ body: { key: 't1', points: 100, message: SAID.sent } }));
  must(await friend.acceptTransfer({ body: { code: sent.claimCode ?? '' } }));
  const back = must(await friend.sendPoints({ body: { key: 't2', points: 100, message: SAID.received } }));
  must(await client.acceptTransfer({ body: { code: back.claimCode ?? '' } }));
  return giftId;
}

/** What they let WeChat tell them. */
async function remind(client: Client, owner: Client): Promise<void> {
  const { templates } = must(await owner.reminderTotals());
  must(await owner.changeReminderTemplates({ body: { ...templates, 'gift-ready': 'tmplReady' } }));
  const answers = [{ templateId: 'tmplReady', answer: 'accept', isKept: true } as const];
  const answeredAtMs = http.clock.nowMs();
  must(await client.answerReminders({ body: { key: 'r1', answeredAtMs, answers } }));
}

/** A fault of ours in the middle of what somebody writes, which the log has to tell. */
async function breakUnder(client: Client): Promise<void> {
  const { source } = http.platform.db;
  await source.query('ALTER TABLE points_transfer RENAME TO points_transfer_away');
  const broken = await client.sendPoints({ body: { key: 't3', points: 100, message: SAID.sent } });
  await source.query('ALTER TABLE points_transfer_away RENAME TO points_transfer');
  expect(broken).toMatchObject({ ok: false, code: 'UNEXPECTED' });
}

/** What operators write about somebody. */
async function writeAbout(customerId: string, first: Client, second: Client): Promise<void> {
  const params = { customerId };
  const asked = { ownerId: customerId, asset: 'points', reason: SAID.adjusted } as const;
  must(await first.requestAdjustment({ body: { ...asked, key: 'a1', points: 10 } }));
  const { adjustmentId } = must(
    await first.requestAdjustment({ body: { ...asked, key: 'a2', points: 5_000 } }),
  );
  must(await second.approveAdjustment({ params: { adjustmentId }, body: { note: SAID.approved } }));
  const { items } = must(await first.guides());
  const guideId = items[0]?.guideId ?? '';
  must(await first.transferCustomer({ params, body: { guideId, reason: SAID.handedOver } }));
  const pass = { passKey: 'trial', kind: 'trial', level: 3, days: 30, amountFen: 0 } as const;
  const { passId } = must(await first.grantTierPass({ params, body: pass }));
  must(await first.cancelTierPass({ params: { passId }, body: { reason: SAID.cancelled } }));
  must(await first.revokeTier({ params, body: { toLevel: 1, reason: SAID.revoked } }));
}

/** A value that stands somewhere in an answer; places of a list have one path. */
interface Leaf {
  readonly path: string;
  readonly value: string | number;
}

function leavesOf(path: string, value: unknown): Leaf[] {
  if (typeof value === 'string' || typeof value === 'number') return value === '' ? [] : [{ path, value }];
  if (Array.isArray(value)) return value.flatMap((one) => leavesOf(path, one));
  return Object.entries(value ?? {}).flatMap(([name, one]) => leavesOf(`${path}.${name}`, one));
}

/** Everything that any screen shows a member about themselves: the answers of every route that a member reads by. */
async function everythingShown(): Promise<Leaf[]> {
  const caller: Caller = { name: 'leaver', kind: 'member', brand: 'islet', may: [], token: leaver.token };
  const lotId = must(await leaver.client.pointsLots({ query: {} })).items[0]?.id ?? '';
  const orderId = must(await leaver.client.myOrders({ query: {} })).items[0]?.orderId ?? '';
  const leaves: Leaf[] = [];
  for (const [name, route] of Object.entries(routes) as [string, Route][]) {
    const isRead = route.method === 'GET' && ['customer', 'member'].includes(route.access);
    if (!isRead || name === 'exportMyData') continue;
    const answer = await ask(http, caller, route, { params: { lotId, orderId, giftId: leaver.giftId } });
    expect([name, answer.code]).toEqual([name, '']);
    leaves.push(...leavesOf(name, JSON.parse(answer.text)));
  }
  return leaves;
}

/** What members are shown and no export holds, by the reason. */
const NOT_ABOUT_THEM: Readonly<Record<string, readonly string[]>> = {
  'what the brand says to everybody': [
    ...[
      'earningInWords',
      'privacyPolicy',
      'memberHome.brand',
      'memberHome.consentTexts',
      'memberHome.joinOffer',
    ],
    ...['gifts', 'gift', 'exchangeOffers', 'myTier.ladder', 'myTransfers.rules', 'myGuide.guide.store'],
  ],
  'what may be done at this moment': ['myTransfers.leftToday', 'myBirthday.changeableAtMs'],
  'how their guide is reached, which is the guide’s': ['myGuide.guide.contactLink'],
  'the screen of ours that a message leads to': ['inbox.items.leadsTo'],
  'our names of things': ['inbox.items.id', 'myOrders.items.orderId', 'myOrder.orderId'],
};

const declared = new Map(
  areas.flatMap(({ personal = [] }) =>
    personal.flatMap(({ table, columns, erasure }) => columns.map((one) => [`${table}.${one}`, erasure])),
  ),
);
const columnOf = (place: string): string => place.split(':')[0] ?? '';

it('was told about somebody by every door, and wrote it where manifests say so alone', () => {
  // What is sealed is seen by nobody; the rest is.
  const names = new Set(before.map((place) => place.split(': ')[1]));
  const sealed = ['mobile', 'openid', 'unionid', 'card', 'nickname'];
  const needles = [...plain, ...indexes].map(({ name }) => name);
  expect(needles.filter((name) => !names.has(name))).toEqual(sealed);
  expect(before.filter((place) => !declared.has(columnOf(place)))).toEqual([]);
});

it('had exported before whatever any screen showed them', () => {
  const values = new Set(exported.map(({ value }) => value));
  const missing = shown.filter(({ value }) => !values.has(value)).map(({ path }) => path);
  const others = Object.values(NOT_ABOUT_THEM).flat();
  const isOther = (path: string): boolean =>
    others.some((other) => path === other || path.startsWith(`${other}.`));
  expect([...new Set(missing)].filter((path) => !isOther(path)).sort()).toEqual([]);
  expect(shown.length).toBeGreaterThan(100);
});

it('finds nothing of them in any row of any table, and nothing that would find them again', async () => {
  expect(await inDatabase(http.platform, [...plain, ...indexes])).toEqual([]);
});

it('finds nothing of them on Redis, in any file of the server, or in its log', async () => {
  expect(await inRedis(http.platform, [...plain, ...indexes])).toEqual([]);
  expect(inFiles(http.platform, [...plain, ...indexes])).toEqual([]);
  expect(logged).toContain('"level":50');
  const bytes = Buffer.from(logged);
  const isLogged = ({ spellings }: Needle): boolean => spellings.some((spelling) => bytes.includes(spelling));
  expect(plain.filter(isLogged).map(({ name }) => name)).toEqual([]);
});

it('keeps of them the numbers of orders alone, where manifests say that they stay and why', async () => {
  const left = await inDatabase(http.platform, [needle('order', ORDER)]);
  expect(left.map(columnOf).map((column) => [column, typeof declared.get(column)])).toEqual([
    ['import_fact.factKey', 'object'],
    ['sale_order.orderKey', 'object'],
  ]);
});

it('keeps books that still balance, and chains that still hold', async () => {
  const report = await http.get(AuditService).run(null);
  expect(report.checks.flatMap(({ faults }) => faults)).toEqual([]);
});

it('takes the same number for a stranger’s', async () => {
  const { home } = await http.join('leaver', MOBILE);
  expect(home.member).toMatchObject({ pointsAvailable: 0, nickname: null });
  expect(home.member?.customerId).not.toBe(leaver.customerId);
});
