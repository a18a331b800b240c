import { Injectable } from '@nestjs/common';
import { BULK_MAX } from '@liuliang/contract';
import { Database } from '../../platform/db/database';
import type { Tx } from '../../platform/db/statements';
import type { OperatorPrincipal } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { BrandsService } from '../brands';
import { CustomerListService, type CustomerItem, type ListQuery } from '../customer-admin';
import { BulkDeeds } from './deeds';
import { bulkEntries, type BulkActRow } from './entities';

const STEP = 500;

/** Who is meant by an act: those of the list whom its filters leave, or some of them by id, as the operator may see them. */
@Injectable()
export class BulkPeople {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly list: CustomerListService,
    private readonly deeds: BulkDeeds,
    private readonly publicIds: PublicIds,
  ) {}

  /** Those of chosen people whom the operator may see, by row id. */
  async chosen(who: OperatorPrincipal, customerIds: readonly string[]): Promise<CustomerItem[]> {
    const ids = customerIds.map((id) => this.publicIds.decode('cus', id) ?? 0);
    return this.db.read(async (reader) => {
      const brand = await this.brands.byId(reader, who.brandId);
      return this.list.those(reader, brand, who, ids);
    });
  }

  /** Finds some more. @returns the id behind which it goes on, null at the end */
  async step(act: BulkActRow, who: OperatorPrincipal): Promise<number | null | 'too many'> {
    const filters = (act.asked.filters ?? {}) as ListQuery;
    return this.db.run('bulk.collect', async (tx) => {
      const brand = await this.brands.byId(tx, act.brandId);
      const { items, lastId } = await this.list.step(tx, brand, who, filters, {
        afterId: act.afterId,
        limit: STEP,
      });
      await this.keep(tx, act, items);
      const { brandId, id: actId } = act;
      const found = lastId === null || items.length > 0 ? await bulkEntries.count(tx, brandId, { actId }) : 0;
      return found > BULK_MAX ? 'too many' : lastId;
    });
  }

  /** Writes people down, with why some are left out; whoever is there already stays as they are. */
  async keep(tx: Tx, act: BulkActRow, items: readonly CustomerItem[]): Promise<void> {
    const people = items.map((item) => ({ ...item, id: this.publicIds.decode('cus', item.customerId) ?? 0 }));
    if (people.length === 0) return;
    const leftOut = await this.deeds.leftOut(tx, act, people);
    const { id: actId, brandId } = act;
    const rows = people.map(({ id: customerId }) => {
      const reason = leftOut.get(customerId);
      const state = reason === undefined ? ('planned' as const) : ('left_out' as const);
      return { actId, customerId, brandId, state, reason: reason ?? ('' as const) };
    });
    await bulkEntries.insert(tx, rows, { ignore: true });
  }
}
