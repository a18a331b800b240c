import { Injectable } from '@nestjs/common';
import { assetsOf, fail, ok, type Day, type Result } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import { BrandsService, type Brand } from '../brands';
import { WHOLE_BRAND } from './facts';
import { LayersService } from './layers.service';

/** Points of a chart at most; more would be narrower than a pixel. */
export const POINTS_MAX = 400;

/** Assets of one channel on the two days. */
export interface ChannelAssets {
  readonly channel: string;
  readonly from: number;
  readonly to: number;
  readonly growth: number | null;
}

export interface AssetsByChannel {
  readonly channels: ChannelAssets[];
  readonly brand: { readonly from: number; readonly to: number };
  /** Channel sums less the brand's total: customers that several channels reach are in each of them. */
  readonly overlap: { readonly from: number; readonly to: number };
}

type RangeRefusal = { readonly code: 'DAY_RANGE_INVALID' };

/** Customers by layer over time and by channel. */
@Injectable()
export class AssetsService {
  constructor(
    private readonly db: Database,
    private readonly layers: LayersService,
    private readonly brands: BrandsService,
  ) {}

  /** Counts every `stepDays` days, the last point on `toDay`. Refuses a range backwards or of more than 400 points. */
  async overTime(
    brand: Brand,
    scope: number,
    fromDay: Day,
    toDay: Day,
    stepDays: number,
  ): Promise<Result<{ day: Day; counts: number[] }[], RangeRefusal>> {
    if (fromDay > toDay || Math.floor((toDay - fromDay) / stepDays) >= POINTS_MAX) {
      return fail({ code: 'DAY_RANGE_INVALID' });
    }
    const days: Day[] = [];
    for (let day = toDay; day >= fromDay; day -= stepDays) days.unshift(day);
    const series = await this.layers.series(brand, scope, days);
    return ok(days.map((day) => ({ day, counts: series.get(day) ?? [] })));
  }

  /** The same rule run on each channel's events only (HANDBOOK 5). */
  async byChannel(brand: Brand, fromDay: Day, toDay: Day): Promise<Result<AssetsByChannel, RangeRefusal>> {
    if (fromDay >= toDay) return fail({ code: 'DAY_RANGE_INVALID' });
    const assetsIn = async (scope: number): Promise<{ from: number; to: number }> => {
      const series = await this.layers.series(brand, scope, [fromDay, toDay]);
      return { from: assetsOf(series.get(fromDay) ?? []), to: assetsOf(series.get(toDay) ?? []) };
    };
    const codes = await this.db.read((reader) => this.brands.channels(reader, brand.id));
    const channels: ChannelAssets[] = [];
    for (const [channel, scope] of codes) {
      const { from, to } = await assetsIn(scope);
      channels.push({ channel, from, to, growth: from === 0 ? null : (to - from) / from });
    }
    const total = await assetsIn(WHOLE_BRAND);
    const sum = (side: 'from' | 'to'): number => channels.reduce((all, channel) => all + channel[side], 0);
    return ok({
      channels: channels.filter(({ from, to }) => from > 0 || to > 0),
      brand: total,
      overlap: { from: sum('from') - total.from, to: sum('to') - total.to },
    });
  }
}
