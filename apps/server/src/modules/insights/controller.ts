import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { fail, formatDay, layerCodes, ok, parseDay, type Day, type Result } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import { Input, Serve, Who, type InputOf, type OperatorPrincipal } from '../../platform/http';
import { BrandsService, type Brand } from '../brands';
import { AssetsService } from './assets.service';
import { LayersService } from './layers.service';
import { rulesOf } from './rules';
import { StarService } from './star.service';

/** The figures of the brand: `/operator/insights`. */
@Controller()
export class InsightsController {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly layers: LayersService,
    private readonly star: StarService,
    private readonly assets: AssetsService,
  ) {}

  @Serve(routes.starReport)
  async starReport(@Who() who: OperatorPrincipal, @Input() { query }: InputOf<typeof routes.starReport>) {
    const asked = await this.askedOf(who, query);
    return asked.ok ? this.star.report(asked.value.brand, asked.value) : asked;
  }

  @Serve(routes.assetsOverTime)
  async assetsOverTime(
    @Who() who: OperatorPrincipal,
    @Input() { query }: InputOf<typeof routes.assetsOverTime>,
  ) {
    const asked = await this.askedOf(who, query);
    if (!asked.ok) return asked;
    const { brand, scope, fromDay, toDay } = asked.value;
    const points = await this.assets.overTime(brand, scope, fromDay, toDay, query.stepDays);
    if (!points.ok) return points;
    const layers = layerCodes(rulesOf(brand).model);
    return ok({ layers, points: points.value.map(({ day, counts }) => pointOf(day, counts, layers)) });
  }

  @Serve(routes.channelAssets)
  async channelAssets(
    @Who() who: OperatorPrincipal,
    @Input() { query }: InputOf<typeof routes.channelAssets>,
  ) {
    const days = daysOf(query);
    if (!days) return fail({ code: 'DAY_RANGE_INVALID' as const });
    const brand = await this.db.read((reader) => this.brands.byId(reader, who.brandId));
    return this.assets.byChannel(brand, days.fromDay, days.toDay);
  }

  /** The brand and the scope that a figure is asked of, and between which days. */
  private async askedOf(
    who: OperatorPrincipal,
    query: { from: string; to: string; channel?: string | undefined },
  ): Promise<Result<Asked, { code: 'DAY_RANGE_INVALID' | 'CHANNEL_UNKNOWN' }>> {
    const days = daysOf(query);
    if (!days) return fail({ code: 'DAY_RANGE_INVALID' });
    return this.db.read(async (reader) => {
      const scope = await this.layers.scopeOf(reader, who.brandId, query.channel);
      if (scope === null) return fail({ code: 'CHANNEL_UNKNOWN' });
      return ok({ ...days, scope, brand: await this.brands.byId(reader, who.brandId) });
    });
  }
}

interface Days {
  readonly fromDay: Day;
  readonly toDay: Day;
}

interface Asked extends Days {
  readonly brand: Brand;
  readonly scope: number;
}

function daysOf({ from, to }: { from: string; to: string }): Days | null {
  const [fromDay, toDay] = [parseDay(from), parseDay(to)];
  return fromDay === null || toDay === null ? null : { fromDay, toDay };
}

function pointOf(day: Day, counts: readonly number[], layers: readonly string[]) {
  return {
    day: formatDay(day),
    counts: Object.fromEntries(layers.map((code, layer) => [code, counts[layer] ?? 0])),
  };
}
