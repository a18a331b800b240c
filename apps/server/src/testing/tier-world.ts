import { parseInstant, type AccountRef, type TierScheme, type TierWindow } from '@liuliang/domain';
import { BrandsService, type Brand } from '../modules/brands';
import { customerJoined, CustomersService, MembershipService } from '../modules/members';
import { Ledger, memberPoints, PointsReads, type LedgerPosting } from '../modules/ledger';
import { SchemesService, TiersService } from '../modules/tiers';
import { TiersDueJob } from '../modules/tiers/jobs';
import { insertRows } from '../platform/db/statements';
import { Effects } from '../platform/effects';
import { Outbox } from '../platform/outbox';
import { openTestServer, type TestServer } from './test-server';

const UNREAD = Buffer.alloc(0);

/** `2026-03-10` or `2026-03-10T10:00`, in Shanghai. */
export const at = (text: string): number =>
  parseInstant(text.includes('T') ? `${text}+08:00` : text, 'Asia/Shanghai') ?? NaN;

const level = (zh: string, threshold: number, giftPoints = 0): TierScheme['levels'][number] => ({
  name: { zh, en: zh },
  threshold,
  colour: 'tier-1',
  giftPoints,
  benefits: [],
});

/** Member, Silver at 1,000 with a gift of 50, Gold at 5,000 with 200, Black at 20,000. */
export const goldScheme = (change: Partial<TierScheme> = {}): TierScheme => ({
  basis: 'growth',
  window: { kind: 'rolling', months: 12 } as TierWindow,
  graceDays: 30,
  warningDays: 30,
  refund: { review: 'at_review', unusedGift: 'keep' },
  levels: [level('会员', 0), level('银卡', 1_000, 50), level('金卡', 5_000, 200), level('黑卡', 20_000)],
  ...change,
});

/** A server with brands whose members earn growth, and a clock that is moved by dates. */
export class TierWorld {
  private made = 0;

  private constructor(readonly server: TestServer) {}

  static async open(): Promise<TierWorld> {
    return new TierWorld(await openTestServer(at('2025-01-01')));
  }

  get tiers(): TiersService {
    return this.server.get(TiersService);
  }

  get db(): TestServer['platform']['db'] {
    return this.server.platform.db;
  }

  close(): Promise<void> {
    return this.server.close();
  }

  async brand(scheme: TierScheme | null = goldScheme()): Promise<Brand> {
    const code = `tiers${(this.made += 1)}`;
    const brand = await this.server.get(BrandsService).create({ code, name: code });
    if (!brand) throw new Error('A brand of the story was there already');
    if (scheme) await this.server.get(SchemesService).document.setFirst(brand.id, scheme);
    return brand;
  }

  /** Somebody known to the brand; a member unless `joined` is null. */
  async person(brand: Brand, joined: string | null = '2025-01-01'): Promise<number> {
    const id = this.server.platform.ids.next();
    const joinedAtMs = joined === null ? 0 : at(joined);
    const columns = ['id', 'brand_id', 'nickname', 'mobile', 'joined_at_ms', 'created_at_ms'];
    await this.db.run('test.person', (tx) =>
      insertRows(tx, 'customer', columns, [[id, brand.id, UNREAD, UNREAD, joinedAtMs, joinedAtMs]]),
    );
    return id;
  }

  /** An order's growth, posted as orders do it; the level follows. @returns the number of the order */
  async earn(brand: Brand, customerId: number, when: string, growth: number): Promise<number> {
    const orderId = this.server.platform.ids.next();
    await this.post(brand, customerId, `earn:${orderId}`, 'earn', orderId, when, growth);
    return orderId;
  }

  async refund(
    brand: Brand,
    customerId: number,
    orderId: number,
    when: string,
    growth: number,
  ): Promise<void> {
    const key = `clawback:${this.server.platform.ids.next()}`;
    await this.post(brand, customerId, key, 'clawback', orderId, when, -growth);
  }

  /** Moves the clock to a moment and lets nothing run. */
  goTo(when: string): void {
    this.server.clock.set(at(when));
  }

  /** What the job does, without its lease: stories move the clock back too. */
  async runDue(): Promise<string> {
    return this.server.get(TiersDueJob).run();
  }

  async levelNow(brand: Brand, customerId: number): Promise<number> {
    return this.levelAtMs(brand, customerId, this.server.clock.nowMs());
  }

  async levelAtMs(brand: Brand, customerId: number, atMs: number): Promise<number> {
    const [one] = await this.db.read((reader) =>
      this.tiers.levelsAt(reader, brand.id, [{ customerId, atMs }]),
    );
    return one ?? 0;
  }

