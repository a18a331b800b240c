import type { Client } from '@liuliang/contract/client';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';
import { BrandsService } from '../brands';
import { OperatorsService } from '../identity';
import { IngestService } from '../imports';
import { customers, CustomersService, NameIndex } from '../members';

/** Noon of 2026-11-21 in Shanghai is today; the story below happened in the weeks before. */
const DAYS = { from: '2026-10-01', to: '2026-11-20' };
const mobile = (n: number): string => `1390000${String(n).padStart(4, '0')}`;
const at = (day: string): string => `${day}T12:00:00+08:00`;

let http: TestHttp;
let owner: Client;
let storeIds: Map<string, { id: number }>;

const event = (n: number, day: string, type: string, channel: string) => ({
  event_id: `e-${n}-${day}-${type}-${channel}`,
  identity_kind: 'mobile',
  identity: mobile(n),
  type,
  occurred_at: at(day),
  channel,
  store: '',
  item: '',
});
const order = (id: string, n: number, day: string, amountFen: number, channel: string, store: string) => ({
  order_id: id,
  identity_kind: 'mobile',
  identity: mobile(n),
  paid_at: at(day),
  amount_fen: String(amountFen),
  channel,
  store,
  guide: '',
});

/** Gives the buyer of an order a home store. */
async function settle(orderNumber: string, store: string): Promise<void> {
  const [buyer] = must(await owner.customers({ body: { search: orderNumber } })).items;
  const customerId = http.platform.publicIds.decode('cus', buyer?.customerId ?? '') ?? 0;
  await http.platform.db.run('test.settle', (tx) =>
    tx.exec('UPDATE customer SET home_store_id = ? WHERE id = ?', [storeIds.get(store)?.id ?? 0, customerId]),
  );
}

beforeAll(async () => {
  http = await openTestHttp();
  await http.get(BrandsService).addStores(http.brand.id, [
    { code: 'sh', name: '上海静安', kind: 'direct', region: '华东' },
    { code: 'hz', name: '杭州湖滨', kind: 'direct', region: '华东' },
  ]);
  storeIds = await http.platform.db.read((reader) => http.get(BrandsService).stores(reader, http.brand.id));
  await http.join('lin', mobile(1));
  await http.work();
  await http.get(IngestService).ingest(http.brand, {
    events: [
      event(1, '2026-09-20', 'mini.opened', 'wechat_mini'),
      event(2, '2026-09-25', 'cart.added', 'tmall'),
      event(2, '2026-10-05', 'mini.opened', 'wechat_mini'),
      event(3, '2026-11-02', 'ad.exposed', 'ads'),
    ],
    orders: [
      order('T-1', 1, '2026-10-10', 10_000, 'pos', 'sh'),
      order('T-2', 1, '2026-11-10', 20_000, 'pos', 'sh'),
      order('T-3', 2, '2026-11-11', 5_000, 'tmall', 'hz'),
    ],
    refunds: [{ refund_id: 'F-1', order_id: 'T-2', refunded_at: at('2026-11-12'), amount_fen: '5000' }],
  });
  owner = await http.operator('owner');
  await settle('T-1', 'sh');
  await settle('T-3', 'hz');
});
afterAll(() => http.close());

