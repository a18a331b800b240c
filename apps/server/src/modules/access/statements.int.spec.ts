import { Statements } from '../../platform/db/transaction';
import { openGuide } from '../../testing/guide';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';

/**
 * How many statements a request may ask of somebody who called a moment ago: looking somebody up again for each part of
 * a screen is seen here. Whoever has not called for five seconds costs one more.
 */
const MAX = {
  memberHome: 2,
  pointsOverview: 2,
  myTier: 2,
  myGiftOrders: 2,
  myBirthday: 1,
  inbox: 1,
  guideHome: 12,
  guideCustomer: 10,
  guideCustomerTimeline: 9,
  customer360: 16,
  customerTier: 5,
};

describe('statements of a request', () => {
  let http: TestHttp;
  beforeAll(async () => {
    http = await openTestHttp();
  });
  afterAll(() => http.close());
  it('are no more than these', async () => {
    const { client, home } = await http.join('ann', '13900001111');
    const guide = await openGuide(http);
    must(await guide.scanMemberCode({ body: { code: must(await client.memberCode()).code } }));
    const owner = await http.operator('owner');
    const asked = { params: { customerId: home.member?.customerId ?? '' } };
    let count = 0;
    const { query, exec } = Statements.prototype;
    Statements.prototype.query = function (sql, values) {
      count += 1;
      return query.call(this, sql, values) as never;
    };
    Statements.prototype.exec = function (sql, values) {
      count += 1;
      return exec.call(this, sql, values);
    };
    const requests: Record<keyof typeof MAX, () => Promise<{ readonly ok: boolean }>> = {
      memberHome: () => client.memberHome(),
      pointsOverview: () => client.pointsOverview(),
      myTier: () => client.myTier(),
      myGiftOrders: () => client.myGiftOrders({ query: {} }),
      myBirthday: () => client.myBirthday(),
      inbox: () => client.inbox({ query: {} }),
      guideHome: () => guide.guideHome(),
      guideCustomer: () => guide.guideCustomer(asked),
      guideCustomerTimeline: () => guide.guideCustomerTimeline({ ...asked, query: {} }),
      customer360: () => owner.customer360(asked),
      customerTier: () => owner.customerTier(asked),
    };
    const over: string[] = [];
    for (const [name, ask] of Object.entries(requests)) {
      count = 0;
      expect(await ask()).toMatchObject({ ok: true });
      if (count > MAX[name as keyof typeof MAX] || count === 0) over.push(`${name}: ${count}`);
    }
    Object.assign(Statements.prototype, { query, exec });
    expect(over).toEqual([]);
  });
});
