import type { Client } from '@liuliang/contract/client';
import { LIMIT_PAUSE_MS } from '@liuliang/domain';
import { commands } from '../../cli/commands';
import { contextOf } from '../../cli/context';
import { Areas } from '../../platform/areas';
import { Jobs } from '../../platform/jobs';
import { Colleagues } from '../../testing/colleagues';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';
import { BrandsService } from '../brands';

let http: TestHttp;
let buyer: string;
let keys = 0;
/** What happened in earlier tests is left alone. */
let beganAtMs = 0;
let colleagues: Colleagues;
beforeAll(async () => {
  http = await openTestHttp();
  colleagues = new Colleagues(http);
  buyer = (await http.join('ann')).home.member?.customerId ?? '';
  for (const [login, role] of [
    ['ada', 'owner'],
    ['gus', 'operations'],
    ['aud', 'auditor'],
  ] as const)
    await colleagues.hire(login, role);
});
afterAll(() => http.close());
beforeEach(async () => {
  http.clock.pass(1_000);
  beganAtMs = http.clock.nowMs();
});

const as = (login: string): Promise<Client> => colleagues.as(login);
const most = 1_000_000_000_000;
const raise = (client: Client, limitPoints: number) =>
  client.changeAdjustmentSettings({ body: { limitPoints, maxPoints: most } });
const give = async (client: Client, points: number): Promise<string> => {
  const body = { key: `k${(keys += 1)}`, ownerId: buyer, asset: 'points', points, reason: '补偿' } as const;
  return must(await client.requestAdjustment({ body })).state;
};
const changes = async (client: Client) =>
  must(await client.limitChanges()).items.filter(({ askedAtMs }) => askedAtMs >= beganAtMs);
const idOf = async (client: Client) => ({ limitChangeId: (await changes(client))[0]?.limitChangeId ?? '' });
const approve = async (client: Client) =>
  client.approveLimitChange({ params: await idOf(client), body: { confirm: 'APPROVE' } });
const withdraw = async (client: Client) =>
  client.withdrawLimitChange({ params: await idOf(client), body: {} });
const take = () => http.get(Jobs).runNow('limits.take');
const inForce = async (client: Client) => must(await client.adjustmentSettings()).limitPoints;
const logged = async (): Promise<string[]> =>
  http.platform.db.read(async (reader) =>
    (
      await reader.query<{ action: string; kind: string }>(
        "SELECT action, actor_kind AS kind FROM audit_log WHERE action LIKE 'limit.%' AND at_ms >= ? ORDER BY sequence",
        [beganAtMs],
      )
    ).map(({ action, kind }) => `${action} by ${kind}`),
  );

describe('a brand with one owner', () => {
  it('has no looser limit, and is told to add a second one', async () => {
    const ada = await as('ada');
    expect(await raise(ada, 1_000_000)).toMatchObject({ code: 'LIMIT_SECOND_MISSING' });
    expect(await inForce(ada)).toBe(1_000);
    expect(await give(ada, 500_000)).toBe('waiting');
    expect(await changes(ada)).toEqual([]);
  });
});

