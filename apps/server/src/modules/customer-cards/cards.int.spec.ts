import { DAY_MS } from '@liuliang/domain';
import { mustBring } from '../../testing/doors';
import { openGuide } from '../../testing/guide';
import { orderRow } from '../../testing/ingest-world';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';
import { consentTexts } from '../members';

interface Seen {
  readonly available: number;
  readonly level: number;
  readonly aliases: number;
  readonly allowsMarketing: boolean;
}

/** A card is one statement; the screens behind it work everything out. They never differ (CARDS-1). */
describe('a customer at a glance', () => {
  let http: TestHttp;
  beforeAll(async () => {
    http = await openTestHttp();
    await openGuide(http);
  });
  afterAll(() => http.close());

  /** What guide and operators see of a member who shows a code, beside what the member sees. */
  async function agrees(name: string): Promise<Seen> {
    const { client } = await http.signIn(name);
    const guide = (await http.signIn('guide')).client;
    const owner = await http.operator('owner');
    const { code } = must(await client.memberCode());
    const scanned = must(await guide.scanMemberCode({ body: { code } }));
    const params = { customerId: scanned.customerId };
    const card = must(await guide.guideCustomer({ params }));
    const recent = must(await guide.guideHome()).recent.find(
      ({ customer }) => customer.customerId === params.customerId,
    );
    const page = must(await owner.customer360({ params }));
    const { items } = must(await owner.customers({ body: {} }));
    const line = items.find(({ customerId }) => customerId === params.customerId);
    const { available, pending } = must(await client.pointsOverview());
    const { level, name: title, colour } = must(await client.myTier()).standing;

    expect(card).toEqual({ ...recent?.customer, lastPurchase: card.lastPurchase });
    expect(card).toMatchObject({
      pointsAvailable: available,
      tier: { level, name: title, colour },
      nickname: scanned.nickname,
      layer: page.layers[page.layers.length - 1]?.layer ?? 'none',
      spentFen: page.spentFen - page.refundedFen,
      mobileMasked: page.mobileMasked,
      allowsMarketing: page.consents.some(({ purpose, granted }) => purpose === 'marketing' && granted),
    });
    expect(page).toMatchObject({ pointsAvailable: available, pointsPending: pending, tier: card.tier });
    expect(line).toEqual(Object.fromEntries(Object.keys(line ?? {}).map((key) => [key, page[key as never]])));
    return { available, level, aliases: page.aliases.length, allowsMarketing: card.allowsMarketing };
  }

  async function give(ownerId: string, asset: 'points' | 'growth', points: number): Promise<void> {
    const owner = await http.operator('owner');
    const given = { key: `${asset}-${points}`, ownerId, asset, points, reason: '补发' } as const;
    must(await owner.requestAdjustment({ body: given }));
  }

  const bring = (orderId: string, mobile: string, amountFen: number) => {
    const paid = { identity_kind: 'mobile', paid_at: new Date(http.clock.nowMs()).toISOString() };
    return mustBring(http, http.brand, {
      orders: [orderRow(orderId, mobile, { ...paid, amount_fen: amountFen })],
    });
  };

  it('says what the screens behind it say, also under a hold that lapsed and a year later', async () => {
    const { home } = await http.join('ann', '13900001111');
    await bring('O1', '13900001111', 300_000);
    await http.work();
    const customerId = home.member?.customerId ?? '';
    await give(customerId, 'points', 500);
    await give(customerId, 'growth', 1_000);
    const before = await agrees('ann');
    expect(before.level).toBeGreaterThan(1);
    await reserve('ann', 120);
    expect(await agrees('ann')).toMatchObject({ available: before.available - 120 });
    http.clock.pass(60 * DAY_MS);
    expect(await agrees('ann')).toMatchObject({ available: before.available });
    http.clock.pass(800 * DAY_MS);
    expect(await agrees('ann')).toMatchObject({ level: 1 });
  });

  it('says it of somebody who was two people, with the choices of both', async () => {
    // Known by an order before they turn out to be the member who has this number.
    await bring('O2', '13900002222', 50_000);
    const { client } = await http.join('ben', '13900002222');
    expect(await agrees('ben')).toMatchObject({ aliases: 1 });
    const marketing = consentTexts.find(({ purpose }) => purpose === 'marketing');
    const choice = { purpose: 'marketing', version: marketing?.version ?? '', granted: false } as const;
    must(await client.chooseConsent({ body: choice }));
    expect(await agrees('ben')).toMatchObject({ allowsMarketing: false });
  });

  it('tells apart who is no member, and who has never come', async () => {
    await bring('O3', '13900003333', 10_000);
    const owner = await http.operator('owner');
    const { items } = must(await owner.customers({ body: { search: '13900003333' } }));
    expect(items).toMatchObject([
      {
        isMember: false,
        joinedAtMs: null,
        tier: null,
        orders: 1,
        spentFen: 10_000,
        layer: 'R4',
        nickname: null,
      },
    ]);
    const page = must(await owner.customer360({ params: { customerId: items[0]?.customerId ?? '' } }));
    expect(page).toMatchObject({ ...items[0], homeStore: null, aliases: [] });
  });

  async function reserve(name: string, points: number): Promise<void> {
    const owner = await http.operator('owner');
    const look = { name: 'cup', description: '', picture: 'bag' } as const;
    const terms = { points, cashFen: 0, stock: 5, audience: 'member', limitEach: 1 } as const;
    const { giftId } = must(await owner.createGift({ body: { ...look, ...terms } }));
    must(await owner.publishGift({ params: { giftId }, body: {} }));
    const { client } = await http.signIn(name);
    must(await client.reserveGift({ body: { giftId, key: 'mine' } }));
  }
});
