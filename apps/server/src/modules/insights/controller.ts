import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { fail, formatDay, layerCodes, ok, parseDay, type Day } from '@liuliang/domain';
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
    const { brand, scope } = await this.placeOf(who, query.channel);
    const [fromDay, toDay] = [parseDay(query.from), parseDay(query.to)];
    if (fromDay === null || toDay === null) return fail({ code: 'DAY_RANGE_INVALID' as const });
    if (scope === null) return fail({ code: 'CHANNEL_UNKNOWN' as const });
    return this.star.report(brand, { fromDay, toDay, scope });
  }

  @Serve(routes.assetsOverTime)
  async assetsOverTime(
    @Who() who: OperatorPrincipal,
    @Input() { query }: InputOf<typeof routes.assetsOverTime>,
  ) {
    const { brand, scope } = await this.placeOf(who, query.channel);
    const [fromDay, toDay] = [parseDay(query.from), parseDay(query.to)];
    if (fromDay === null || toDay === null) return fail({ code: 'DAY_RANGE_INVALID' as const });
    if (scope === null) return fail({ code: 'CHANNEL_UNKNOWN' as const });
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
    const { brand } = await this.placeOf(who, undefined);
    const [fromDay, toDay] = [parseDay(query.from), parseDay(query.to)];
    if (fromDay === null || toDay === null) return fail({ code: 'DAY_RANGE_INVALID' as const });
    return this.assets.byChannel(brand, fromDay, toDay);
  }

  private placeOf(
    who: OperatorPrincipal,
    channel: string | undefined,
  ): Promise<{ brand: Brand; scope: number | null }> {
    return this.db.read(async (reader) => ({
      brand: await this.brands.byId(reader, who.brandId),
      scope: await this.layers.scopeOf(reader, who.brandId, channel),
    }));
  }
}

function pointOf(day: Day, counts: readonly number[], layers: readonly string[]) {
  return {
    day: formatDay(day),
    counts: Object.fromEntries(layers.map((code, layer) => [code, counts[layer] ?? 0])),
  };
}
