import { Injectable } from '@nestjs/common';
import {
  assetsOf,
  dayOf,
  groupedBy,
  layerCodes,
  layerOn,
  layerSteps,
  leastOf,
  NONE,
  statesOf,
  WHOLE_BRAND,
  type CustomerState,
  type Day,
  type LayerRules,
  type LayerStep,
} from '@liuliang/domain';
import type { Reader } from '../../platform/db/statements';
import { Database } from '../../platform/db/database';
import { BrandsService, type Brand } from '../brands';
import { customerDays } from './entities';
import { KNOWN } from './facts.queries';
import type { FactsPeriod, FactsPlace } from './layer-sql';
import { HistoryQueries } from './history.queries';
import { LayerLists } from './layer-lists';
import { LayersQueries } from './layers.queries';
import { readingOf, rulesOf } from './rules';
import { countsOf, Snapshots } from './snapshots';

/**
 * Reads layers from the facts: on any day, by any model and windows. Layers are numbers here, 0 being `none`;
 * `layerCodes(model)` of the domain names them.
 */
@Injectable()
export class LayersService {
  constructor(
    private readonly db: Database,
    private readonly queries: LayersQueries,
    private readonly histories: HistoryQueries,
    private readonly snapshots: Snapshots,
    private readonly lists: LayerLists,
    private readonly brands: BrandsService,
  ) {}

  /** Customers by layer number on a day, `none` first: every customer of the brand is in exactly one. */
  async counts(reader: Reader, place: FactsPlace, day: Day, rules: LayerRules): Promise<number[]> {
    const counts = countsOf(await this.queries.counts(reader, place, day, rules), rules);
    return withNone(counts, await this.queries.customers(reader, place.brandId));
  }

  /** F: customers by layer number on the first day (rows) and on the last (columns). Days in ascending order. */
  async flow(reader: Reader, period: FactsPeriod): Promise<number[][]> {
    const flow = (await this.lists.flow(reader, period)) ?? (await this.countedFlow(reader, period));
    // Whoever has no row in force on either day, or no layer on both, is in none on both.
    const known = await this.queries.customers(reader, period.brandId);
    const [none = []] = flow;
    none[0] = 0;
    none[0] = known - flow.flat().reduce((sum, customers) => sum + customers, 0);
    return flow;
  }

  private async countedFlow(reader: Reader, period: FactsPeriod): Promise<number[][]> {
    const size = period.rules.model.layers.length + 1;
    const flow = Array.from({ length: size }, () => new Array<number>(size).fill(0));
    for (const { fromLayer, toLayer, customers } of await this.queries.flow(reader, period)) {
      const row = flow[fromLayer];
      if (row) row[toLayer] = (row[toLayer] ?? 0) + customers;
    }
    return flow;
  }

  /**
   * Counts on several days by the brand's own rules, `none` first. Finished days come from the kept copy. Opens its
   * own transactions, so it is never called inside one.
   */
  async series(brand: Brand, scope: number, days: readonly Day[]): Promise<Map<Day, number[]>> {
    const [place, rules] = [{ brandId: brand.id, scope }, rulesOf(brand)];
    const today = this.today(brand);
    const counts = await this.snapshots.countsOn(
      place,
      days.filter((day) => day < today),
      rules,
    );
    for (const day of days) {
      if (day >= today) counts.set(day, await this.snapshots.count(place, day, rules));
    }
    const known = await this.db.read((reader) => this.queries.customers(reader, brand.id));
    return new Map(days.map((day) => [day, withNone(counts.get(day) ?? [], known)]));
  }

  /** One customer's layers over time in the whole brand, oldest first, up to today. */
  async steps(reader: Reader, brand: Brand, customerId: number): Promise<LayerStep[]> {
    const whose = { scope: WHOLE_BRAND, customerId };
    const states = await customerDays.select(reader, brand.id, whose, {
      columns: ['day', ...KNOWN],
      order: 'day',
    });
    return layerSteps(states, rulesOf(brand), this.today(brand));
  }

