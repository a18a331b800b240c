import type { Client } from '@liuliang/contract/client';
import type { Identity } from '@liuliang/domain';
import { between } from '../../testing/between';
import { allConsents } from '../../testing/doors';
import { openGuide } from '../../testing/guide';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';
import { AuditService } from '../ledger-audit';
import { CustomersService, MergesService } from '../members';

/** Somebody signed in who is about to become the alias of an older card. */
interface Somebody {
  readonly client: Client;
  /** As the guard finds them before the merge. */
  readonly id: number;
  /** The older card, who is kept. */
  readonly keptId: number;
  merge(): Promise<void>;
}

/** A request that was let in before a merge and writes after it: what it writes is the kept customer's. */
describe('a merge between the guard and the transaction', () => {
  let http: TestHttp;
  let owner: Client;
  let guide: Client;
  let made = 0;

  beforeAll(async () => {
    http = await openTestHttp();
    guide = await openGuide(http);
    owner = await http.operator('owner');
    const settings = must(await owner.spendingSettings());
    const transfers = { ...settings.transfers, enabled: true };
    must(await owner.changeSpendingSettings({ body: { ...settings, transfers } }));
  });
  afterEach(async () => {
    const { checks } = await http.get(AuditService).run(http.brand.id);
    expect(checks.flatMap(({ faults }) => faults)).toEqual([]);
  });
  afterAll(() => http.close());

  const idOf = (publicId = ''): number => http.platform.publicIds.decode('cus', publicId) ?? 0;
  const publicIdOf = (id: number): string => http.platform.publicIds.encode('cus', id);
  const rows = <T>(sql: string, id: number): Promise<T[]> =>
    http.platform.db.read((reader) => reader.query<T>(sql, [id]));
  const give = async (ownerId: string, points: number) => {
    const body = { key: `give-${(made += 1)}`, ownerId, asset: 'points', points, reason: '开业礼' } as const;
    must(await owner.requestAdjustment({ body }));
  };

  async function gift(points: number): Promise<string> {
    const look = { name: `gift ${(made += 1)}`, description: '', picture: 'bag' } as const;
    const terms = { points, cashFen: 0, stock: 5, audience: 'member', limitEach: 1 } as const;
    const { giftId } = must(await owner.createGift({ body: { ...look, ...terms } }));
    must(await owner.publishGift({ params: { giftId }, body: {} }));
    return giftId;
  }

  /** 300 points on the older card, 100 on the own. */
  async function somebody(isMember = true): Promise<Somebody> {
    const name = `person${(made += 1)}`;
    const proof: Identity = { kind: 'mobile', value: `+8613900${String(100_000 + made)}` };
    const customers = http.get(CustomersService);
    const keptId = await http.platform.db.run('test.card', async (tx) => {
      const found = await customers.identify(tx, http.brand, [proof], http.clock.nowMs());
      return [...found.values()][0] as number;
    });
    http.clock.pass(1);
    const session = isMember ? null : await http.signIn(name);
    const joined = session ? null : await http.join(name);
    const id = idOf(session?.customerId ?? joined?.home.member?.customerId);
    await give(publicIdOf(keptId), 300);
    if (isMember) await give(publicIdOf(id), 100);
    const merge = async () => {
      const merged = await http.platform.db.run('test.merge', (tx) =>
        http.get(MergesService).merge(tx, http.brand, id, keptId, { ...proof, isVerified: true }),
      );
      expect(merged).toMatchObject({ outcome: 'merged', keptId, aliasId: id });
    };
    return { client: (session ?? joined)?.client as Client, id, keptId, merge };
  }
  const request = <T>(who: Somebody, transaction: string, send: () => Promise<T>): Promise<T> =>
    between(http.platform.db, transaction, who.merge, send);

  it('a gift order is the kept customer’s, and is paid from the points of both', async () => {
    const who = await somebody();
    const giftId = await gift(350);
    const body = { key: 'g', giftId };
    const order = must(await request(who, 'gifts.reserve', () => who.client.reserveGift({ body })));
    expect(await rows('SELECT owner_id AS id FROM gift_order WHERE owner_id = ?', who.keptId)).toHaveLength(
      1,
    );
    expect(await rows('SELECT owner_id AS id FROM gift_order WHERE owner_id = ?', who.id)).toEqual([]);
    expect(must(await who.client.pointsOverview())).toMatchObject({ available: 50, held: 350 });
    expect(must(await who.client.reserveGift({ body })).orderId).toBe(order.orderId);
    const params = { orderId: order.orderId };
    must(await who.client.cancelGiftOrder({ params, body: {} }));
    expect(must(await who.client.pointsOverview())).toMatchObject({ available: 400, held: 0 });
  });

  it('a gift order of before is cancelled by whoever the customer is now', async () => {
    const who = await somebody();
    const giftId = await gift(80);
    const { orderId } = must(await who.client.reserveGift({ body: { key: 'g', giftId } }));
    const cancelled = await request(who, 'gifts.cancel', () =>
      who.client.cancelGiftOrder({ params: { orderId }, body: {} }),
    );
    expect(must(cancelled).state).toBe('cancelled');
    expect(must(await who.client.pointsOverview())).toMatchObject({ available: 400, held: 0 });
  });

  it('points that are sent leave the kept customer, whose transfer shows its code', async () => {
    const who = await somebody();
    const body = { key: 't', points: 350 };
    const sent = must(await request(who, 'transfers.send', () => who.client.sendPoints({ body })));
    expect(sent).toMatchObject({
      direction: 'sent',
      claimCode: expect.stringMatching(/^[2-9A-HJKMNP-Z]{8}$/) as string,
    });
    const sql = 'SELECT from_customer_id AS id FROM points_transfer WHERE from_customer_id = ?';
    expect(await rows(sql, who.keptId)).toHaveLength(1);
    expect(must(await who.client.myTransfers({ query: {} })).items).toMatchObject([{ direction: 'sent' }]);
    expect(must(await who.client.pointsOverview())).toMatchObject({ available: 50, held: 350 });
  });

  it('points that are accepted arrive at the kept customer', async () => {
    const [who, friend] = [await somebody(), await somebody()];
    const sent = must(await friend.client.sendPoints({ body: { key: 't', points: 100 } }));
    const code = sent.claimCode ?? '';
    const accepted = await request(who, 'transfers.accept', () =>
      who.client.acceptTransfer({ body: { code } }),
    );
    expect(must(accepted)).toMatchObject({ direction: 'received', state: 'accepted' });
    expect(must(await who.client.pointsOverview()).available).toBe(500);
    const sql = 'SELECT to_customer_id AS id FROM points_transfer WHERE to_customer_id = ?';
    expect(await rows(sql, who.keptId)).toHaveLength(1);
  });

  it('points that an operator gives to the alias arrive at the kept customer', async () => {
    const who = await somebody();
    await request(who, 'adjustments.request', () => give(publicIdOf(who.id), 25));
    expect(must(await who.client.pointsOverview()).available).toBe(425);
  });

  it('a birthday is the kept customer’s, and rests a year', async () => {
    const who = await somebody();
    const body = { calendar: 'lunar', month: 8, day: 15 } as const;
    must(await request(who, 'members.setBirthday', () => who.client.setMyBirthday({ body })));
    const sql = 'SELECT customer_id AS id FROM customer_birthday WHERE customer_id = ?';
    expect(await rows(sql, who.keptId)).toHaveLength(1);
    expect(await rows(sql, who.id)).toEqual([]);
    expect(must(await who.client.myBirthday()).birthday).toEqual(body);
    expect(await who.client.setMyBirthday({ body: { ...body, day: 16 } })).toMatchObject({
      code: 'BIRTHDAY_CHANGED_LATELY',
    });
  });

  it('a choice is the kept customer’s, and the answer shows it among those of before', async () => {
    const who = await somebody();
    const marketing = allConsents().find(({ purpose }) => purpose === 'marketing');
    if (!marketing) throw new Error('There is no marketing consent');
    const body = { ...marketing, granted: false };
    const data = must(await request(who, 'membership.choose', () => who.client.chooseConsent({ body })));
    expect(data.customerId).toBe(publicIdOf(who.keptId));
    expect(data.consents.map(({ purpose, granted }) => [purpose, granted]).sort()).toEqual([
      ['marketing', false],
      ['membership', true],
      ['personalisation', true],
    ]);
    expect(await rows('SELECT id FROM consent WHERE customer_id = ?', who.keptId)).toHaveLength(1);
    expect(must(await who.client.myData()).consents).toEqual(data.consents);
  });

  it('joining makes the kept customer a member', async () => {
    const who = await somebody(false);
    const body = { consents: allConsents() };
    const home = must(await request(who, 'membership.join', () => who.client.join({ body })));
    expect(home.member).toMatchObject({ customerId: publicIdOf(who.keptId), pointsAvailable: 300 });
    const sql = 'SELECT id FROM customer WHERE id = ? AND joined_at_ms > 0';
    expect(await rows(sql, who.keptId)).toHaveLength(1);
    expect(await rows(sql, who.id)).toEqual([]);
  });

  it('what a phone tells and a code that a guide scans are of the kept customer', async () => {
    const who = await somebody();
    const event = { eventId: 'e1', type: 'product.viewed', occurredAtMs: http.clock.nowMs() };
    const tracked = await request(who, 'imports.track', () =>
      who.client.trackMyEvents({ body: { events: [event] } }),
    );
    expect(must(tracked)).toMatchObject({ accepted: 1 });
    const sql = "SELECT id FROM event WHERE customer_id = ? AND type = 'product.viewed'";
    expect(await rows(sql, who.keptId)).toHaveLength(1);
    const other = await somebody();
    const { code } = must(await request(other, 'codes.issue', () => other.client.memberCode()));
    const card = must(await guide.scanMemberCode({ body: { code } }));
    expect(card).toMatchObject({ customerId: publicIdOf(other.keptId), pointsAvailable: 400 });
  });

  it('whoever leaves is forgotten under every id', async () => {
    const who = await somebody();
    must(await request(who, 'membership.erase', () => who.client.eraseMe({ body: { confirm: 'ERASE' } })));
    const sql = 'SELECT id FROM customer WHERE id = ? AND erased_at_ms > 0';
    expect(await rows(sql, who.keptId)).toHaveLength(1);
    expect(await rows(sql, who.id)).toHaveLength(1);
    expect(
      await rows('SELECT customer_id AS id FROM customer_identity WHERE customer_id = ?', who.keptId),
    ).toEqual([]);
    expect(await who.client.memberHome()).toMatchObject({ code: 'SESSION_REVOKED' });
  });
});
