import { Injectable } from '@nestjs/common';
import {
  BackTestTotals,
  NONE,
  planCounted,
  UsageBook,
  type RulesVersion,
  type TriedOrder,
} from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import type { Brand } from '../brands';
import { LayersService } from '../insights';
import { CustomersService } from '../members';
import { TiersService } from '../tiers';
import { BackTestsQueries, type BackTestRow, type PastOrder } from './back-tests.queries';
import { OrderContexts, type JudgedOrder } from './contexts';
import { OrderLedgerQueries } from './order-ledger.queries';

/** Orders per read: some tens of milliseconds, so that nobody waits behind it. */
const PAGE = 1_000;

/** Goes through past orders as rules would have rewarded them. Reads page by page and holds nothing open. */
@Injectable()
export class BackTestRuns {
  constructor(
    private readonly db: Database,
    private readonly queries: BackTestsQueries,
    private readonly contexts: OrderContexts,
    private readonly ledger: OrderLedgerQueries,
    private readonly customers: CustomersService,
    private readonly layers: LayersService,
    private readonly tiers: TiersService,
  ) {}

  /** @param report is told how many orders are done, after each page */
  async tally(
    brand: Brand,
    { fromDay, toDay }: BackTestRow,
    version: RulesVersion,
    report: (ordersDone: number) => Promise<void>,
  ): Promise<BackTestTotals> {
    const tally = new BackTestTotals();
    const book = new UsageBook([], version.rules.budget ? [{ version, used: 0 }] : []);
    const days = await this.db.read((reader) => this.queries.ordersPerDay(reader, brand.id, fromDay, toDay));
    let done = 0;
    for (const { day } of days) {
      book.nextDay();
      let after: Pick<PastOrder, 'paidAtMs' | 'orderId'> | undefined = { paidAtMs: 0, orderId: 0 };
      while (after) {
        const from: Pick<PastOrder, 'paidAtMs' | 'orderId'> = after;
        const orders = await this.db.read(async (reader) => {
          const page = await this.queries.ordersOfDay(reader, brand.id, day, from, PAGE);
          for (const one of await this.tryPage(reader, brand, version, book, page)) tally.add(one);
          return page;
        });
        done += orders.length;
        await report(done);
        after = orders.length < PAGE ? undefined : orders.at(-1);
      }
    }
    return tally;
  }

  private async tryPage(
    reader: Reader,
    brand: Brand,
    version: RulesVersion,
    book: UsageBook,
    orders: readonly PastOrder[],
  ): Promise<TriedOrder[]> {
    const judged = await this.judge(reader, brand, version, orders);
    const groups = await this.groupsOf(reader, brand, judged);
    const ids = orders.map(({ orderId }) => orderId);
    const posted = await this.ledger.earningsOf(reader, brand.id, ids);
    return judged.map((one, i) => {
      const { points, guidePoints, growth } = planCounted(book, one, brand.timeZone).plan;
      const awards = (posted.get(one.order.orderId) ?? []).flatMap((earning) => earning.awards);
      const postedOf = (asset: string): number =>
        awards.reduce((sum, award) => sum + (award.asset === asset ? award.points : 0), 0);
      return {
        customerId: one.customerId,
        ...(groups[i] ?? { tier: 0, layer: NONE }),
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
    const buyers = orders.map(({ customerId }) => customerId);
    const people = await this.customers.people(reader, brand, buyers);
    const ids = orders.map(({ orderId }) => orderId);
    const lines = await this.queries.linesOf(reader, ids);
    const asked = orders.map((order) => {
      const person = people.get(order.customerId);
      if (!person) throw new Error('An order names a customer of another brand');
      const { customerId, family } = person;
      const whose = { customerId, family, filedUnder: customerId, mergedAtMs: 0 };
      return { order: { ...order, ...whose, lines: lines.get(order.orderId) ?? [] }, version };
    });
    return this.contexts.judge(reader, brand, asked);
  }

  /** Tier and layer of each order of a day as they were, whether the rules ask for them or not. */
  private async groupsOf(reader: Reader, brand: Brand, judged: readonly JudgedOrder[]) {
    const asked = judged.map(({ order, customerId }) => ({ customerId, atMs: order.paidAtMs - 1 }));
    const levels = await this.tiers.levelsAt(reader, brand.id, asked);
    const ids = [...new Set(judged.map(({ customerId }) => customerId))];
    const layers = await this.layers.layersOf(reader, brand, ids, (judged[0]?.day ?? 0) - 1);
    return judged.map(({ customerId }, i) => ({
      tier: levels[i] ?? 0,
      layer: layers.get(customerId) ?? NONE,
    }));
  }
}
