import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { formatDay, marginOf, ok, rateOf } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import {
  BY_ID,
  Input,
  Lists,
  NEWEST_FIRST,
  Serve,
  Who,
  type InputOf,
  type OperatorPrincipal,
} from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { BrandsService } from '../brands';
import { OpenLines } from '../orders';
import { CatalogueService } from './catalogue.service';
import { GoodsFiguresService } from './figures.service';
import type { ListedItem } from './items.queries';
import { goodsPeriod } from './period';

/** The catalogue, who bought what of it, and lines that are nobody's yet. */
@Controller()
export class GoodsController {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly catalogue: CatalogueService,
    private readonly goods: GoodsFiguresService,
    private readonly openLines: OpenLines,
    private readonly lists: Lists,
    private readonly publicIds: PublicIds,
  ) {}

  @Serve(routes.items)
  items(@Who() who: OperatorPrincipal, @Input() input: InputOf<typeof routes.items>) {
    return this.lists.answer(routes.items, input, BY_ID, async (page) => {
      const { items, next } = await this.catalogue.page(who.brandId, input.query, page);
      return { items: items.map((item) => this.view(item)), next };
    });
  }

  @Serve(routes.goodsFigures)
  async figures(@Who() who: OperatorPrincipal, @Input() { query }: InputOf<typeof routes.goodsFigures>) {
    const period = goodsPeriod(query.from, query.to);
    if (!period.ok) return period;
    const brand = await this.db.read((reader) => this.brands.byId(reader, who.brandId));
    return ok(await this.goods.figures(brand, period.value, query.by, query.depth ?? null));
  }

  @Serve(routes.goodsBoth)
  async both(@Who() who: OperatorPrincipal, @Input() { query }: InputOf<typeof routes.goodsBoth>) {
    const period = goodsPeriod(query.from, query.to);
    if (!period.ok) return period;
    const brand = await this.db.read((reader) => this.brands.byId(reader, who.brandId));
    return ok({ buyers: await this.goods.both(brand, period.value, query.by, [query.one, query.other]) });
  }

  @Serve(routes.item)
  async item(@Who() who: OperatorPrincipal, @Input() { params, query }: InputOf<typeof routes.item>) {
    const period = goodsPeriod(query.from, query.to);
    if (!period.ok) return period;
    const found = await this.catalogue.item(who.brandId, this.idOf(params.itemId), period.value);
    if (!found.ok) return found;
    const { item, figures, allBuyers, besides, layers } = found.value;
    const { buyers, orders, pieces, amountFen } = figures;
    const penetration = rateOf(buyers, allBuyers);
    return ok({
      ...this.view(item),
      figures: { key: item.code.toString(), buyers, penetration, orders, amountFen },
      pieces,
      marginFen: marginOf(amountFen, pieces, item.costFen),
      layers,
      boughtWith: besides.map(({ code, ...rest }) => ({ code: code.toString(), ...rest })),
    });
  }

  @Serve(routes.setItemState)
  async setState(
    @Who() who: OperatorPrincipal,
    @Input() { params, body }: InputOf<typeof routes.setItemState>,
  ) {
    const changed = await this.catalogue.setState(who, this.idOf(params.itemId), body.state);
    return changed.ok ? ok(this.view(changed.value)) : changed;
  }

  @Serve(routes.openLines)
  open(@Who() who: OperatorPrincipal, @Input() input: InputOf<typeof routes.openLines>) {
    return this.lists.answer(routes.openLines, input, NEWEST_FIRST, async (page) => {
      const { items, next } = await this.openLines.page(who.brandId, input.query.state, page);
      const shown = items.map(({ orderId, ...row }) => ({
        ...row,
        orderId: orderId === 0 ? null : this.publicIds.encode('ord', orderId),
      }));
      return { items: shown, next };
    });
  }

  @Serve(routes.unlistedItems)
  async unlisted(@Who() who: OperatorPrincipal) {
    const found = await this.catalogue.unlisted(who.brandId);
    return { items: found.map(({ code, ...rest }) => ({ code: code.toString(), ...rest })) };
  }

  /** 0 for anything that is no id of ours: no row has it. */
  private idOf(text: string): number {
    return this.publicIds.decode('itm', text) ?? 0;
  }

  private view(row: ListedItem) {
    const { id, code, category, launchedOn, name, itemBrand, season, priceFen, costFen } = row;
    return {
      ...{ itemId: this.publicIds.encode('itm', id), code: code.toString(), name },
      ...{ category: category?.toString() ?? '', itemBrand, season, priceFen, costFen },
      launchedOn: launchedOn === null ? null : formatDay(launchedOn),
      ...{ state: row.state, changedAtMs: row.changedAtMs },
    };
  }
}
