import { Statements } from '../../platform/db/transaction';
import { mustBring } from '../../testing/doors';
import { openGuide } from '../../testing/guide';
import { orderRow } from '../../testing/ingest-world';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';

/**
 * How many statements a request may ask of somebody who called a moment ago: looking somebody up again for each part of
 * a screen is seen here. Whoever has not called for five seconds costs one more.
 */
const MAX = {
  memberHome: 2,
  pointsOverview: 2,
  myTier: 2,
  gifts: 2,
  myGiftOrders: 2,
  myBirthday: 1,
  inbox: 1,
  myOrders: 4,
  myOrder: 6,
  guideHome: 7,
  guideCustomer: 6,
  guideCustomers: 7,
  guideCustomerTimeline: 9,
  scanMemberCode: 18,
  // One of them says by which code the person came.
  customer360: 6,
  customers: 4,
  customerTier: 5,
};

/** What a member's screen may ask of somebody whom this process does not know yet, but whose brand it does. */
const MAX_NEW = 3;

const MOBILE = '13900001111';

describe('statements of a request', () => {
  let http: TestHttp;
  let count = 0;
  const { query, exec } = Statements.prototype;
  beforeAll(async () => {
    http = await openTestHttp();
    Statements.prototype.query = function (sql, values) {
      count += 1;
      return query.call(this, sql, values) as never;
    };
    Statements.prototype.exec = function (sql, values) {
      count += 1;
      return exec.call(this, sql, values);
    };
  });
  afterAll(async () => {
    Object.assign(Statements.prototype, { query, exec });
    await http.close();
  });

  it('are no more than these', async () => {
    const { client, home } = await http.join('ann', MOBILE);
    await buy();
    const guide = await openGuide(http);
    must(await guide.scanMemberCode({ body: { code: must(await client.memberCode()).code } }));
    const owner = await http.operator('owner');
    const asked = { params: { customerId: home.member?.customerId ?? '' } };
    const { code } = must(await client.memberCode());
    must(await owner.customerTier(asked));
    const orderId = must(await client.myOrders({ query: {} })).items[0]?.orderId ?? '';
    const requests: Record<keyof typeof MAX, () => Promise<{ readonly ok: boolean }>> = {
      memberHome: () => client.memberHome(),
      pointsOverview: () => client.pointsOverview(),
      myTier: () => client.myTier(),
      gifts: () => client.gifts(),
      myGiftOrders: () => client.myGiftOrders({ query: {} }),
      myBirthday: () => client.myBirthday(),
      myOrders: () => client.myOrders({ query: {} }),
      myOrder: () => client.myOrder({ params: { orderId } }),
      inbox: () => client.inbox({ query: {} }),
      guideHome: () => guide.guideHome(),
      guideCustomer: () => guide.guideCustomer(asked),
      guideCustomers: () => guide.guideCustomers({ body: {} }),
      guideCustomerTimeline: () => guide.guideCustomerTimeline({ ...asked, query: {} }),
      scanMemberCode: () => guide.scanMemberCode({ body: { code } }),
      customer360: () => owner.customer360(asked),
      customers: () => owner.customers({ body: {} }),
      customerTier: () => owner.customerTier(asked),
    };
    const over: string[] = [];
    for (const [name, ask] of Object.entries(requests)) {
      count = 0;
      expect(await ask()).toMatchObject({ ok: true });
      if (count > MAX[name as keyof typeof MAX] || count === 0) over.push(`${name}: ${count}`);
    }
    expect(over).toEqual([]);
  });

  it.each(['memberHome', 'pointsOverview', 'myTier', 'gifts'] as const)(
    'are three at most for somebody new: %s',
    async (name) => {
      const { client: known } = await http.signIn('ann');
      expect(await known[name]()).toMatchObject({ ok: true });
      const { client } = await http.signIn('ann');
      count = 0;
      expect(await client[name]()).toMatchObject({ ok: true });
      expect(count).toBeGreaterThan(0);
      expect(count).toBeLessThanOrEqual(MAX_NEW);
    },
  );

  /** An order, so that points, growth and screens name one. */
  async function buy(): Promise<void> {
    const paid = { identity_kind: 'mobile', paid_at: new Date(http.clock.nowMs()).toISOString() };
    await mustBring(http, http.brand, { orders: [orderRow('O1', MOBILE, { ...paid, amount_fen: 300_000 })] });
    const { client } = await http.signIn('ann');
    expect(must(await client.memberHome()).latestPoints[0]?.reason.orderId).toBe('O1');
  }
});
