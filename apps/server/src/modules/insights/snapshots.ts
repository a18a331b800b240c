import { Injectable } from '@nestjs/common';
import type { Day, LayerRules } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import type { Tx } from '../../platform/db/statements';
import { layerSnapshots } from './entities';
import { FactsQueries } from './facts.queries';
import type { FactsPlace } from './layer-sql';
import { LayersQueries } from './layers.queries';

/** Customers by layer number on one day; layer 0 is left at 0, because `none` depends on how many are known today. */
export type AssetCounts = number[];

/** Layers of a place by one reading of its facts: `model` is the layer model and its windows. */
export interface Copy extends FactsPlace {
  readonly model: string;
}

/**
 * Layer counts of finished days, kept so that a chart over years costs one read. They are only ever a copy: filled on
 * demand and dropped from a day on by whoever changes facts of that day (FACTS-5).
 *
 * A fill must not keep counts that a transaction under way is about to change. So it first marks its days, having
 * waited for every such transaction; whoever changes facts later deletes the marks, and a fill whose mark is gone
 * keeps nothing.
 */
@Injectable()
export class Snapshots {
  constructor(
    private readonly db: Database,
    private readonly facts: FactsQueries,
    private readonly layers: LayersQueries,
  ) {}

  /** Counts on finished days, from the copy or counted now. Opens its own transactions. */
  async countsOn(place: FactsPlace, days: readonly Day[], rules: LayerRules): Promise<Map<Day, AssetCounts>> {
    const copy = { ...place, model: keyOf(rules) };
    const found = await this.kept(copy, days, rules);
    const missing = days.filter((day) => !found.has(day));
    if (missing.length === 0) return found;
    const filler = this.db.nextId();
    await this.db.run('insights.markSnapshots', async (tx) => {
      await this.facts.waitForWriters(tx, place.brandId);
      await this.mark(tx, copy, missing, filler);
    });
    for (const day of missing) {
      const counts = await this.count(place, day, rules);
      await this.keep(copy, day, counts, filler);
      found.set(day, counts);
    }
    return found;
  }

  /** Counts on a day from the facts themselves. */
  async count(place: FactsPlace, day: Day, rules: LayerRules): Promise<AssetCounts> {
    const rows = await this.db.read((reader) => this.layers.counts(reader, place, day, rules));
    return countsOf(rows, rules);
  }

  async mark(tx: Tx, copy: Copy, days: readonly Day[], filler: number): Promise<void> {
    const marks = days.map((day) => ({ ...copy, day, layer: 0, customers: -filler }));
    await layerSnapshots.insert(tx, marks, { upsert: ['customers'] });
  }

  /** @returns false when the mark is gone: facts changed meanwhile, or somebody else is filling the day. */
  async claim(tx: Tx, { brandId, scope, model }: Copy, day: Day, filler: number): Promise<boolean> {
    const mark = { scope, model, day, layer: 0, customers: -filler };
    return (await layerSnapshots.set(tx, brandId, mark, { customers: 0 })) === 1;
  }

  private async kept(
    { brandId, scope, model }: Copy,
    days: readonly Day[],
    rules: LayerRules,
  ): Promise<Map<Day, AssetCounts>> {
    const rows = await this.db.read((reader) =>
      layerSnapshots.select(reader, brandId, { scope, model, day: days }),
    );
    const filled = rows.filter((row) => row.layer === 0 && row.customers === 0).map((row) => row.day);
    const byDay = new Map(filled.map((day) => [day, countsOf([], rules)]));
    for (const { day, layer, customers } of rows) {
      const counts = byDay.get(day);
      if (counts && layer > 0) counts[layer] = customers;
    }
    return byDay;
  }

  private async keep(copy: Copy, day: Day, counts: AssetCounts, filler: number): Promise<void> {
    await this.db.run('insights.keepSnapshot', async (tx) => {
      if (!(await this.claim(tx, copy, day, filler))) return;
      const rows = counts.map((customers, layer) => ({ ...copy, day, layer, customers })).slice(1);
      await layerSnapshots.insert(tx, rows, { upsert: ['customers'] });
    });
  }
}

export function countsOf(
  rows: readonly { layer: number; customers: number }[],
  { model }: LayerRules,
): AssetCounts {
  const counts = new Array<number>(model.layers.length + 1).fill(0);
  for (const { layer, customers } of rows) if (layer > 0) counts[layer] = customers;
  return counts;
}

/** Other windows are another reading of the same facts, and are kept beside it. */
export function keyOf({ model, windows }: LayerRules): string {
  return `${model.code}/${windows.interaction}/${windows.purchase}`;
}