describe('the list of customers', () => {
  it('shows whoever was seen last first, page by page', async () => {
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const page = must(await owner.customers({ body: { limit: 1, ...(cursor ? { cursor } : {}) } }));
      expect(page.total).toBe(3);
      names.push(
        ...page.items.map((item) => `${item.layer} ${item.orders} ${item.spentFen} ${item.pointsAvailable}`),
      );
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(names).toEqual(['R5 2 30000 250', 'R4 1 5000 50', 'R1 0 0 0']);
  });

  it('finds somebody by id, by order number or by a whole mobile number, and by nothing less', async () => {
    const find = async (search: string) => must(await owner.customers({ body: { search } })).items;
    const [lin] = await find(mobile(1));
    expect(lin).toMatchObject({ layer: 'R5', isMember: true });
    expect(await find('T-2')).toEqual([lin]);
    expect(await find(lin?.customerId ?? '')).toEqual([lin]);
    expect(await find(mobile(1).slice(0, 10))).toEqual([]);
    expect(await find('T-')).toEqual([]);
  });

  it('finds somebody by a part of the name, and keeps nothing of it that could be read', async () => {
    const find = async (search: string) => must(await owner.customers({ body: { search } })).items;
    const [lin] = await find(mobile(1));
    const id = http.platform.publicIds.decode('cus', lin?.customerId ?? '') ?? 0;
    const named = (name: string) =>
      http.platform.db.run('test.name', (tx) =>
        http.get(CustomersService).keepField(tx, http.brand.id, id, 'nickname', name),
      );
    await named('林夏之 Summer');
    const [first] = await find('夏之');
    expect(first).toEqual({ ...lin, nickname: '林夏之 Summer' });
    for (const part of ['林', '林夏', 'SUMM', '之summer']) expect(await find(part)).toEqual([first]);
    for (const other of ['夏', '林之', '夏林']) expect(await find(other)).toEqual([]);
    expect(must(await owner.customers({ body: { search: '林夏', member: 'no' } })).items).toEqual([]);
    await named('周远');
    expect(await find('林夏')).toEqual([]);
    expect((await find('周远')).length).toBe(1);
  });

  it('finds names from before there was an index of them', async () => {
    const { db } = http.platform;
    await db.run('test.forget', (tx) => tx.exec('DELETE FROM customer_name_gram', []));
    const find = async () => must(await owner.customers({ body: { search: '周远' } })).items.length;
    expect(await find()).toBe(0);
    await db.run('test.again', (tx) => tx.exec('DELETE FROM customer_name_walk', []));
    await http.get(NameIndex).bringIn();
    expect(await find()).toBe(1);
  });

  it('filters by layer today and by membership', async () => {
    const some = async (query: { layer?: string; member?: 'yes' | 'no' }) =>
      must(await owner.customers({ body: query })).items.map((item) => item.layer);
    expect(await some({ layer: 'R4' })).toEqual(['R4']);
    expect(await some({ layer: 'none' })).toEqual([]);
    expect(await some({ member: 'yes' })).toEqual(['R5']);
    expect(await some({ member: 'no' })).toEqual(['R4', 'R1']);
    expect(await some({ member: 'no', layer: 'R5' })).toEqual([]);
    expect(await owner.customers({ body: { layer: 'R9' } })).toMatchObject({
      ok: false,
      code: 'INPUT_INVALID',
    });
    expect(await owner.customers({ body: { cursor: 'nonsense!' } })).toMatchObject({
      code: 'INPUT_INVALID',
    });
  });
});

describe('the list, sorted and filtered', () => {
  type Asked = Parameters<Client['customers']>[0]['body'];
  const spent = async (asked: Asked) => {
    const found: number[] = [];
    let cursor: string | undefined;
    do {
      const page = must(
        await owner.customers({ body: { ...asked, limit: 1, ...(cursor ? { cursor } : {}) } }),
      );
      found.push(...page.items.map(({ spentFen }) => spentFen));
      cursor = page.nextCursor ?? undefined;
      if (!cursor) expect(page.total).toBe(found.length);
    } while (cursor);
    return found;
  };

  it('is in the order of what they spent, or of when they joined, from either end', async () => {
    expect(await spent({ by: 'spent' })).toEqual([30_000, 5_000, 0]);
    expect(await spent({ by: 'spent', sort: 'oldest' })).toEqual([0, 5_000, 30_000]);
    expect((await spent({ by: 'joined' }))[0]).toBe(30_000);
    expect((await spent({ by: 'joined', sort: 'oldest' }))[2]).toBe(30_000);
  });

  it('leaves who passes every filter, in every order', async () => {
    const passing: [Asked, number[]][] = [
      [{ store: 'hz' }, [5_000]],
      [{ channel: 'tmall' }, [5_000]],
      [{ channel: 'ads' }, [0]],
      [{ channel: 'pos', store: 'hz' }, []],
      [{ spentFromFen: 5_000 }, [30_000, 5_000]],
      [{ spentFromFen: 5_000, spentToFen: 5_000 }, [5_000]],
      [{ spentToFen: 4_999 }, [0]],
      [{ seenFrom: '2026-11-02', seenTo: '2026-11-02' }, [0]],
      [{ seenFrom: '2026-11-03', spentToFen: 10_000, member: 'no', layer: 'R4' }, [5_000]],
      [{ seenTo: '2026-11-01' }, []],
    ];
    for (const [asked, sums] of passing)
      for (const by of ['lastSeen', 'spent', 'joined'] as const)
        expect([asked, by, (await spent({ ...asked, by })).sort((a, b) => b - a)]).toEqual([asked, by, sums]);
  });

  it('is offered with the stores that the operator may see, and refuses names that are none', async () => {
    const { stores, channels } = must(await owner.customerFilters());
    expect(stores).toEqual(expect.arrayContaining([{ code: 'hz', name: '杭州湖滨' }]));
    expect(channels).toEqual(expect.arrayContaining(['tmall', 'pos']));
    for (const asked of [{ store: 'nowhere' }, { channel: 'nowhere' }, { seenFrom: '2026-02-30' }])
      expect(await owner.customers({ body: asked })).toMatchObject({ code: 'INPUT_INVALID' });
  });

  it('takes no place of one order along to another', async () => {
    const { nextCursor } = must(await owner.customers({ body: { limit: 1 } }));
    const asked = { by: 'spent', limit: 1, cursor: nextCursor ?? '' } as const;
    expect(await owner.customers({ body: asked })).toMatchObject({ code: 'INPUT_INVALID' });
  });
});

