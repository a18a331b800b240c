import { createHash } from 'node:crypto';
import type { Client } from '@liuliang/contract/client';
import { DAY_MS } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';
import { AuditService } from '../ledger-audit';
import { MergesService } from '../members';

const TOKEN = 'aTokenOfTheTest';
const AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const [READY, EXPIRING, ARRIVED] = ['tmplReady', 'tmplExpiring', 'TMPLREADY'];
const TEMPLATES = {
  'gift-ready': READY,
  'gift-expiring': EXPIRING,
  // The same letters as another one, told apart by their size alone.
  'points-arrived': ARRIVED,
  'tier-changed': '',
  'transfer-claimed': '',
};

let http: TestHttp;
let owner: Client;

async function open(more: Record<string, string>): Promise<void> {
  http = await openTestHttp(undefined, more);
  owner = await http.operator('owner');
  must(await owner.changeReminderTemplates({ body: TEMPLATES }));
}
const pushUrl = (): string => `${http.url}/api/v1/wechat/push`;
const control = () => http.sandbox.control;
/** Left of each template that the brand asks about. */
const left = async (client: Client) =>
  must(await client.myReminders()).items.map(({ purpose, left: count }) => `${purpose} ${count}`);
let keys = 0;
const answered = (
  templateIds: readonly string[],
  answer: 'accept' | 'reject' | 'ban' | 'filter' = 'accept',
) => ({
  key: `k${(keys += 1)}`,
  answeredAtMs: http.clock.nowMs(),
  answers: templateIds.map((templateId) => ({ templateId, answer, isKept: false })),
});
const audit = async () =>
  (await http.get(AuditService).run(null)).checks.find(({ id }) => id === 'REMINDERS');

describe.each([
  ['plain', {}],
  ['sealed', { WECHAT_PUSH_AES_KEY: AES_KEY }],
])('grants with %s messages of WeChat', (_mode, more: Record<string, string>) => {
  const target = () => ({
    ...{ url: pushUrl(), token: TOKEN },
    ...('WECHAT_PUSH_AES_KEY' in more ? { aesKey: AES_KEY } : {}),
  });
  beforeAll(async () => {
    await open({ WECHAT_PUSH_TOKEN: TOKEN, ...more });
    control().pushTo(target());
  });
  afterAll(() => http.close());

  it('answers WeChat when it asks whose address this is', async () => {
    expect(await control().checkPush()).toBe(true);
  });

  it('count a tap once that phone and WeChat both tell of, in whichever order they come', async () => {
    const [ann, ben] = [await http.join('ann'), await http.join('ben')];
    const body = answered([READY, EXPIRING]);
    must(await ann.client.answerReminders({ body }));
    control().answerPrompt('ann', [READY, EXPIRING]);
    control().pushAgain();
    control().answerPrompt('ben', [READY, EXPIRING]);
    expect((await control().pushed()).filter(({ isTaken }) => !isTaken)).toEqual([]);
    must(await ben.client.answerReminders({ body: answered([READY, EXPIRING]) }));
    // Told once more, as after an answer that got lost.
    expect(must(await ann.client.answerReminders({ body })).items[0]).toMatchObject({ left: 1 });
    const once = ['gift-ready 1', 'gift-expiring 1', 'points-arrived 0'];
    expect([await left(ann.client), await left(ben.client)]).toEqual([once, once]);
  });

  it('count down with what was sent, and are none once switched off', async () => {
    const { client } = await http.join('cara');
    for (let tap = 0; tap < 3; tap += 1) {
      control().answerPrompt('cara', [READY]);
      http.clock.pass(1_000);
    }
    await control().pushed();
    expect((await left(client))[0]).toBe('gift-ready 3');
    const { openid } = control().putPerson({ key: 'cara' });
    await send(openid, READY);
    expect((await left(client))[0]).toBe('gift-ready 2');
    http.clock.pass(60_000);
    control().switchOffSubscription('cara', READY);
    control().pushAgain();
    await control().pushed();
    expect((await left(client))[0]).toBe('gift-ready 0');
  });

  it('take nothing that WeChat did not sign, or signed long ago', async () => {
    const { client } = await http.join('dora');
    control().pushTo({ ...target(), isForged: true });
    control().answerPrompt('dora', [READY]);
    expect((await control().pushed()).at(-1)).toMatchObject({ statuses: [403, 403, 403], isTaken: false });
    expect(await control().checkPush()).toBe(false);
    control().pushTo({ ...target(), token: `${TOKEN}x` });
    expect(await control().checkPush()).toBe(false);
    control().pushTo(target());
    const old = Math.floor(http.clock.nowMs() / 1_000) - 700;
    expect(await pushed(String(old), { Event: 'subscribe_msg_popup_event' })).toBe(403);
    expect((await left(client))[0]).toBe('gift-ready 0');
  });

  it('are not touched by strangers, by other templates, or by what makes no sense', async () => {
    const before = must(await owner.reminderTotals());
    control().putPerson({ key: 'stranger' });
    control().answerPrompt('stranger', [READY]);
    await http.join('emma');
    control().answerPrompt('emma', ['someOtherTemplate']);
    expect((await control().pushed()).slice(-2).every(({ isTaken }) => isTaken)).toBe(true);
    expect(must(await owner.reminderTotals())).toEqual(before);
    expect(await audit()).toMatchObject({ ok: true });
  });
});

