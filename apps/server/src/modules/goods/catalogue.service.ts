import { Injectable } from '@nestjs/common';
import { dayOf, fail, groupedBy, ok, type Result } from '@liuliang/domain';
import { actorOf } from '../../platform/actor';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import { pageOf, type ById, type OperatorPrincipal, type Page, type PageAsk } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { AuditLog } from '../audit';
import { BrandsService, type Brand } from '../brands';
import { LayersService } from '../insights';
import { items, type ItemRow } from './entities';
import { buyersIn } from './figures.queries';
import type { GoodsPeriod } from './period';
import {
  boughtWith,
  itemBuyers,
  itemById,
  itemFigures,
  itemsPage,
  unlistedCodes,
  type ItemFilter,
  type ListedItem,
} from './items.queries';

type Unknown = { readonly code: 'ITEM_UNKNOWN' };

/** What buyers of an item bought besides, as many as a page shows. */
const BESIDES = 10;
/** Codes that nobody knows, as many as a page shows. */
const UNLISTED_SHOWN = 100;

/** The catalogue as operators read it. */
@Injectable()
export class CatalogueService {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly layers: LayersService,
    private readonly audit: AuditLog,
    private readonly publicIds: PublicIds,
  ) {}

  page(brandId: number, filter: ItemFilter, page: PageAsk<ById>): Promise<Page<ListedItem, ById>> {
    return this.db.read(async (reader) =>
      pageOf(await itemsPage(reader, brandId, filter, page), page.limit, ({ id }) => ({ id })),
    );
  }

  /** An item with what it came to in a period. */
  async item(brandId: number, id: number, period: GoodsPeriod) {
    return this.db.read(async (reader) => {
      const item = await itemById(reader, brandId, id);
      if (!item) return fail({ code: 'ITEM_UNKNOWN' as const });
      const brand = await this.brands.byId(reader, brandId);
      const figures = await itemFigures(reader, brandId, item.code, period);
      const { buyers } = await buyersIn(reader, brandId, period);
      const besides = await boughtWith(reader, brandId, item.code, period, BESIDES);
      const layers = await this.layersOf(reader, brand, item, period);
      return ok({ item, figures, allBuyers: buyers, besides, layers });
    });
  }

  /** What was sold stays sold: a retired item is one that nobody sells any more. The same state again changes nothing. */
  setState(by: OperatorPrincipal, id: number, state: ItemRow['state']): Promise<Result<ListedItem, Unknown>> {
    return this.db.run('goods.state', async (tx): Promise<Result<ListedItem, Unknown>> => {
      const row = await items.one(tx, by.brandId, { id }, { lock: 'update' });
      if (!row) return fail({ code: 'ITEM_UNKNOWN' });
      if (row.state !== state) {
        await items.set(tx, by.brandId, { id }, { state, changedAtMs: tx.nowMs() });
        const subject = this.publicIds.encode('itm', id);
        const action = state === 'retired' ? 'goods.retired' : 'goods.reinstated';
        await this.audit.record(tx, { brandId: by.brandId, actor: actorOf(by), action, subject, detail: {} });
      }
      const item = await itemById(tx, by.brandId, id);
      return item ? ok(item) : fail({ code: 'ITEM_UNKNOWN' });
    });
  }

  /** Codes that orders name and the catalogue does not have. */
  unlisted(brandId: number) {
    return this.db.read((reader) => unlistedCodes(reader, brandId, UNLISTED_SHOWN));
  }

  /** Buyers of an item by the layer that they are in today. */
  private async layersOf(reader: Reader, brand: Brand, { code }: ItemRow, period: GoodsPeriod) {
    const buyers = await itemBuyers(reader, brand.id, code, period);
    const today = dayOf(reader.nowMs(), brand.timeZone);
    const layers = await this.layers.layersOf(reader, brand, buyers, today);
    const byLayer = groupedBy(buyers, (id) => layers.get(id) ?? 'none');
    return [...byLayer].map(([layer, own]) => ({ layer, buyers: own.length })).sort(byName);
  }
}

const byName = (a: { readonly layer: string }, b: { readonly layer: string }): number =>
  b.layer.localeCompare(a.layer);
