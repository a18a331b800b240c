import { DAY_MS } from '@liuliang/domain';
import type { Client, ReplyOf } from '@liuliang/contract/client';
import { adjust, allConsents, bringPerson, mustBring } from '../../testing/doors';
import { openGuide } from '../../testing/guide';
import { orderRow } from '../../testing/ingest-world';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';
import { BrandsService } from '../brands';
import { consentTexts } from '../members';
import { GuideRolesService } from './roles.service';

type Asked = NonNullable<Parameters<Client['guideCustomers']>[0]>['body'];

const mobileOf = (n: number): string => `1390000${1_000 + n}`;

describe('the customers of a guide', () => {
  let http: TestHttp;
  let guide: Client;
  let owner: Client;
  const people: { client: Client; id: string; row: number }[] = [];

  const rowOf = (publicId: string): number => http.platform.publicIds.decode('cus', publicId) ?? 0;
  const meet = async (of: { client: Client }, by = guide) =>
    must(await by.scanMemberCode({ body: { code: must(await of.client.memberCode()).code } }));
  const list = async (asked: Partial<Asked> = {}, by = guide) =>
    must(await by.guideCustomers({ body: asked }));
  const idsOf = async (asked: Partial<Asked> = {}): Promise<number[]> => {
    const { items } = await list(asked);
    return items.map(({ customerId }) => people.findIndex(({ id }) => id === customerId));
  };

  beforeAll(async () => {
    http = await openTestHttp();
    guide = await openGuide(http);
    owner = await http.operator('owner');
    for (const [n, nickname] of ['林小夏', '林晚', '小夏天', '周衡'].entries()) {
      const phone = mobileOf(n);
      const { client } = await http.signIn(`p${n}`, phone);
      const phoneCode = http.sandbox.control.phoneCode(`p${n}`).code;
      const home = must(await client.join({ body: { consents: allConsents(), nickname, phoneCode } }));
      const id = home.member?.customerId ?? '';
      people.push({ client, id, row: rowOf(id) });
      http.clock.pass(60_000);
    }
    for (const one of people) {
      await meet(one);
      http.clock.pass(60_000);
    }
  });
  afterAll(() => http.close());
  const at = (n: number) => people[n] as (typeof people)[number];

  it('are listed by the latest contact, page by page, and a page stays put while somebody else is met', async () => {
    expect(await idsOf()).toEqual([3, 2, 1, 0]);
    const first = await list({ limit: 2 });
    await meet(at(3));
    const rest = await list({ limit: 2, cursor: first.nextCursor ?? '' });
    expect([...first.items, ...rest.items].map(({ nickname }) => nickname)).toEqual([
      '周衡',
      '小夏天',
      '林晚',
      '林小夏',
    ]);
    expect(rest.nextCursor).toBeNull();
    http.clock.pass(60_000);
    await meet(at(0));
    expect(await idsOf()).toEqual([0, 3, 2, 1]);
    expect((await list()).items[0]).toMatchObject({ contactAtMs: http.clock.nowMs(), nickname: '林小夏' });
  });

  it('are found by any part of the name, by the end of the number or the whole of it', async () => {
    const named = await bringPerson(
      http,
      http.brand,
      { kind: 'mobile', value: mobileOf(9) },
      http.clock.nowMs(),
      '林小夏',
    );
    expect(named).toBeGreaterThan(0);
    expect(await idsOf({ search: '小夏' })).toEqual([0, 2]);
    expect(await idsOf({ search: '林' })).toEqual([0, 1]);
    expect(await idsOf({ search: '1002' })).toEqual([2]);
    expect(await idsOf({ search: mobileOf(1) })).toEqual([1]);
    // Of the whole number of somebody else's customer as little as of a number that nobody has.
    expect(await idsOf({ search: mobileOf(9) })).toEqual([]);
    expect(await idsOf({ search: '1009' })).toEqual([]);
    expect(await idsOf({ search: '晚夏' })).toEqual([]);
  });

  it('are narrowed down by what waits, expires, is celebrated, and was not bought', async () => {
    const soonMs = http.clock.nowMs() + 30 * DAY_MS;
    const points = { brandId: http.brand.id, kind: 'member', asset: 'points' } as const;
    await adjust(http, { ...points, id: at(1).row }, 500, soonMs);
    await adjust(http, { ...points, id: at(2).row }, 500, http.clock.nowMs() + 90 * DAY_MS);
    const order = await giftFor(at(1).client, '帆布袋');
    const paidAt = (daysAgo: number) => new Date(http.clock.nowMs() - daysAgo * DAY_MS).toISOString();
    const bought = (key: string, n: number, daysAgo: number) =>
      orderRow(key, mobileOf(n), {
        identity_kind: 'mobile',
        paid_at: paidAt(daysAgo),
        amount_fen: 8_800,
        store: 'S1',
      });
    await mustBring(http, http.brand, { orders: [bought('O-1', 1, 10), bought('O-2', 2, 45)] });
    const born = { calendar: 'gregorian', month: 11, day: 30 } as const;
    for (const n of [0, 1]) must(await at(n).client.setMyBirthday({ body: born }));
    must(await at(2).client.setMyBirthday({ body: { ...born, month: 12 } }));

    expect(await idsOf({ gift: 'yes' })).toEqual([1]);
    expect(await idsOf({ expiring: 'yes' })).toEqual([1]);
    expect(await idsOf({ birthday: 'month' })).toEqual([0, 1]);
    expect(await idsOf({ notBoughtDays: 30 })).toEqual([0, 3, 2]);
    expect(await idsOf({ notBoughtDays: 30, birthday: 'month' })).toEqual([0]);
    const { levels } = await list();
    expect(await idsOf({ tier: levels[0]?.level ?? 0 })).toEqual([0, 3, 2, 1]);
    expect(await idsOf({ tier: levels.at(-1)?.level ?? 0 })).toEqual([]);

    expect(must(await guide.guideCustomer({ params: { customerId: at(1).id } }))).toMatchObject({
      giftsWaiting: [{ name: '帆布袋', untilMs: order.expiresAtMs }],
      birthday: { on: '2026-11-30', isLunar: false },
      pointsExpiring: { atMs: soonMs },
      lastPurchase: { amountFen: 8_800, refundedFen: 0, store: '静安店', pieces: 0, item: null },
    });
    await keepsQuiet(0);
    await handsOver(order);
  });

  /** GUIDES-5: whoever takes no news is not congratulated. */
  async function keepsQuiet(n: number): Promise<void> {
    const { version } = consentTexts.find(({ purpose }) => purpose === 'marketing') ?? { version: '' };
    must(await at(n).client.chooseConsent({ body: { purpose: 'marketing', version, granted: false } }));
    expect(await idsOf({ birthday: 'month' })).toEqual([1]);
    expect(must(await guide.guideCustomer({ params: { customerId: at(n).id } })).birthday).toBeNull();
  }

  async function giftFor(client: Client, name: string): Promise<ReplyOf<'reserveGift'>> {
    const gift = {
      name,
      description: '',
      picture: 'bag',
      points: 100,
      cashFen: 0,
      stock: 5,
      limitEach: 0,
    } as const;
    const { giftId } = must(await owner.createGift({ body: { ...gift, audience: 'member' } }));
    must(await owner.publishGift({ params: { giftId }, body: {} }));
    return must(await client.reserveGift({ body: { key: `gift-${giftId}`, giftId } }));
  }

  /** What was handed over stays in the history, also when it is brought back. */
  async function handsOver(order: ReplyOf<'reserveGift'>): Promise<void> {
    const code = order.pickupCode ?? '';
    must(await guide.collectGift({ body: { key: 'hand-1', code } }));
    expect(await idsOf({ gift: 'yes' })).toEqual([]);
    const handedAtMs = http.clock.nowMs();
    http.clock.pass(60_000);
    const second = await giftFor(at(1).client, '香薰');
    must(await guide.collectGift({ body: { key: 'hand-2', code: second.pickupCode ?? '' } }));
    must(await owner.returnGift({ params: { orderId: order.orderId }, body: { reason: 'torn' } }));
    const { items } = must(await guide.guidePickups({ query: {} }));
    expect(items).toMatchObject([
      { name: '香薰', state: 'collected', who: '林晚', store: '静安店' },
      { name: '帆布袋', state: 'returned', who: '林晚', store: '静安店', collectedAtMs: handedAtMs },
    ]);
    const page = must(await guide.guidePickups({ query: { limit: 1 } }));
    expect(
      must(await guide.guidePickups({ query: { limit: 1, cursor: page.nextCursor ?? '' } })).items,
    ).toMatchObject([{ name: '帆布袋' }]);
  }

  it('are nobody else’s: a guide of another store sees none, until a customer is theirs', async () => {
    await http
      .get(BrandsService)
      .addStores(http.brand.id, [{ code: 'S2', name: '外滩店', kind: 'direct', region: '' }]);
    const stores = await http.platform.db.read((reader) =>
      http.get(BrandsService).stores(reader, http.brand.id),
    );
    const { home } = await http.join('bund');
    const role = { code: 'G2', storeId: stores.get('S2')?.id ?? 0, name: '程一' };
    const customerId = rowOf(home.member?.customerId ?? '');
    await http.get(GuideRolesService).appoint(http.brand.id, { ...role, customerId });
    const { client: other } = await http.signIn('bund');
    const asked = { params: { customerId: at(1).id } };
    expect((await list({}, other)).items).toEqual([]);
    expect((await list({ search: mobileOf(1) }, other)).items).toEqual([]);
    expect(must(await other.guidePickups({ query: {} })).items).toEqual([]);
    expect(await other.guideCustomer(asked)).toMatchObject({ code: 'CUSTOMER_UNKNOWN' });
    expect(await at(1).client.guideCustomers({ body: {} })).toMatchObject({ code: 'GUIDE_REQUIRED' });

    const guideId = must(await owner.guides()).items.find(({ code }) => code === 'G2')?.guideId ?? '';
    must(await owner.transferCustomer({ ...asked, body: { guideId, reason: 'moved' } }));
    expect((await list({}, other)).items.map(({ customerId: id }) => id)).toEqual([at(1).id]);
    expect(await other.guideCustomer(asked)).toMatchObject({ ok: true });
    expect(await idsOf()).not.toContain(1);
  });
});
