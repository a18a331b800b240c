import { Injectable } from '@nestjs/common';
import type { routes } from '@liuliang/contract';
import type { InputOf, OperatorPrincipal } from '../../platform/http';
import { CustomerListService, type ItemBehind } from './list.service';
import { asBehind } from './behind-query';
import { Database } from '../../platform/db/database';
import { BrandsService } from '../brands';
import type { Item } from './list.service';

interface Step<I> {
  readonly items: readonly I[];
  readonly nextCursor: string | null;
}

/** Walks over customers by id, so that everybody is met once, however the list's own order changes meanwhile. */
@Injectable()
export class CustomerFileWalks {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly list: CustomerListService,
  ) {}

  /** Who passes the filters among the next customers of the brand. */
  everybody(
    who: OperatorPrincipal,
    { cursor, limit, search: _, by: _by, sort: _sort, ...filters }: InputOf<typeof routes.customers>['body'],
  ): Promise<Step<Item>> {
    return this.db.read(async (reader) => {
      const brand = await this.brands.byId(reader, who.brandId);
      const from = { afterId: Number(cursor ?? 0), limit };
      const { items, lastId } = await this.list.step(reader, brand, who, filters, from);
      return { items, nextCursor: lastId === null ? null : String(lastId) };
    });
  }

  /** The next of those whom a figure counts; nobody counts all of them again for each step. */
  async behind(who: OperatorPrincipal, query: InputOf<typeof routes.customersBehind>['query']) {
    const asked = asBehind(query);
    if (!asked.ok) return asked;
    const after = query.cursor === undefined ? null : { id: Number(query.cursor) };
    const found = await this.list.behind(
      who,
      asked.value,
      { after, limit: query.limit },
      { isCounted: false },
    );
    if (!found.ok) return found;
    const { items, next } = found.value;
    return { items, nextCursor: next && String(next.id) } satisfies Step<ItemBehind>;
  }
}