  /** What the record says, oldest first: `2026-03-10 upgrade 1>3`. */
  async record(customerId: number): Promise<string[]> {
    const rows = await this.db.read((reader) =>
      reader.query<{ at: number; reason: string; from_level: number; to_level: number }>(
        'SELECT occurred_at_ms AS at, reason, from_level, to_level FROM tier_change WHERE customer_id = ? ORDER BY occurred_at_ms, id',
        [customerId],
      ),
    );
    const dayOf = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);
    return rows.map((row) => `${dayOf(row.at)} ${row.reason} ${row.from_level}>${row.to_level}`);
  }

  /** The templates of the touches that somebody was sent or is to be sent. */
  async touches(customerId: number): Promise<string[]> {
    const rows = await this.db.read((reader) =>
      reader.query<{ template: string }>('SELECT template FROM touch WHERE customer_id = ? ORDER BY id', [
        customerId,
      ]),
    );
    return rows.map((row) => row.template);
  }

  async points(brand: Brand, customerId: number): Promise<number> {
    const balance = await this.db.read((reader) =>
      this.server.get(PointsReads).balanceOf(reader, memberPoints({ brandId: brand.id, customerId })),
    );
    return balance.available;
  }

  async gifts(customerId: number): Promise<string[]> {
    const rows = await this.db.read((reader) =>
      reader.query<{ level: number; points: number; revoked_points: number }>(
        'SELECT level, points, revoked_points FROM tier_gift WHERE customer_id = ? ORDER BY level',
        [customerId],
      ),
    );
    return rows.map(
      (row) => `${row.level}: ${row.points}${row.revoked_points ? ` −${row.revoked_points}` : ''}`,
    );
  }

  /** Takes points out of the account, as spending does. */
  async spend(brand: Brand, customerId: number, points: number): Promise<void> {
    const member: AccountRef = {
      ownerKind: 'member',
      ownerId: customerId,
      asset: 'points',
      bucket: 'available',
    };
    const system: AccountRef = { ownerKind: 'system', ownerId: 0, asset: 'points', bucket: 'adjustment' };
    const posting: LedgerPosting = {
      ...{ key: `spend:${this.server.platform.ids.next()}`, kind: 'adjust', brandId: brand.id },
      ...{ reference: { kind: 'manual', id: '1' }, occurredAtMs: this.server.clock.nowMs(), explanation: {} },
      entries: [
        { account: member, amount: -points },
        { account: system, amount: points },
      ],
    };
    await this.db.run('test.spend', async (tx) => {
      const [posted] = await this.server.get(Ledger).post(tx, [posting]);
      if (!posted?.ok) throw new Error(posted?.error.code);
    });
  }

  /** Joins as the area of members does it, as far as tiers see it. */
  async joinNow(brand: Brand, customerId: number): Promise<void> {
    const joinedAtMs = this.server.clock.nowMs();
    await this.db.run('test.join', async (tx) => {
      await tx.exec('UPDATE customer SET joined_at_ms = ? WHERE id = ?', [joinedAtMs, customerId]);
      this.server.get(Effects).mark(tx, brand.id, customerJoined, [{ customerId }]);
      const payload = { brandId: brand.id, customerId, joinedAtMs };
      await this.server.get(Outbox).add(tx, brand.id, 'members.joined.v1', payload);
    });
    await this.server.drain();
  }

  async erase(brand: Brand, customerId: number): Promise<void> {
    await this.server.get(MembershipService).erase(brand, customerId);
  }

  /** The stored level; null without one. */
  async standing(customerId: number): Promise<number | null> {
    const rows = await this.db.read((reader) =>
      reader.query<{ level: number }>('SELECT level FROM customer_tier WHERE customer_id = ?', [customerId]),
    );
    return rows[0]?.level ?? null;
  }

  private async post(
    brand: Brand,
    customerId: number,
    key: string,
    kind: 'earn' | 'clawback',
    orderId: number,
    when: string,
    growth: number,
  ): Promise<void> {
    const account = (ownerKind: 'member' | 'system', bucket: AccountRef['bucket']): AccountRef => {
      return { ownerKind, ownerId: ownerKind === 'member' ? customerId : 0, asset: 'growth', bucket };
    };
    const posting: LedgerPosting = {
      ...{ key, kind, reference: { kind: 'order', id: String(orderId) }, brandId: brand.id },
      ...{ occurredAtMs: at(when), explanation: {} },
      entries: [
        { account: account('member', 'available'), amount: growth },
        { account: account('system', 'issuance'), amount: -growth },
      ],
    };
    await this.db.run('test.growth', async (tx) => {
      await this.server.get(CustomersService).lock(tx, brand, [customerId]);
      const [posted] = await this.server.get(Ledger).post(tx, [posting]);
      if (!posted?.ok) throw new Error(posted?.error.code);
    });
  }
}
