import { Injectable } from '@nestjs/common';
import { WHOLE_BRAND, type Day } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import { sweepJob } from '../../platform/jobs';
import { BrandsService, type Brand } from '../brands';
import type { FactsPlace } from './layer-sql';
import { LayerLists } from './layer-lists';
import { LayersService } from './layers.service';
import { rulesOf } from './rules';

const MINUTE_MS = 60_000;

/** Days back that every list is there for, written again after late facts: what reports look at from day to day. */
const KEPT_DAYS = 35;
/** Older ones stay until late facts take them away, and no longer than this. */
const DAYS_MAX = 100;

export const lists = sweepJob({
  name: 'insights.lists',
  everyMs: 60 * MINUTE_MS,
  leaseMs: 60 * MINUTE_MS,
});

/** Keeps lists of layers of the finished days that are compared most, of the brand and of each channel. */
@Injectable()
export class LayerListsJob {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly layers: LayersService,
    private readonly lists: LayerLists,
  ) {}

  async keepAll(): Promise<string> {
    let [kept, changed] = [0, 0];
    for (const brand of await this.brands.all()) {
      const today = this.layers.today(brand);
      await this.lists.sweep(brand.id, today - DAYS_MAX);
      for (const { place, day } of await this.missing(brand, today)) {
        if (await this.lists.keep(place, day, rulesOf(brand))) kept += 1;
        else changed += 1;
      }
    }
    return changed === 0 ? `${kept} kept` : `${kept} kept, ${changed} changed meanwhile`;
  }

  /** The newest day first: it is asked for most. */
  private async missing(brand: Brand, today: Day): Promise<{ place: FactsPlace; day: Day }[]> {
    const channels = await this.db.read((reader) => this.brands.channels(reader, brand.id));
    const days = Array.from({ length: KEPT_DAYS }, (_, back) => today - 1 - back);
    const found: { place: FactsPlace; day: Day }[] = [];
    for (const scope of [WHOLE_BRAND, ...channels.values()]) {
      const place = { brandId: brand.id, scope };
      for (const day of await this.lists.missing(place, days, rulesOf(brand))) found.push({ place, day });
    }
    return found.sort((a, b) => b.day - a.day);
  }
}
