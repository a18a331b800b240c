import { Injectable } from '@nestjs/common';
import { flowOfLists, packLayers, type Day, type LayerRules } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import { layerLists, layerSnapshots, LIST_MARK, LIST_PART } from './entities';
import { FactsQueries } from './facts.queries';
import type { FactsPeriod, FactsPlace } from './layer-sql';
import { LayersQueries } from './layers.queries';
import { keyOf, type Copy } from './snapshots';

/**
 * Who was in which layer on a day, kept so that a flow between two days need not put every customer together from two
 * rows of facts. As with counts (`Snapshots`), a list is only ever a copy, marked in the same table before anything is
 * read: whoever changes facts of its day deletes the mark, and a list without its mark is nothing (FACTS-5). So those
 * who write facts ask no statement more for it.
 */
@Injectable()
export class LayerLists {
  constructor(
    private readonly db: Database,
    private readonly facts: FactsQueries,
    private readonly layers: LayersQueries,
  ) {}

  /** Customers by their layers on two days, of those in a layer on either; null unless both days are kept. */
  async flow(reader: Reader, { fromDay, toDay, rules, ...place }: FactsPeriod): Promise<number[][] | null> {
    const whose = { scope: place.scope, model: keyOf(rules) };
    const marks = await layerSnapshots.select(
      reader,
      place.brandId,
      { ...whose, layer: LIST_MARK, day: [fromDay, toDay] },
      { columns: ['day', 'customers'], and: ['customers > ?', 0] },
    );
    if (marks.length < new Set([fromDay, toDay]).size) return null;
    const parts = await layerLists.select(
      reader,
      place.brandId,
      { ...whose, day: [fromDay, toDay], filler: marks.map(({ customers }) => customers) },
      { columns: ['day', 'customers'], order: 'day, part' },
    );
    const on = (day: Day): Buffer[] =>
      parts.filter((part) => part.day === day).map(({ customers }) => customers);
    return flowOfLists(on(fromDay), on(toDay), rules.model.layers.length);
  }

  /** Of these days, those whose list is not kept. */
  async missing(place: FactsPlace, days: readonly Day[], rules: LayerRules): Promise<Day[]> {
    const { brandId, scope } = place;
    const asked = { scope, model: keyOf(rules), layer: LIST_MARK, day: days };
    const kept = await this.db.read((reader) =>
      layerSnapshots.select(reader, brandId, asked, { columns: ['day'], and: ['customers > ?', 0] }),
    );
    const there = new Set(kept.map(({ day }) => day));
    return days.filter((day) => !there.has(day));
  }

  /**
   * Keeps the list of a day. Opens its own transactions, short ones, page by page.
   * @returns false when facts of the day changed meanwhile, so that nothing is kept
   */
  async keep(place: FactsPlace, day: Day, rules: LayerRules): Promise<boolean> {
    const filler = await this.mark(place, day, rules);
    return this.claim(place, day, rules, filler, await this.write(place, day, rules, filler));
  }

  /** @returns the number of who is writing the list, having waited for everybody who was changing facts */
  async mark(place: FactsPlace, day: Day, rules: LayerRules): Promise<number> {
    const filler = this.db.nextId();
    await this.db.run('insights.markList', async (tx) => {
      await this.facts.waitForWriters(tx, place.brandId);
      const mark = { ...copyOf(place, rules), day, layer: LIST_MARK, customers: -filler };
      await layerSnapshots.insert(tx, [mark], { upsert: ['customers'] });
    });
    return filler;
  }

  /** @returns of how many parts the list is */
  async write(place: FactsPlace, day: Day, rules: LayerRules, filler: number): Promise<number> {
    let afterId = 0;
    for (let part = 0; ; part += 1) {
      const page = { afterId, limit: LIST_PART };
      const rows = await this.db.read((reader) => this.layers.entries(reader, place, day, rules, page));
      const customers = Buffer.from(packLayers(rows.filter(({ layer }) => layer > 0)));
      const row = { ...copyOf(place, rules), day, filler, part, customers };
      await this.db.run('insights.writeList', (tx) => layerLists.insert(tx, [row]));
      if (rows.length < LIST_PART) return part + 1;
      afterId = rows[rows.length - 1]?.customerId ?? afterId;
    }
  }

  /** From here on the list counts. @returns false when its mark is gone, or parts of it were swept away */
  async claim(
    place: FactsPlace,
    day: Day,
    rules: LayerRules,
    filler: number,
    parts: number,
  ): Promise<boolean> {
    const { brandId, scope, model } = copyOf(place, rules);
    const mark = { scope, model, day, layer: LIST_MARK, customers: -filler };
    return this.db.run('insights.keepList', async (tx) => {
      if ((await layerLists.count(tx, brandId, { scope, model, day, filler })) !== parts) return false;
      return (await layerSnapshots.set(tx, brandId, mark, { customers: filler })) === 1;
    });
  }

  /** Takes lists of a brand away that no mark names, and what is older than `firstDay`. Run it while nothing is kept. */
  async sweep(brandId: number, firstDay: Day): Promise<void> {
    await this.db.run('insights.sweepLists', async (tx) => {
      await layerSnapshots.remove(tx, brandId, { layer: LIST_MARK }, ['day < ?', firstDay]);
      await this.layers.removeStrayLists(tx, brandId);
    });
  }
}

const copyOf = ({ brandId, scope }: FactsPlace, rules: LayerRules): Copy => ({
  brandId,
  scope,
  model: keyOf(rules),
});
