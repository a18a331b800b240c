import { openGuide } from '../../testing/guide';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';
import type { Client, ReplyOf } from '@liuliang/contract/client';
import { BrandsService } from '../brands';
import { GuideRolesService } from '.';
import { IngestService } from '../imports';

describe('a guide at the counter', () => {
  let http: TestHttp;
  let guide: Client;
  beforeAll(async () => {
    http = await openTestHttp();
    guide = await openGuide(http, { code: 'sh-jingan', name: '上海静安', kind: 'direct', region: '华东' });
  });
  afterAll(() => http.close());

  const customerIdOf = ({ member }: ReplyOf<'memberHome'>): number =>
    http.platform.publicIds.decode('cus', member?.customerId ?? '') ?? 0;
  const storeId = async (): Promise<number> => {
    const stores = await http.platform.db.read((reader) =>
      http.get(BrandsService).stores(reader, http.brand.id),
    );
    return stores.get('sh-jingan')?.id ?? 0;
  };
  const codeOf = async (client: Client): Promise<string> => must(await client.memberCode()).code;

  it('sees who it is after one scan, and the day counts it', async () => {
    const mobile = '13900002222';
    const { client, home } = await http.join('buyer', mobile);
    await http.work();
    await http.get(IngestService).ingest(http.brand, {
      events: [],
      orders: [
        {
          order_id: 'O-1',
          identity_kind: 'mobile',
          identity: mobile,
          paid_at: '2026-11-20T12:00:00+08:00',
          amount_fen: '8800',
          channel: 'pos',
          store: 'sh-jingan',
          guide: 'G1',
        },
      ],
      refunds: [],
    });
    const card = must(await guide.scanMemberCode({ body: { code: await codeOf(client) } }));
    // The member's phone says so by itself.
    expect(must(await client.memberCodeScan()).scannedAtMs).toBe(http.clock.nowMs());
    expect(card).toMatchObject({
      customerId: home.member?.customerId,
      mobileMasked: '139****2222',
      layer: 'R4',
      orders: 1,
      spentFen: 8_800,
      pointsAvailable: 88,
      allowsMarketing: true,
    });
    const timeline = must(
      await guide.guideCustomerTimeline({ params: { customerId: card.customerId }, query: {} }),
    );
    expect(timeline.items.map((item) => item.type)).toEqual(
      expect.arrayContaining(['store.visited', 'member.joined', 'order.paid']),
    );
    const { customerId } = card;
    const orders = must(
      await guide.guideCustomerTimeline({ params: { customerId }, query: { kinds: 'order,refund' } }),
    );
    expect(orders.items.map((item) => item.type)).toEqual(['order.paid']);
    const today = must(await guide.guideHome());
    expect(today).toMatchObject({ scansToday: 1, guide: { name: '阿岚', storeName: '上海静安' } });
    expect(today.recent[0]?.customer.customerId).toBe(card.customerId);
  });

  it('is told why a code does not work: unknown, used, replaced, or out of time', async () => {
    const { client } = await http.join('rotator');
    const scan = (code: string) => guide.scanMemberCode({ body: { code } });
    expect(await scan('not a code')).toMatchObject({ code: 'CODE_UNKNOWN' });
    const used = await codeOf(client);
    expect((await scan(used)).ok).toBe(true);
    expect(await scan(used)).toMatchObject({ code: 'CODE_USED' });
    const replaced = await codeOf(client);
    const late = await codeOf(client);
    expect(await scan(replaced)).toMatchObject({ code: 'CODE_EXPIRED' });
    http.clock.pass(60_000);
    expect(await scan(late)).toMatchObject({ code: 'CODE_EXPIRED' });
  });

  it('has ten of 300 wrong codes judged, however they come, and waits longer and longer after that', async () => {
    const { client } = await http.join('guessed-at');
    await http.join('second-guide');
    await http.get(GuideRolesService).appoint(http.brand.id, {
      code: 'G2',
      storeId: await storeId(),
      customerId: customerIdOf(must(await (await http.signIn('second-guide')).client.memberHome())),
      name: '程一',
    });
    const guesser = (await http.signIn('second-guide')).client;
    const answers = await Promise.all(
      Array.from({ length: 300 }, (_, i) =>
        guesser.scanMemberCode({ body: { code: String(10_000_000 + i) } }),
      ),
    );
    const codes = answers.map((answer) => (answer.ok ? 'ok' : answer.code));
    expect(codes.filter((code) => code === 'CODE_UNKNOWN')).toHaveLength(10);
    expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(290);
    // Not even the right one is judged now, and it is not used up by that.
    const code = await codeOf(client);
    expect(await guesser.scanMemberCode({ body: { code } })).toMatchObject({
      code: 'RATE_LIMITED',
      data: { retryAtMs: http.clock.nowMs() + 2_000 },
    });
    // Codes of other kinds are tried as little.
    const others = [
      await guesser.previewGiftPickup({ body: { code: '1000000000' } }),
      await guesser.previewTransfer({ body: { code: 'guess2222222222' } }),
    ];
    for (const answer of others) expect(answer).toMatchObject({ code: 'RATE_LIMITED' });
    // Another guide at the same till is not throttled by it.
    expect((await guide.scanMemberCode({ body: { code } })).ok).toBe(true);
    http.clock.pass(2_000);
    expect(await guesser.scanMemberCode({ body: { code: '10000000' } })).toMatchObject({
      code: 'CODE_UNKNOWN',
    });
    http.clock.pass(3_999);
    expect(await guesser.scanMemberCode({ body: { code: '10000000' } })).toMatchObject({
      code: 'RATE_LIMITED',
    });
    http.clock.pass(1);
    expect((await guesser.scanMemberCode({ body: { code: await codeOf(client) } })).ok).toBe(true);
  });

  it('identifies one customer once when two tills scan the same code at the same moment', async () => {
    const { client } = await http.join('popular');
    const code = await codeOf(client);
    const scans = await Promise.all(
      Array.from({ length: 8 }, () => guide.scanMemberCode({ body: { code } })),
    );
    expect(scans.filter((scan) => scan.ok)).toHaveLength(1);
    expect(scans.filter((scan) => !scan.ok && scan.code === 'CODE_USED')).toHaveLength(7);
  });

  it('reaches no customer of another counter, and nobody who is no guide reaches any', async () => {
    const { client, home } = await http.join('private');
    const customerId = home.member?.customerId ?? '';
    expect(await guide.guideCustomer({ params: { customerId } })).toMatchObject({ code: 'CUSTOMER_UNKNOWN' });
    expect(await guide.guideCustomerTimeline({ params: { customerId }, query: {} })).toMatchObject({
      code: 'CUSTOMER_UNKNOWN',
    });
    expect(await client.guideCustomer({ params: { customerId } })).toMatchObject({ code: 'GUIDE_REQUIRED' });
    expect(await client.scanMemberCode({ body: { code: '12345678' } })).toMatchObject({
      code: 'GUIDE_REQUIRED',
    });
  });
});