describe('a looser limit', () => {
  beforeAll(async () => {
    await colleagues.hire('bob', 'owner');
    await colleagues.hire('cat', 'owner');
  });

  it('counts after a second owner has agreed and a day has passed, and all owners read of it', async () => {
    let [ada, bob] = [await as('ada'), await as('bob')];
    expect(must(await raise(ada, 5_000)).limitPoints).toBe(1_000);
    // The answer was lost: the same again is the same change.
    expect(must(await raise(ada, 5_000)).limitPoints).toBe(1_000);
    expect(await give(ada, 3_000)).toBe('waiting');
    expect(await changes(ada)).toMatchObject([
      { limit: 'adjustments.limitPoints', from: 1_000, to: 5_000, state: 'waiting', askedBy: 'ada' },
    ]);
    expect(await approve(ada)).toMatchObject({ code: 'LIMIT_SECOND_PERSON' });
    expect((await changes(bob))[0]?.may).toEqual({ approve: true, withdraw: true });
    const approvedAtMs = http.clock.nowMs();
    const answers = await Promise.all(Array.from({ length: 8 }, () => approve(bob)));
    expect(new Set(answers.map((one) => JSON.stringify(must(one)))).size).toBe(1);
    expect(must(answers[0]!)).toMatchObject({
      state: 'approved',
      approvedBy: 'bob',
      countsFromMs: approvedAtMs + LIMIT_PAUSE_MS,
    });
    const cat = await as('cat');
    expect(await approve(cat)).toMatchObject({ code: 'LIMIT_CHANGE_DECIDED' });
    expect(await changes(cat)).toMatchObject([{ state: 'approved', askedBy: 'ada', approvedBy: 'bob' }]);

    http.clock.pass(LIMIT_PAUSE_MS - 1);
    expect(await take()).toBe('0 taken');
    expect(await give(await as('ada'), 3_000)).toBe('waiting');
    http.clock.pass(1);
    expect(await take()).toBe('1 taken');
    expect(await take()).toBe('0 taken');
    [ada, bob] = [await as('ada'), await as('bob')];
    expect(await inForce(ada)).toBe(5_000);
    expect(await give(ada, 3_000)).toBe('posted');
    expect(await changes(bob)).toMatchObject([{ state: 'counts', may: { approve: false, withdraw: false } }]);
    expect(await withdraw(bob)).toMatchObject({ code: 'LIMIT_CHANGE_DECIDED' });
    expect(await logged()).toEqual([
      'limit.asked by operator',
      'limit.approved by operator',
      'limit.counts by system',
    ]);
    expect(must(await raise(ada, 1_000)).limitPoints).toBe(1_000);
  });

  it('can be taken back by any owner until it counts, and nobody else decides about it', async () => {
    const [ada, bob, cat, auditor] = [await as('ada'), await as('bob'), await as('cat'), await as('aud')];
    must(await raise(ada, 5_000));
    expect(await raise(bob, 6_000)).toMatchObject({ code: 'LIMIT_CHANGE_OPEN' });
    expect(await approve(auditor)).toMatchObject({ code: 'FORBIDDEN' });
    expect((await changes(auditor))[0]?.may).toEqual({ approve: false, withdraw: false });
    must(await approve(bob));
    expect(must(await withdraw(cat))).toMatchObject({ state: 'withdrawn', withdrawnBy: 'cat' });
    expect(must(await withdraw(ada)).withdrawnBy).toBe('cat');
    expect(await approve(bob)).toMatchObject({ code: 'LIMIT_CHANGE_DECIDED' });
    http.clock.pass(LIMIT_PAUSE_MS);
    expect(await take()).toBe('0 taken');
    expect(await inForce(await as('ada'))).toBe(1_000);
  });

  it('approved and taken back at once ends taken back, ten times over', async () => {
    const [ada, bob] = [await as('ada'), await as('bob')];
    for (let round = 0; round < 10; round += 1) {
      must(await raise(ada, 5_000));
      const params = await idOf(ada);
      const [approved] = await Promise.all([
        bob.approveLimitChange({ params, body: { confirm: 'APPROVE' } }),
        ada.withdrawLimitChange({ params, body: {} }),
      ]);
      if (!approved.ok) expect(approved.code).toBe('LIMIT_CHANGE_DECIDED');
      expect((await changes(ada))[0]?.state).toBe('withdrawn');
    }
    http.clock.pass(LIMIT_PAUSE_MS);
    expect(await take()).toBe('0 taken');
  });

  it('of settlement waits as well, while other rates count at once', async () => {
    const ada = await as('ada');
    const seen = must(await ada.settlementRates());
    const rates = { ...seen, storeFenPer100: 90, secondPersonFen: seen.secondPersonFen + 1 };
    const now = must(await ada.changeSettlementRates({ body: { seen, rates, confirm: 'CHANGE' } }));
    expect(now).toEqual({ ...seen, storeFenPer100: 90 });
    must(await approve(await as('bob')));
    http.clock.pass(LIMIT_PAUSE_MS);
    await take();
    expect(must(await (await as('ada')).settlementRates())).toEqual(rates);
  });

  it('is no other way to be had: settings that are written past it are a bug', async () => {
    const [limit] = http.get(Areas).limits;
    if (!limit) throw new Error('There is no limit');
    await expect(
      http.platform.db.run('test.past', (tx) =>
        http.get(BrandsService).changeSettings(tx, http.brand.id, limit.section, { [limit.key]: 1e12 }),
      ),
    ).rejects.toThrow('LIMITS-1');
  });
});

describe('a stricter limit', () => {
  it('counts at once, by one owner, and ends what was under way', async () => {
    const [ada, bob] = [await as('ada'), await as('bob')];
    must(await raise(ada, 5_000));
    must(await approve(bob));
    expect(must(await raise(ada, 100)).limitPoints).toBe(100);
    expect(await changes(bob)).toMatchObject([{ state: 'withdrawn', withdrawnBy: 'ada' }]);
    http.clock.pass(LIMIT_PAUSE_MS);
    await take();
    expect(await inForce(await as('ada'))).toBe(100);
  });
});

describe('the command line', () => {
  const run = async (words: string[], options: Record<string, string>) => {
    const command = commands.find(({ name }) => name === 'limits');
    if (!command || !('run' in command)) throw new Error('There is no such command');
    let said = '';
    const output = { say: () => undefined, write: (text: string) => void (said += text) };
    const app = { get: http.get } as never;
    await command.run(
      contextOf({ platform: http.platform, app, words, options: { json: true, ...options } }, output),
    );
    return JSON.parse(said) as unknown;
  };

  it('sets a limit at once in an emergency, with a reason, in the audit log and before all owners', async () => {
    const options = { limit: 'adjustments.limitPoints', to: '9000' };
    await expect(run(['set'], options)).rejects.toThrow('--reason');
    expect(await run(['set'], { ...options, reason: 'the second owner is ill' })).toEqual({
      limit: 'adjustments.limitPoints',
      from: 100,
      to: 9_000,
    });
    const ada = await as('ada');
    expect(await inForce(ada)).toBe(9_000);
    expect(await changes(ada)).toMatchObject([
      { state: 'counts', askedBy: null, approvedBy: null, to: 9_000 },
    ]);
    expect(await run([], {})).toMatchObject({ 'adjustments.limitPoints': 9_000 });
    expect(await logged()).toEqual(['limit.set_by_command by system']);
  });
});