/** A message as the sender to come would send it: WeChat delivers it and tells. */
async function send(openid: string, templateId: string): Promise<void> {
  const api = http.platform.env.WECHAT_API;
  const { WECHAT_APPID: appid, WECHAT_SECRET: secret } = http.platform.env;
  const ask = async (path: string, body: object) =>
    (await (await fetch(`${api}${path}`, { method: 'POST', body: JSON.stringify(body) })).json()) as Record<
      string,
      unknown
    >;
  const grant = { grant_type: 'client_credential', appid, secret };
  const { access_token: token } = await ask('/cgi-bin/stable_token', grant);
  const path = `/cgi-bin/message/subscribe/send?access_token=${String(token)}`;
  const data = { thing1: { value: '山茶杯' } };
  expect(await ask(path, { touser: openid, template_id: templateId, data })).toMatchObject({ errcode: 0 });
  await control().pushed();
}

async function pushed(timestamp: string, message: object): Promise<number> {
  const signature = createHash('sha1').update([TOKEN, timestamp, '1'].sort().join('')).digest('hex');
  const query = new URLSearchParams({ signature, timestamp, nonce: '1' });
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(message) };
  return (await fetch(`${pushUrl()}?${query.toString()}`, init)).status;
}

describe('reminders', () => {
  beforeAll(() => open({ WECHAT_PUSH_TOKEN: TOKEN }));
  afterAll(() => http.close());

  it('are offered for what the brand has a template for, and counted for its operators', async () => {
    const { client } = await http.join('finn');
    expect(await left(client)).toEqual(['gift-ready 0', 'gift-expiring 0', 'points-arrived 0']);
    must(await client.answerReminders({ body: answered([ARRIVED]) }));
    const { totals, isPushReady } = must(await owner.reminderTotals());
    expect(isPushReady).toBe(true);
    expect(totals.filter(({ people }) => people > 0)).toEqual([
      { purpose: 'points-arrived', people: 1, left: 1 },
    ]);
    const customerId = must(await client.memberHome()).member?.customerId ?? '';
    const seen = must(await owner.customerReminders({ params: { customerId } }));
    expect(seen).toEqual(must(await client.myReminders()));
    const operations = await http.operator('auditor');
    expect(await operations.changeReminderTemplates({ body: TEMPLATES })).toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('refuse one template for two purposes', async () => {
    const twice = { ...TEMPLATES, 'tier-changed': READY };
    expect(await owner.changeReminderTemplates({ body: twice })).toMatchObject({ code: 'INPUT_INVALID' });
  });

  it('take no answer about what is not asked, from another time, or under a key of another answer', async () => {
    const { client } = await http.join('gina');
    const refused = async (body: ReturnType<typeof answered>) => {
      const answer = await client.answerReminders({ body });
      return answer.ok ? 'taken' : answer.code;
    };
    expect(await refused(answered([READY, 'another']))).toBe('REMINDER_UNKNOWN');
    expect(await refused({ ...answered([READY]), answeredAtMs: http.clock.nowMs() + 3_600_000 })).toBe(
      'INPUT_INVALID',
    );
    expect(await refused({ ...answered([READY]), answeredAtMs: http.clock.nowMs() - 3 * DAY_MS })).toBe(
      'INPUT_INVALID',
    );
    const body = answered([READY]);
    expect(await refused(body)).toBe('taken');
    expect(await refused({ ...answered([READY], 'reject'), key: body.key })).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(await refused({ ...answered([READY, EXPIRING]), key: body.key })).toBe('IDEMPOTENCY_KEY_REUSED');
    expect((await left(client))[0]).toBe('gift-ready 1');
    http.clock.pass(1_000);
    expect(await refused(answered([READY], 'ban'))).toBe('taken');
    expect((await left(client))[0]).toBe('gift-ready 0');
  });

  it('are counted once when a phone tells ten times at once', async () => {
    const { client } = await http.join('hugo');
    const body = answered([READY]);
    const all = await Promise.all(Array.from({ length: 10 }, () => client.answerReminders({ body })));
    expect(all.map(must).map(({ items }) => items[0]?.left)).toEqual(all.map(() => 1));
  });

  it('ask nobody again who does not want it, until they want it', async () => {
    const { client } = await http.join('ines');
    expect(must(await client.silenceReminders({ body: { isSilent: true } })).isSilent).toBe(true);
    must(await client.silenceReminders({ body: { isSilent: true } }));
    expect(must(await client.myReminders()).isSilent).toBe(true);
    expect(must(await client.silenceReminders({ body: { isSilent: false } })).isSilent).toBe(false);
  });

  it('follow a merge, are parted with it, are taken along, and go with the person', async () => {
    const [kept, alias] = [await http.join('jade', '13800000011'), await http.signIn('jade-other')];
    const id = (publicId: string): number => http.platform.publicIds.decode('cus', publicId) ?? 0;
    must(await kept.client.answerReminders({ body: answered([READY]) }));
    await http.join('jade-other');
    const other = http.client(alias.accessToken);
    must(await other.answerReminders({ body: answered([EXPIRING]) }));
    http.clock.pass(1_000);
    must(await other.answerReminders({ body: answered([READY]) }));
    const aliasId = id(must(await other.memberHome()).member?.customerId ?? '');
    const keptId = id(kept.home.member?.customerId ?? '');
    const merged = await http
      .get(Database)
      .run('test.merge', (tx) => http.get(MergesService).mergeByWord(tx, http.brand, keptId, aliasId));
    if (merged.outcome !== 'merged') throw new Error(merged.outcome);
    expect(await left(kept.client)).toEqual(['gift-ready 2', 'gift-expiring 1', 'points-arrived 0']);
    expect(await audit()).toMatchObject({ ok: true });
    await http
      .get(Database)
      .run('test.unmerge', (tx) => http.get(MergesService).unmerge(tx, http.brand, merged.mergeId));
    expect(await left(kept.client)).toEqual(['gift-ready 1', 'gift-expiring 0', 'points-arrived 0']);
    expect(await audit()).toMatchObject({ ok: true });
    expect(must(await kept.client.exportMyData())).toMatchObject({
      reminderHistory: [{ templateId: READY, kind: 'accepted', source: 'phone' }],
    });
    must(await kept.client.eraseMe({ body: { confirm: 'ERASE' } }));
    const rows = await http
      .get(Database)
      .read((reader) => reader.query('SELECT 1 AS one FROM reminder_fact WHERE customer_id = ?', [keptId]));
    expect(rows).toEqual([]);
  });

  it('that are not what was told are found by the audit', async () => {
    await http
      .get(Database)
      .run('test.plant', (tx) => tx.exec('UPDATE reminder_grant SET left_count = left_count + 1'));
    expect(await audit()).toMatchObject({ ok: false });
  });
});

describe('without a token of WeChat', () => {
  beforeAll(() => open({}));
  afterAll(() => http.close());

  it('nothing is taken from WeChat, and the phone’s word counts alone', async () => {
    const { client } = await http.join('kim');
    control().pushTo({ url: pushUrl(), token: TOKEN });
    control().answerPrompt('kim', [READY]);
    expect((await control().pushed()).at(-1)).toMatchObject({ statuses: [409, 409, 409] });
    must(await client.answerReminders({ body: answered([READY]) }));
    expect((await left(client))[0]).toBe('gift-ready 1');
    expect(must(await owner.reminderTotals()).isPushReady).toBe(false);
  });
});
