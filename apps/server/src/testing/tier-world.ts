import {
  parseInstant,
  plainRules,
  type EarningRules,
  type TierScheme,
  type TierWindow,
} from '@liuliang/domain';
import { BrandsService, type Brand } from '../modules/brands';
import { EarningVersions } from '../modules/earning';
import type { RawBatch } from '../modules/imports';
import { LedgerJobs } from '../modules/ledger/jobs';
import { AuditService } from '../modules/ledger-audit';
import { memberPoints, PointsReads } from '../modules/ledger';
import { ErasureService } from '../modules/members';
import { SchemesService, TiersService } from '../modules/tiers';
import { TiersDueJob } from '../modules/tiers/jobs';
import { bringPerson, join, mustBring } from './doors';
import { orderRow, refundRow } from './ingest-world';
import { openTestServer, type TestServer } from './test-server';

/** `2026-03-10` or `2026-03-10T10:00`, in Shanghai. */
export const at = (text: string): number =>
  parseInstant(text.includes('T') ? `${text}+08:00` : text, 'Asia/Shanghai') ?? NaN;

/** As a row says it. */
const instant = (text: string): string => new Date(at(text)).toISOString();

const FEN_PER_GROWTH = 100;
/** Orders earn growth alone, so that points are those of the gifts. */
export const growthRules: EarningRules = {
  ...plainRules({ points: 0, perFen: 100 }),
  growth: { points: 1, perFen: FEN_PER_GROWTH },
};

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
  private readonly cards = new Map<number, string>();

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

  async brand(scheme: TierScheme | null = goldScheme(), rules: EarningRules = growthRules): Promise<Brand> {
    const code = `tiers${(this.made += 1)}`;
    const brand = await this.server.get(BrandsService).create({ code, name: code });
    if (!brand) throw new Error('A brand of the story was there already');
    await this.server.get(EarningVersions).document.setFirst(brand.id, rules);
    if (scheme) await this.server.get(SchemesService).document.setFirst(brand.id, scheme);
    return brand;
  }

  /** Somebody known to the brand; a member unless `joined` is null. */
  async person(brand: Brand, joined: string | null = '2025-01-01'): Promise<number> {
    const card = `P${(this.made += 1)}`;
    const joinedAtMs = joined === null ? null : at(joined);
    const id = await bringPerson(this.server, brand, { kind: 'pos_card', value: card }, joinedAtMs);
    this.cards.set(id, card);
    return id;
  }

  /** An order that earns growth; the level follows. @returns the number of the order */
  async earn(brand: Brand, customerId: number, when: string, growth: number): Promise<string> {
    const number = `O${(this.made += 1)}`;
    const card = this.cards.get(customerId) ?? '';
    const row = orderRow(number, card, { paid_at: instant(when), amount_fen: growth * FEN_PER_GROWTH });
    await mustBring(this.server, brand, { orders: [row] });
    return number;
  }

  async refund(brand: Brand, order: string, when: string, growth: number): Promise<void> {
    const row = { refunded_at: instant(when), amount_fen: growth * FEN_PER_GROWTH };
    await mustBring(this.server, brand, { refunds: [refundRow(`R${(this.made += 1)}`, order, row)] });
  }

  /** Brings rows of a person as they come, in one batch. */
  async bring(brand: Brand, batch: Partial<RawBatch>): Promise<void> {
    await mustBring(this.server, brand, batch);
  }

  /** The card of a person. */
  cardOf(customerId: number): string {
    return this.cards.get(customerId) ?? '';
  }

  /** The faults that the audit finds in a brand: none, unless something is wrong. */
  async faults(brand: Brand): Promise<string[]> {
    const { checks } = await this.server.get(AuditService).run(brand.id);
    return checks.flatMap(({ id, faults }) => faults.map((fault) => `${id} ${fault}`));
  }

  /** Moves the clock to a moment and lets nothing run. */
  goTo(when: string): void {
    this.server.clock.set(at(when));
  }

  /** What the job does, without its lease: stories move the clock back too. */
  async runDue(): Promise<string> {
    return this.server.get(TiersDueJob).run();
  }

  /** Posts what came due of points that nobody touched. */
  async settleDue(): Promise<string> {
    return this.server.get(LedgerJobs).settleDue();
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

  /** Joins now, as somebody whom the brand knew as a guest. */
  async joinNow(brand: Brand, customerId: number): Promise<void> {
    await join(this.server, brand, customerId);
    await this.server.drain();
  }

  async erase(brand: Brand, customerId: number): Promise<void> {
    await this.server.get(ErasureService).erase(brand, customerId);
  }

  /** The stored level; null without one. */
  async standing(customerId: number): Promise<number | null> {
    const rows = await this.db.read((reader) =>
      reader.query<{ level: number }>('SELECT level FROM customer_tier WHERE customer_id = ?', [customerId]),
    );
    return rows[0]?.level ?? null;
  }
}