describe('STAR and the customers behind it', () => {
  it('opens the people of every figure', async () => {
    const star = must(await owner.starReport({ query: DAYS }));
    expect(star.S.total).toEqual({ from: 2, to: 3, growth: 0.5, new: 1, lost: 0 });
    expect(star.R.total).toMatchObject({ gmvFen: 35_000, netGmvFen: 30_000, orders: 3, buyers: 2 });
    const behind = async (query: object) => {
      const page = must(await owner.customersBehind({ query: { ...DAYS, ...query } }));
      expect(page.items).toHaveLength(page.total);
      return page.items.map((item) => `${item.layerFrom}>${item.layerTo}`).sort();
    };
    expect(await behind({ assetFrom: 'no', assetTo: 'yes' })).toEqual(['none>R1']);
    expect(await behind({ layerFrom: 'R2' })).toEqual(['R2>R5']);
    expect(await behind({ moved: 'up', assetFrom: 'yes' })).toEqual(['R2>R5', 'R3>R4']);
    expect(await behind({ bought: 'repeat' })).toEqual(['R2>R5']);
    expect(await behind({ channel: 'tmall', bought: 'buyers' })).toEqual(['R3>R4']);
    expect(await behind({})).toHaveLength(3);
  });

  it('counts by channel, and shows that several channels reach the same person', async () => {
    const { channels, brand, overlap } = must(await owner.channelAssets({ query: DAYS }));
    const to = Object.fromEntries(channels.map((one) => [one.channel, one.to]));
    expect(to).toEqual({ wechat_mini: 2, tmall: 1, pos: 1, ads: 1 });
    expect([brand, overlap]).toEqual([
      { from: 2, to: 3 },
      { from: 0, to: 2 },
    ]);
  });

  it('draws assets over time, the last point on the last day', async () => {
    const { points } = must(await owner.assetsOverTime({ query: { ...DAYS, stepDays: 25 } }));
    expect(points.map(({ day, counts }) => [day, counts['R5'], counts['none']])).toEqual([
      ['2026-10-01', 0, 1],
      ['2026-10-26', 0, 1],
      ['2026-11-20', 1, 0],
    ]);
  });

  it('refuses days that are none, ranges backwards and channels of nobody', async () => {
    const code = async (query: object) =>
      (await owner.starReport({ query: { ...DAYS, ...query } })) as { code?: string };
    expect((await code({ from: '2026-02-30' })).code).toBe('DAY_RANGE_INVALID');
    expect((await code({ from: DAYS.to })).code).toBe('DAY_RANGE_INVALID');
    expect((await code({ channel: 'nowhere' })).code).toBe('CHANNEL_UNKNOWN');
    const backwards = { from: DAYS.to, to: DAYS.from };
    expect(await owner.assetsOverTime({ query: backwards })).toMatchObject({ code: 'DAY_RANGE_INVALID' });
    expect(await owner.customersBehind({ query: backwards })).toMatchObject({ code: 'DAY_RANGE_INVALID' });
  });
});

