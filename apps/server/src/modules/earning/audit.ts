import { Injectable } from '@nestjs/common';
import { faultOfOrder, groupedBy, type AuditedRules, type OrderStory } from '@liuliang/domain';
import type { AuditFindings } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import { BrandsService, type Brand } from '../brands';
import { OrderAuditQueries } from './audit.queries';
import { EarningVersions } from './versions';

const ORDERS_AT_ONCE = 1000;

/** Proves the points of orders from the rows, as part of the ledger's audit. */
@Injectable()
export class OrderAudit {
  constructor(
    private readonly db: Database,
    private readonly queries: OrderAuditQueries,
    private readonly brands: BrandsService,
    private readonly versions: EarningVersions,
  ) {}

  /** Every order has exactly its earning, and its refunds took exactly what they made undue. */
  async check(brandId: number | null, found: AuditFindings): Promise<void> {
    const rules = new Map<number, AuditedRules>();
    for (const brand of await this.brands.all()) rules.set(brand.id, await this.rulesOf(brand));
    for (let after = 0; ;) {
      const page = await this.readPage(brandId, after);
      for (const story of page) {
        const own = rules.get(story.order.brandId);
        const fault = own ? faultOfOrder(story, own) : 'its brand is not there';
        if (fault) found.add(`order ${story.order.id}: ${fault}`);
      }
      found.count(page.length);
      const last = page[page.length - 1];
      if (!last) break;
      after = last.order.id;
    }
    const orphans = await this.db.readApart((reader) => this.queries.orphans(reader, brandId));
    found.addAll(orphans.map(({ id }) => `transaction ${id}: there is no such order`));
  }

  /** Orders with all that belongs to them, as of one instant: a refund under way is seen whole or not at all. */
  private readPage(brandId: number | null, after: number): Promise<OrderStory[]> {
    return this.db.readApartAtOnce(async (reader) => {
      const orders = await this.queries.orders(reader, brandId, after, ORDERS_AT_ONCE);
      const ids = orders.map(({ id }) => id);
      const lines = groupedBy(await this.queries.lines(reader, ids), (line) => line.orderId);
      const postings = groupedBy(await this.queries.postings(reader, ids), (posting) => posting.orderId);
      return orders.map((order) => ({
        order,
        lines: lines.get(order.id) ?? [],
        postings: postings.get(order.id) ?? [],
      }));
    });
  }

  private async rulesOf(brand: Brand): Promise<AuditedRules> {
    const versions = await this.db.readApart((reader) => this.versions.asStored(reader, brand));
    return { zone: brand.timeZone, versions: versions.reverse() };
  }
}