  /** Layer codes of customers on a day in the whole brand; whoever is not in the map is in none. */
  async layersOf(
    reader: Reader,
    brand: Pick<Brand, 'id' | 'config'>,
    customerIds: readonly number[],
    day: Day,
  ): Promise<Map<number, string>> {
    const [place, rules] = [{ brandId: brand.id, scope: WHOLE_BRAND }, rulesOf(brand)];
    const codes = layerCodes(rules.model);
    const rows = await this.queries.layersOf(reader, place, customerIds, day, rules);
    return new Map(rows.map(({ customerId, layer }) => [customerId, codes[layer] ?? NONE]));
  }

  /** Layer codes of customers on days of their own in the whole brand, in one statement; `none` where they have none. */
  async layersOn(
    reader: Reader,
    brand: Pick<Brand, 'id' | 'config'>,
    questions: readonly { readonly customerId: number; readonly day: Day }[],
  ): Promise<string[]> {
    if (questions.length === 0) return [];
    const customerId = [...new Set(questions.map((one) => one.customerId))];
    const firstDay = leastOf(questions.map(({ day }) => day));
    const states = await customerDays.select(
      reader,
      brand.id,
      { scope: WHOLE_BRAND, customerId },
      { columns: ['customerId', 'day', ...KNOWN], and: ['next_day > ?', firstDay] },
    );
    const byCustomer = groupedBy(states, (state) => state.customerId);
    return questions.map(({ customerId, day }) => layerIn(brand, byCustomer.get(customerId) ?? [], day));
  }

  /**
   * As `layersOn`, of persons who are not whom they were then: their history is folded from what is filed under them, as
   * far as it goes.
   */
  async layersThen(
    reader: Reader,
    brand: Pick<Brand, 'id' | 'config' | 'timeZone'>,
    questions: readonly { readonly family: readonly number[]; readonly day: Day }[],
  ): Promise<string[]> {
    if (questions.length === 0) return [];
    const persons = new Map(questions.map(({ family }) => [family.join(), family]));
    const folded = new Map<string, CustomerState[]>();
    for (const [key, family] of persons) folded.set(key, await this.folded(reader, brand, family));
    return questions.map(({ family, day }) => layerIn(brand, folded.get(family.join()) ?? [], day));
  }

  private async folded(
    reader: Reader,
    brand: Pick<Brand, 'config' | 'timeZone'>,
    family: readonly number[],
  ): Promise<CustomerState[]> {
    return statesOf(readingOf(brand), family, {
      events: await this.histories.events(reader, family),
      orders: await this.histories.orders(reader, family),
      refunds: await this.histories.refunds(reader, family),
    });
  }

  /** The scope of a channel's code, the whole brand without one, or null for a channel that the brand has not. */
  async scopeOf(reader: Reader, brandId: number, channel: string | undefined): Promise<number | null> {
    if (channel === undefined) return WHOLE_BRAND;
    return (await this.brands.channels(reader, brandId)).get(channel) ?? null;
  }

  /** Customers of the brand, aliases left out. */
  customers(reader: Reader, brandId: number): Promise<number> {
    return this.queries.customers(reader, brandId);
  }

  /** The brand's local day now. */
  today(brand: Pick<Brand, 'timeZone'>): Day {
    return dayOf(this.db.nowMs(), brand.timeZone);
  }
}

function layerIn(brand: Pick<Brand, 'config'>, states: readonly CustomerState[], day: Day): string {
  const { model, windows } = rulesOf(brand);
  const state = states.find((one) => one.day <= day && day < one.nextDay);
  return state ? (layerCodes(model)[layerOn(state, day, model, windows)] ?? NONE) : NONE;
}

function withNone(counts: readonly number[], customers: number): number[] {
  return [customers - assetsOf(counts), ...counts.slice(1)];
}
