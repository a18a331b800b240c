import { Injectable } from '@nestjs/common';
import { fail, NONE, ok, parseDay, type Day, type EarningRules, type Result } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import { isDatabaseUnavailable } from '../../platform/db/retryable';
import type { Reader } from '../../platform/db/statements';
import type { Tried as TriedRules, TriedRefusal } from '../../platform/documents';
import { Jobs } from '../../platform/jobs';
import { BrandsService, type Brand } from '../brands';
import { LayersService } from '../insights';
import { CustomersService } from '../members';
import { TiersService } from '../tiers';
import { BackTestsQueries, type BackTestRow, type PastOrder } from './back-tests.queries';
import { OrderContexts, type JudgedOrder } from './contexts';
import { backTest, LEASE_MS } from './jobs';
import { OrderLedgerQueries } from './order-ledger.queries';
import { planCounted } from './planning';
import { BackTestTotals, type Tried } from './back-test-totals';

import { UsageBook } from './usage-book';
import { EarningVersions, type RulesVersion } from './versions';

export type BackTestRefusal =
  TriedRefusal | { readonly code: 'DAY_RANGE_INVALID' } | { readonly code: 'BACK_TEST_RUNNING' };

/** Orders per read: some tens of milliseconds, so that nobody waits behind it. */
const PAGE = 1_000;
/** A year and a leap day. */
const DAYS_MAX = 366;
const SHOWN = 20;

/**
 * What rules would have cost over past orders, by the plan of real orders, customer for customer and in the order in
 * which things happened. Reads page by page and holds nothing open; refunds and events are not part of it.
 */
@Injectable()
export class BackTestsService {
  constructor(
    private readonly db: Database,
    private readonly queries: BackTestsQueries,
    private readonly versions: EarningVersions,
    private readonly contexts: OrderContexts,
    private readonly ledger: OrderLedgerQueries,
    private readonly brands: BrandsService,
    private readonly customers: CustomersService,
    private readonly layers: LayersService,
    private readonly tiers: TiersService,
    private readonly jobs: Jobs,
  ) {}

  /** Order of checks: the rules, the days, one at a time. It runs in the background. */
  async start(
    author: { readonly brandId: number; readonly operatorId: number },
    of: TriedRules<EarningRules>,
    days: { readonly fromDay: string; readonly toDay: string },
  ): Promise<Result<BackTestRow, BackTestRefusal>> {
    const started = await this.db.run(
      'earning.startBackTest',
      async (tx): Promise<Result<BackTestRow, BackTestRefusal>> => {
        const brand = await this.brands.byId(tx, author.brandId);
        const tried = await this.versions.document.tried(tx, brand.id, of);
        if (!tried.ok) return tried;
        const [fromDay, toDay] = [parseDay(days.fromDay), parseDay(days.toDay)];
        if (fromDay === null || toDay === null || toDay < fromDay || toDay - fromDay >= DAYS_MAX) {
          return fail({ code: 'DAY_RANGE_INVALID' });
        }
        const nowMs = this.db.nowMs();
        const [last] = await this.queries.latest(tx, brand.id, 1);
        if (last?.state === 'running') return fail({ code: 'BACK_TEST_RUNNING' });
        const perDay = await this.queries.ordersPerDay(tx, brand.id, fromDay, toDay);
        const row: BackTestRow = {
          id: this.db.nextId(),
          brandId: brand.id,
          ruleVersion: tried.value.version,
          rules: JSON.stringify(tried.value.content),
          fromDay,
          toDay,
          orders: perDay.reduce((sum, { orders }) => sum + orders, 0),
          ordersDone: 0,
          state: 'running',
          result: '',
          startedBy: author.operatorId,
          startedAtMs: nowMs,
          finishedAtMs: 0,
          leaseUntilMs: 0,
        };
        await this.queries.add(tx, row);
        return ok(row);
      },
    );
    if (started.ok) await this.jobs.hint(backTest, null);
    return started;
  }

  async byId(
    brandId: number,
    id: number,
  ): Promise<Result<BackTestRow, { readonly code: 'BACK_TEST_UNKNOWN' }>> {
    const row = await this.db.read((reader) => this.queries.byId(reader, brandId, id));
    return row ? ok(row) : fail({ code: 'BACK_TEST_UNKNOWN' });
  }

  async latest(brandId: number): Promise<BackTestRow[]> {
    return this.db.read((reader) => this.queries.latest(reader, brandId, SHOWN));
  }

  /** Runs everything that waits. @returns a line for the page of jobs */
  async runDue(): Promise<string> {
    for (let done = 0; ; done += 1) {
      const row = await this.db.run('earning.claimBackTest', (tx) => {
        const nowMs = this.db.nowMs();
        return this.queries.claim(tx, nowMs, nowMs + LEASE_MS);
      });
      if (!row) return `${done} tried`;
      await this.runOne(row);
    }
  }

