import { Injectable } from '@nestjs/common';
import {
  groupedBy,
  isInBirthday,
  NO_CONTEXT,
  NONE,
  type CountedOrder,
  type EarningRules,
  type RulesVersion,
} from '@liuliang/domain';
import type { Reader } from '../../platform/db/statements';
import { BindingsService } from '../bindings';
import { BrandsService, GuideDirectory, type Brand, type KnownGuide } from '../brands';
import { LayersService } from '../insights';
import { BirthdaysService } from '../members';
import type { PaidOrder } from '../orders';
import { TiersService } from '../tiers';

/** An order with everything that its version of the rules asks. */
export interface JudgedOrder extends CountedOrder {
  readonly order: PaidOrder;
  /** Who is rewarded for it: the order's own guide, else the customer's at the instant of payment. */
  readonly guide: Pick<KnownGuide, 'id' | 'customerId'> | null;
  /** Where it was earned: the order's store, else the guide's; 0: online. */
  readonly storeId: number;
}

interface Asked {
  readonly order: PaidOrder;
  readonly version: RulesVersion;
}

interface Asking extends Asked {
  readonly i: number;
}

/** Finds out what rules ask of orders, and asks for nothing that they do not use: an import is as fast as its rules. */
@Injectable()
export class OrderContexts {
  constructor(
    private readonly guides: GuideDirectory,
    private readonly brands: BrandsService,
    private readonly layers: LayersService,
    private readonly tiers: TiersService,
    private readonly birthdays: BirthdaysService,
    private readonly bindings: BindingsService,
  ) {}

  async judge(reader: Reader, brand: Brand, asked: readonly Asked[]): Promise<JudgedOrder[]> {
    const tiers = await this.tiersOf(reader, brand, asked);
    const layers = await this.layersOf(reader, brand, asked);
    const judged = await this.judgeApart(reader, brand, asked);
    if (tiers.size === 0 && layers.size === 0) return judged;
    return judged.map((one, i) => ({
      ...one,
      context: { ...one.context, tier: tiers.get(i) ?? 0, layer: layers.get(i) ?? '' },
    }));
  }

  /** As `judge`, as far as it does not matter what came before: without tier and layer. */
  async judgeApart(reader: Reader, brand: Brand, asked: readonly Asked[]): Promise<JudgedOrder[]> {
    const birthdays = await this.birthdaysOf(reader, brand, asked);
    const guides = await this.guidesOf(reader, brand, asked);
    const codes = await this.codesFor(reader, brand, asked);
    return asked.map(({ order, version }, i) => {
      const guide = guides.get(i) ?? null;
      const context = {
        ...NO_CONTEXT,
        isBirthday: birthdays.has(i),
        channel: version.rules.multipliers.channel.length > 0 ? codes.channel(order.channel) : '',
        store: version.rules.multipliers.store.length > 0 ? codes.store(order.storeId) : '',
      };
      return {
        order,
        version,
        // Caps are counted for whom it is filed under, and postings name them.
        customerId: order.filedUnder,
        day: order.paidDay,
        context,
        guide: guide?.row ?? null,
        storeId: order.storeId || (guide?.storeId ?? 0),
      };
    });
  }

  /** The level just before: an order does not raise what it earns itself. */
  private async tiersOf(reader: Reader, brand: Brand, asked: readonly Asked[]): Promise<Map<number, number>> {
    const at = asking(asked, ({ multipliers }) => multipliers.tier.length > 0);
    const questions = at.map(({ order }) => ({ customerId: order.customerId, atMs: order.paidAtMs - 1 }));
    const levels = await this.tiers.levelsAt(reader, brand.id, questions);
    return new Map(at.map(({ i }, n) => [i, levels[n] ?? 0]));
  }

  /** Of the day before: a day's layer is only known when it is over, and an order would raise its own. */
  private async layersOf(
    reader: Reader,
    brand: Brand,
    asked: readonly Asked[],
  ): Promise<Map<number, string>> {
    const at = asking(asked, ({ multipliers }) => multipliers.layer.length > 0);
    const found = new Map<number, string>();
    for (const [day, own] of groupedBy(at, ({ order }) => order.paidDay)) {
      const ids = [...new Set(own.map(({ order }) => order.customerId))];
      const layers = await this.layers.layersOf(reader, brand, ids, day - 1);
      for (const { i, order } of own) found.set(i, layers.get(order.customerId) ?? NONE);
    }
    return found;
  }

  private async birthdaysOf(reader: Reader, brand: Brand, asked: readonly Asked[]): Promise<Set<number>> {
    const at = asking(asked, ({ multipliers }) => multipliers.birthday !== null);
    if (at.length === 0) return new Set();
    const families = at.map(({ order }) => order.family);
    const birthdays = await this.birthdays.ofFamilies(reader, brand.id, families);
    const celebrated = at.filter(({ order, version }, n) => {
      const [birthday, rule] = [birthdays[n], version.rules.multipliers.birthday];
      return birthday && rule && isInBirthday(birthday, order.paidDay, rule.window);
    });
    return new Set(celebrated.map(({ i }) => i));
  }

  private async guidesOf(
    reader: Reader,
    brand: Brand,
    asked: readonly Asked[],
  ): Promise<Map<number, { row: KnownGuide; storeId: number }>> {
    const at = asking(asked, ({ guide }) => guide !== null);
    const unnamed = at.filter(({ order }) => order.guideId === 0);
    const questions = unnamed.map(({ order }) => ({ family: order.family, atMs: order.paidAtMs }));
    const bound = await this.bindings.guidesAt(reader, brand.id, questions);
    const boundAt = new Map(unnamed.map(({ i }, n) => [i, bound[n] ?? null]));
    const idOf = ({ i, order }: Asking): number => order.guideId || (boundAt.get(i)?.guideId ?? 0);
    const ids = [...new Set(at.map(idOf))].filter((id) => id !== 0);
    const rows = new Map((await this.guides.byIds(reader, brand.id, ids)).map((row) => [row.id, row]));
    const found = new Map<number, { row: KnownGuide; storeId: number }>();
    for (const one of at) {
      const row = rows.get(idOf(one));
      // Who has left is not rewarded for what was paid afterwards, even if the till still prints the code.
      if (!row || (row.leftAtMs !== 0 && row.leftAtMs <= one.order.paidAtMs)) continue;
      found.set(one.i, { row, storeId: boundAt.get(one.i)?.storeId ?? row.storeId });
    }
    return found;
  }

  private async codesFor(reader: Reader, brand: Brand, asked: readonly Asked[]) {
    const all = asked.map(({ version }) => version.rules.multipliers);
    const channels = all.some(({ channel }) => channel.length > 0)
      ? new Map([...(await this.brands.channels(reader, brand.id))].map(([code, number]) => [number, code]))
      : NO_CODES;
    const stores = all.some(({ store }) => store.length > 0)
      ? new Map([...(await this.brands.stores(reader, brand.id))].map(([code, { id }]) => [id, code]))
      : NO_CODES;
    return {
      channel: (number: number): string => channels.get(number) ?? '',
      store: (id: number): string => stores.get(id) ?? '',
    };
  }
}

const NO_CODES: ReadonlyMap<number, string> = new Map();

/** Orders whose rules use something, each with its place among all. */
const asking = (asked: readonly Asked[], uses: (rules: EarningRules) => boolean): Asking[] =>
  asked.flatMap((one, i) => (uses(one.version.rules) ? [{ ...one, i }] : []));
