import {
  DAY_MS,
  plainRules,
  type Asset,
  type EarningRules,
  type OwnerKind,
  type PointsBalance,
} from '@liuliang/domain';
import { BrandsService, type Brand } from '../modules/brands';
import { StaffService } from '../modules/guides';
import type { RawBatch, RawRow } from '../modules/imports';
import { AuditService } from '../modules/ledger-audit';
import { PointsReads } from '../modules/ledger';
import { CustomersService, identityKey } from '../modules/members';
import { bringRows, publishRules } from './doors';
import { eventRow, orderRow, refundRow } from './ingest-world';
import { openTestServer, type TestServer } from './test-server';

export const BASE_RULES: EarningRules = plainRules({ points: 1, perFen: 100 });

/** Rules of a programme that has everything that does not depend on who the member is. */
export const dualRules = (change: Partial<EarningRules> = {}): EarningRules => ({
  ...BASE_RULES,
  growth: { points: 1, perFen: 100 },
  guide: { kind: 'share', permille: 500 },
  ...change,
});

/** A server with brands whose rules, orders and refunds are told in a line each, at the moment of the clock. */
export class EarningWorld {
  private made = 0;

  private constructor(readonly server: TestServer) {}

  static async open(): Promise<EarningWorld> {
    return new EarningWorld(await openTestServer());
  }

  get db(): TestServer['platform']['db'] {
    return this.server.platform.db;
  }

  get nowMs(): number {
    return this.server.clock.nowMs();
  }

  close(): Promise<void> {
    return this.server.close();
  }

  passes(days: number): void {
    this.server.clock.pass(days * DAY_MS);
  }

  async brand(rules: EarningRules | null = null): Promise<Brand> {
    const code = `earning${(this.made += 1)}`;
    const brand = await this.server.get(BrandsService).create({ code, name: code });
    if (!brand) throw new Error('A brand of the story was there already');
    if (rules) await this.publish(brand, rules);
    return brand;
  }

  /** Publishes rules from now on. @returns the number of the version */
  publish(brand: Brand, rules: EarningRules, startsAtMs: number | null = null): Promise<number> {
    return publishRules(this.server, brand, rules, startsAtMs);
  }

  /** An order of this moment: 100 yuan in store S1 under guide G1, unless told otherwise. */
  async order(brand: Brand, id: string, person: string, more: RawRow = {}): Promise<string> {
    const row = orderRow(id, person, { paid_at: this.nowText(), ...more });
    return (await this.bring(brand, { orders: [row] })).orders[0] as string;
  }

  async refund(
    brand: Brand,
    id: string,
    orderId: string,
    amountFen: number,
    more: RawRow = {},
  ): Promise<string> {
    const row = refundRow(id, orderId, { refunded_at: this.nowText(), amount_fen: amountFen, ...more });
    return (await this.bring(brand, { refunds: [row] })).refunds[0] as string;
  }

  async event(brand: Brand, id: string, person: string, type: string): Promise<string> {
    const row = eventRow(id, person, { type, occurred_at: this.nowText() });
    return (await this.bring(brand, { events: [row] })).events[0] as string;
  }

  bring(brand: Brand, batch: Partial<RawBatch>) {
    return bringRows(this.server, brand, batch);
  }

  nowText(): string {
    return new Date(this.nowMs).toISOString();
  }

  /** Who a card belongs to. */
  async customer(brand: Brand, person: string): Promise<number> {
    const identity = { kind: 'pos_card', value: person } as const;
    return this.db.run('test.customer', async (tx) => {
      const found = await this.server.get(CustomersService).identify(tx, brand, [identity], this.nowMs);
      const id = found.get(identityKey(identity)) ?? [...found.values()][0];
      if (id === undefined) throw new Error('Nobody has that card');
      return id;
    });
  }

  async guide(brand: Brand, code: string): Promise<number> {
    const found = (await this.server.get(StaffService).all(brand.id)).find(
      (one) => one.code.toString() === code,
    );
    if (!found) throw new Error(`There is no guide ${code}`);
    return found.id;
  }

  async points(brand: Brand, person: string): Promise<PointsBalance> {
    return this.balance(brand, 'member', await this.customer(brand, person), 'points');
  }

  async guidePoints(brand: Brand, code: string): Promise<PointsBalance> {
    return this.balance(brand, 'guide', await this.guide(brand, code), 'guide_points');
  }

  /** As `guidePoints`, also before anybody has named the guide. */
  async guidePointsOrNone(brand: Brand, code: string): Promise<{ available: number }> {
    const known = (await this.server.get(StaffService).all(brand.id)).some(
      (one) => one.code.toString() === code,
    );
    return known ? this.guidePoints(brand, code) : { available: 0 };
  }

  async growth(brand: Brand, person: string): Promise<number> {
    const ownerId = await this.customer(brand, person);
    const sql =
      "SELECT balance FROM ledger_account WHERE brand_id = ? AND owner_kind = 'member' AND owner_id = ? AND asset = 'growth'";
    const rows = await this.db.read((reader) => reader.query<{ balance: number }>(sql, [brand.id, ownerId]));
    return rows[0]?.balance ?? 0;
  }

  /** What an account of a funder holds. */
  async funder(brand: Brand, kind: string, asset: Asset, bucket: string): Promise<number> {
    const sql =
      'SELECT CAST(COALESCE(SUM(balance), 0) AS SIGNED) AS n FROM ledger_account WHERE brand_id = ? AND owner_kind = ? AND asset = ? AND bucket = ?';
    const rows = await this.db.read((reader) =>
      reader.query<{ n: number }>(sql, [brand.id, kind, asset, bucket]),
    );
    return rows[0]?.n ?? 0;
  }

  /** The faults that the audit finds in a brand: none, unless something is wrong. */
  async faults(brand: Brand): Promise<string[]> {
    const { checks } = await this.server.get(AuditService).run(brand.id);
    return checks.flatMap(({ id, faults }) => faults.map((fault) => `${id} ${fault}`));
  }

  private balance(brand: Brand, ownerKind: OwnerKind, ownerId: number, asset: Asset): Promise<PointsBalance> {
    const holder = { brandId: brand.id, ownerKind, ownerId, asset };
    return this.db.read((reader) => this.server.get(PointsReads).balanceOf(reader, holder));
  }
}

/** A line of an order: `['shoe', 9999]`. */
export const lines = (...parts: (readonly [item: string, amountFen: number])[]): RawRow => ({
  amount_fen: parts.reduce((sum, [, fen]) => sum + fen, 0),
  lines: parts.map(([item, amount_fen]) => ({ item, quantity: 1, amount_fen })),
});

/** A refund of lines by number: `[1, 500]`. */
export const ofLines = (...parts: (readonly [line: number, amountFen: number])[]): RawRow => ({
  lines: parts.map(([line, amount_fen]) => ({ line, amount_fen })),
});