describe('the page of one customer', () => {
  it('tells who they are, their layers over time, and their journey in pages', async () => {
    const [lin] = must(await owner.customers({ body: { search: 'T-1' } })).items;
    const params = { customerId: lin?.customerId ?? '' };
    const page = must(await owner.customer360({ params }));
    expect(page).toMatchObject({
      mobileMasked: '139****0001',
      homeStore: '上海静安',
      refundedFen: 5_000,
      orders: 2,
    });
    expect(page.layers.slice(-3)).toEqual([
      { from: '2026-09-20', layer: 'R2' },
      { from: '2026-10-10', layer: 'R4' },
      { from: '2026-11-10', layer: 'R5' },
    ]);
    expect(page.consents.length).toBeGreaterThan(0);

    const steps: string[] = [];
    let cursor: string | undefined;
    do {
      const part = must(
        await owner.customerTimeline({ params, query: { limit: 2, ...(cursor ? { cursor } : {}) } }),
      );
      steps.push(
        ...part.items.map((item) =>
          `${item.kind} ${item.type} ${item.amountFen ?? item.points ?? ''}`.trim(),
        ),
      );
      cursor = part.nextCursor ?? undefined;
    } while (cursor);
    expect(steps.filter((step) => !step.startsWith('event member.joined'))).toEqual([
      'touch welcome',
      'points clawback -50',
      'refund order.refunded 5000',
      'points earn 200',
      'order order.paid 20000',
      'points earn 100',
      'order order.paid 10000',
      'event mini.opened',
    ]);
    const buying = must(await owner.customerTimeline({ params, query: { kinds: 'order,refund' } }));
    expect(buying.items.map(({ type }) => type)).toEqual(['order.refunded', 'order.paid', 'order.paid']);
    expect(await owner.customerTimeline({ params, query: { kinds: 'order;' } })).toMatchObject({
      code: 'INPUT_INVALID',
    });
  });

  it('is unknown to operators of other stores, and for ids that are no customer of the brand', async () => {
    const login = 'hangzhou@test';
    const password = 'a-long-enough-password';
    const storeScope = [storeIds.get('hz')?.id ?? 0];
    const operators = http.get(OperatorsService);
    await operators.create({
      brandId: http.brand.id,
      login,
      displayName: '杭州',
      password,
      role: 'analyst',
      storeScope,
    });
    const session = must(await http.client().signInOperator({ body: { login, password } }));
    const local = http.client(session.accessToken);
    const [lin] = must(await owner.customers({ body: { search: 'T-1' } })).items;
    expect(must(await local.customers({ body: {} })).items.map((item) => item.layer)).toEqual(['R4']);
    expect(must(await local.customers({ body: { search: 'T-1' } })).items).toEqual([]);
    expect(must(await local.customersBehind({ query: DAYS })).total).toBe(1);
    for (const customerId of [lin?.customerId ?? '', 'cus_0000000000000000000000', 'ord_1']) {
      expect(await local.customer360({ params: { customerId } })).toMatchObject({ code: 'CUSTOMER_UNKNOWN' });
      expect(await local.customerTimeline({ params: { customerId }, query: {} })).toMatchObject({
        code: 'CUSTOMER_UNKNOWN',
      });
    }
  });
});

describe('the total of a list', () => {
  it('is counted up to ten thousand, and says when there are more', async () => {
    expect(must(await owner.customers({ body: {} }))).toMatchObject({ total: 3, isTotalExact: true });
    const strangers = (count: number) =>
      http.platform.db.run('test.strangers', (tx) =>
        customers.insert(
          tx,
          Array.from({ length: count }, () => {
            return { id: tx.nextId(), brandId: http.brand.id, createdAtMs: tx.nowMs() };
          }),
        ),
      );
    await strangers(9_997);
    expect(must(await owner.customers({ body: {} }))).toMatchObject({ total: 10_000, isTotalExact: true });
    await strangers(1);
    expect(must(await owner.customers({ body: {} }))).toMatchObject({ total: 10_000, isTotalExact: false });
  });
});
