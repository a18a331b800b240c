import type { Client } from '@liuliang/contract/client';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';
import { Database } from '../../platform/db/database';
import { TouchSender } from './sender';
import { TouchesQueries } from './queries';
import { welcome } from './templates';
import { TouchesService } from '.';

const LEASE_MS = 30_000;

describe('touches', () => {
  let http: TestHttp;
  let db: Database;
  beforeAll(async () => {
    http = await openTestHttp();
    db = http.platform.db;
  });
  afterAll(() => http.close());

  const idOf = (publicId: string): number => http.platform.publicIds.decode('cus', publicId) ?? 0;

  const queue = (customerId: number, key: string) =>
    db.run('test.queue', (tx) =>
      http
        .get(TouchesService)
        .queue(tx, { brandId: http.brand.id, customerId, template: welcome, key, values: { brand: 'X' } }),
    );

  const stateOf = async (key: string): Promise<[string, string]> => {
    const [row] = await db.read((reader) =>
      reader.query<{ state: string; reason: string }>('SELECT state, reason FROM touch WHERE touch_key = ?', [
        Buffer.from(key),
      ]),
    );
    return [row?.state ?? 'missing', row?.reason ?? ''];
  };

  it('queues a key once, also when two workers try at the same time', async () => {
    const { home } = await http.join('twice');
    const id = idOf(home.member?.customerId ?? '');
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => queue(id, 'once')));
    expect(outcomes.filter(Boolean)).toHaveLength(1);
  });

  it('suppresses what the person did not agree to, and says why', async () => {
    const { customerId } = await http.signIn('stranger');
    await queue(idOf(customerId), 'uninvited');
    await http.work();
    expect(await stateOf('uninvited')).toEqual(['suppressed', 'no-consent']);
  });

  it('asks every gate again at the moment of sending: whoever was erased a moment ago is not reached', async () => {
    const { client, home } = await http.join('gone');
    const id = idOf(home.member?.customerId ?? '');
    await queue(id, 'too-late');
    must(await client.eraseMe({ body: { confirm: 'ERASE' } }));
    await http.work();
    expect(await stateOf('too-late')).toEqual(['suppressed', 'opted-out']);
  });

  it('survives a worker that dies after claiming: the message arrives once when the claim has lapsed', async () => {
    const { client, home } = await http.join('patient');
    await http.work();
    http.clock.pass(2_000);
    await queue(idOf(home.member?.customerId ?? ''), 'claimed');
    const nowMs = http.clock.nowMs();
    // The claim of a worker that is killed right afterwards.
    await db.run('test.claim', (tx) =>
      http.get(TouchesQueries).claim(tx, 'dead worker', nowMs, nowMs + LEASE_MS, 100),
    );
    await http.get(TouchSender).sendDue();
    expect(await stateOf('claimed')).toEqual(['calling', '']);
    http.clock.pass(LEASE_MS + 1);
    await Promise.all([http.get(TouchSender).sendDue(), http.get(TouchSender).sendDue()]);
    expect(await stateOf('claimed')).toEqual(['accepted', '']);
    expect(must(await client.inbox({ query: {} })).items).toHaveLength(2);
  });

  it('does nothing when a worker wakes up after its claim was taken over', async () => {
    const { home } = await http.join('sleeper');
    await http.work();
    await queue(idOf(home.member?.customerId ?? ''), 'taken-over');
    const nowMs = http.clock.nowMs();
    const store = http.get(TouchesQueries);
    const [touch] = await db.run('test.claim', (tx) =>
      store.claim(tx, 'slow worker', nowMs, nowMs + LEASE_MS, 100),
    );
    http.clock.pass(LEASE_MS + 1);
    await http.get(TouchSender).sendDue();
    const settled = await db.run('test.settle', (tx) =>
      store.settle(tx, { brandId: http.brand.id, id: touch?.id ?? 0 }, 'slow worker', {
        state: 'accepted',
        sentAtMs: nowMs,
      }),
    );
    expect(settled).toBe(false);
  });

  it('leaves unknown what a provider may have accepted, and never sends it again blindly', async () => {
    const { home } = await http.join('sms-person');
    await http.work();
    await queue(idOf(home.member?.customerId ?? ''), 'by-sms');
    const nowMs = http.clock.nowMs();
    // Nothing sends text messages yet, so the channel is planted.
    await db.run('test.sms', async (tx) => {
      await tx.exec("UPDATE touch SET channel = 'sms' WHERE touch_key = ?", [Buffer.from('by-sms')]);
      await http.get(TouchesQueries).claim(tx, 'dead worker', nowMs, nowMs + LEASE_MS, 100);
    });
    http.clock.pass(LEASE_MS + 1);
    await http.get(TouchSender).sendDue();
    expect(await stateOf('by-sms')).toEqual(['unknown', '']);
  });

  it('lead to where their thing is, and are read one by one or all at once, of nobody else', async () => {
    const [ann, ben] = [await http.join('ann-reads'), await http.join('ben-reads')];
    const inboxOf = async (client: Client) => must(await client.inbox({ query: {} })).items;
    await http.work();
    for (const key of ['second', 'third']) await queue(idOf(ann.home.member?.customerId ?? ''), key);
    await http.work();
    const [first] = await inboxOf(ann.client);
    expect(first).toMatchObject({ template: 'welcome', leadsTo: 'home', readAtMs: null });
    const { readAtMs } = must(await ann.client.readMessage({ params: { messageId: first?.id ?? '' } }));
    http.clock.pass(60_000);
    expect(must(await ann.client.memberHome()).unreadMessages).toBe(2);
    const all = must(await ann.client.readAllMessages());
    expect(must(await ann.client.memberHome()).unreadMessages).toBe(0);
    // What was read before keeps its time; reading everything again changes nothing.
    http.clock.pass(60_000);
    must(await ann.client.readAllMessages());
    const read = (await inboxOf(ann.client)).map((item) => item.readAtMs);
    expect(read.sort()).toEqual([readAtMs, all.readAtMs, all.readAtMs]);
    expect(must(await ben.client.memberHome()).unreadMessages).toBe(1);
  });
});
