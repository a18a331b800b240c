import type { Client } from '@liuliang/contract/client';
import { DAY_MS } from '@liuliang/domain';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';

/** The first screen reads one card; the screens behind it work everything out. They never differ. */
describe('the home of a member', () => {
  let http: TestHttp;
  let owner: Client;
  beforeAll(async () => {
    http = await openTestHttp();
  });
  // Time passes: whoever signed in for the last story is signed out by now.
  beforeEach(async () => {
    owner = await http.operator('owner');
  });
  afterAll(() => http.close());

  async function agrees(client: Client): Promise<{ readonly available: number; readonly unread: number }> {
    const { member, unreadMessages } = must(await client.memberHome());
    const { available, pending } = must(await client.pointsOverview());
    const { level, name, colour } = must(await client.myTier()).standing;
    const { items } = must(await client.inbox({ query: {} }));
    expect(member).toMatchObject({ pointsAvailable: available, pointsPending: pending });
    expect(member?.tier).toEqual({ level, name, colour });
    expect(unreadMessages).toBe(items.filter(({ readAtMs }) => readAtMs === null).length);
    return { available, unread: unreadMessages };
  }

  it('says what the screens behind it say, also after a hold lapsed that no job has noticed', async () => {
    const { client, home } = await http.join('ann', '13900001111');
    await http.work();
    const ownerId = home.member?.customerId ?? '';
    const given = { key: 'give', ownerId, asset: 'points', points: 500, reason: '开业礼' } as const;
    must(await owner.requestAdjustment({ body: given }));
    expect(await agrees(client)).toMatchObject({ available: 500 });
    const look = { name: 'cup', description: '', picture: 'bag' } as const;
    const terms = { points: 120, cashFen: 0, stock: 5, audience: 'member', limitEach: 1 } as const;
    const { giftId } = must(await owner.createGift({ body: { ...look, ...terms } }));
    must(await owner.publishGift({ params: { giftId }, body: {} }));
    must(await client.reserveGift({ body: { giftId, key: 'mine' } }));
    expect(await agrees(client)).toMatchObject({ available: 380 });
    http.clock.pass(60 * DAY_MS);
    const later = (await http.signIn('ann')).client;
    expect(await agrees(later)).toMatchObject({ available: 500 });
  });

  it('says the level of today, also when a year passed and nobody judged', async () => {
    const { client, home } = await http.join('bob', '13900002222');
    const ownerId = home.member?.customerId ?? '';
    const given = { key: 'grow', ownerId, asset: 'growth', points: 1_000, reason: '补发' } as const;
    must(await owner.requestAdjustment({ body: given }));
    await agrees(client);
    expect(must(await client.memberHome()).member?.tier?.level).toBeGreaterThan(1);
    http.clock.pass(800 * DAY_MS);
    const later = (await http.signIn('bob')).client;
    await agrees(later);
    expect(must(await later.memberHome()).member?.tier?.level).toBe(1);
  });
});