  private async runOne(row: BackTestRow): Promise<void> {
    try {
      const brand = await this.db.read((reader) => this.brands.byId(reader, row.brandId));
      await this.end(row, 'finish', JSON.stringify((await this.tally(brand, row)).result(brand)));
    } catch (error) {
      // The database will be back, and the lease lapses by itself. Anything else would fail for ever.
      if (!isDatabaseUnavailable(error)) await this.end(row, 'fail', '');
      throw error;
    }
  }

  private async end(row: BackTestRow, move: 'finish' | 'fail', result: string): Promise<void> {
    await this.db.run('earning.finishBackTest', (tx) =>
      this.queries.states.move(tx, row, move, { result, finishedAtMs: this.db.nowMs() }),
    );
  }

  private async tally(brand: Brand, row: BackTestRow): Promise<BackTestTotals> {
    const rules = JSON.parse(row.rules) as EarningRules;
    const version: RulesVersion = { version: row.ruleVersion, startsAtMs: 0, rules };
    const [tally, book] = [new BackTestTotals(), UsageBook.imagined(version)];
    const days = await this.db.read((reader) =>
      this.queries.ordersPerDay(reader, brand.id, row.fromDay, row.toDay),
    );
    let done = 0;
    for (const { day } of days) {
      book.nextDay();
      let after: { paidAtMs: number; orderId: number } | null = { paidAtMs: 0, orderId: 0 };
      while (after) {
        const from: { paidAtMs: number; orderId: number } = after;
        const page = await this.db.read(async (reader) => {
          const orders = await this.queries.ordersOfDay(reader, brand.id, day, from, PAGE);
          return { orders, tried: await this.tryPage(reader, brand, version, book, day, orders) };
        });
        page.tried.forEach((one) => tally.add(one));
        done += page.orders.length;
        await this.report(row, done);
        after = page.orders.length < PAGE ? null : (page.orders[page.orders.length - 1] ?? null);
      }
    }
    return tally;
  }

  private async report(row: BackTestRow, done: number): Promise<void> {
    await this.db.run('earning.backTestProgress', (tx) =>
      this.queries.progress(tx, row, done, this.db.nowMs() + LEASE_MS),
    );
  }

  private async tryPage(
    reader: Reader,
    brand: Brand,
    version: RulesVersion,
    book: UsageBook,
    day: Day,
    orders: readonly PastOrder[],
  ): Promise<Tried[]> {
    const judged = await this.judge(reader, brand, version, orders);
    const groups = await this.groupsOf(reader, brand, day, judged);
    const posted = await this.ledger.earningsOf(
      reader,
      brand.id,
      orders.map(({ orderId }) => orderId),
    );
    return judged.map((one, i) => {
      const counted = { ...one, customerId: one.order.customerId, day };
      const { points, guidePoints, growth } = planCounted(brand, book, counted).plan;
      const awards = (posted.get(one.order.orderId) ?? []).flatMap((earning) => earning.awards);
      const postedOf = (asset: string): number =>
        awards.reduce((sum, award) => sum + (award.asset === asset ? award.points : 0), 0);
      return {
        customerId: one.order.customerId,
        ...(groups[i] ?? { tier: 0, layer: 'none' }),
        points,
        guidePoints,
        growth,
        postedPoints: postedOf('points'),
        postedGuidePoints: postedOf('guide_points'),
      };
    });
  }

  private async judge(
    reader: Reader,
    brand: Brand,
    version: RulesVersion,
    orders: readonly PastOrder[],
  ): Promise<JudgedOrder[]> {
    const keptOf = await this.customers.canonical(
      reader,
      brand,
      orders.map(({ customerId }) => customerId),
    );
    const families = await this.customers.families(reader, brand, keptOf.values());
    const lines = await this.queries.linesOf(
      reader,
      orders.map(({ orderId }) => orderId),
    );
    const asked = orders.map((order) => {
      const customerId = keptOf.get(order.customerId) ?? order.customerId;
      const family = families.get(customerId) ?? [customerId];
      return { order: { ...order, customerId, family, lines: lines.get(order.orderId) ?? [] }, version };
    });
    return this.contexts.judge(reader, brand, asked);
  }

  /** Tier and layer of each order as they were, whether the rules ask for them or not. */
  private async groupsOf(
    reader: Reader,
    brand: Brand,
    day: Day,
    judged: readonly JudgedOrder[],
  ): Promise<{ tier: number; layer: string }[]> {
    const levels = await this.tiers.levelsAt(
      reader,
      brand.id,
      judged.map(({ order }) => ({ customerId: order.customerId, atMs: order.paidAtMs - 1 })),
    );
    const ids = [...new Set(judged.map(({ order }) => order.customerId))];
    const layers = await this.layers.layersOf(reader, brand, ids, day - 1);
    return judged.map(({ order }, i) => ({
      tier: levels[i] ?? 0,
      layer: layers.get(order.customerId) ?? NONE,
    }));
  }
}
