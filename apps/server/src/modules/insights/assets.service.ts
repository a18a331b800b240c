import { Injectable } from '@nestjs/common';
import { assetsOf, fail, growthOf, ok, sum, WHOLE_BRAND, type Day } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import { BrandsService, type Brand } from '../brands';
import { LayersService } from './layers.service';

/** Points of a chart at most; more would be narrower than a pixel. */
const POINTS_MAX = 400;

const backwards = fail({ code: 'DAY_RANGE_INVALID' as const });

/** Customers by layer over time and by channel. */
@Injectable()
export class AssetsService {
  constructor(
    private readonly db: Database,
    private readonly layers: LayersService,
    private readonly brands: BrandsService,
  ) {}

  /** Counts every `stepDays` days, the last point on `toDay`. Refuses a range backwards or of more than 400 points. */
  async overTime(brand: Brand, scope: number, fromDay: Day, toDay: Day, stepDays: number) {
    if (fromDay > toDay || Math.floor((toDay - fromDay) / stepDays) >= POINTS_MAX) return backwards;
    const days: Day[] = [];
    for (let day = toDay; day >= fromDay; day -= stepDays) days.unshift(day);
    const series = await this.layers.series(brand, scope, days);
    return ok(days.map((day) => ({ day, counts: series.get(day) ?? [] })));
  }

  /**
   * The same rule run on each channel's events only (HANDBOOK 5). The overlap is what the channel sums exceed the
   * brand's total by: customers that several channels reach are in each of them.
   */
  async byChannel(brand: Brand, fromDay: Day, toDay: Day) {
    if (fromDay >= toDay) return backwards;
    const assetsIn = async (scope: number) => {
      const series = await this.layers.series(brand, scope, [fromDay, toDay]);
      return growthOf(assetsOf(series.get(fromDay) ?? []), assetsOf(series.get(toDay) ?? []));
    };
    const codes = await this.db.read((reader) => this.brands.channels(reader, brand.id));
    const all = [];
    for (const [channel, scope] of codes) all.push({ channel, ...(await assetsIn(scope)) });
    const { from, to } = await assetsIn(WHOLE_BRAND);
    return ok({
      channels: all.filter((channel) => channel.from > 0 || channel.to > 0),
      brand: { from, to },
      overlap: { from: sum(all.map((one) => one.from)) - from, to: sum(all.map((one) => one.to)) - to },
    });
  }
}
