import { Injectable } from '@nestjs/common';
import {
  fail,
  layerCodes,
  NO_PURCHASES,
  ok,
  starReport,
  type Day,
  type LayerRules,
  type Result,
  type StarReport,
} from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import type { Brand } from '../brands';
import { LayersService } from './layers.service';
import { rulesOf } from './rules';
import { StarQueries } from './star.queries';

export interface StarPeriod {
  readonly fromDay: Day;
  readonly toDay: Day;
  /** 0: the whole brand; otherwise a channel's number. */
  readonly scope: number;
  /** The brand's own unless given. */
  readonly rules?: LayerRules;
}

/** STAR of a brand or a channel between two days (HANDBOOK 5). */
@Injectable()
export class StarService {
  constructor(
    private readonly db: Database,
    private readonly layers: LayersService,
    private readonly queries: StarQueries,
  ) {}

  /** Refuses with DAY_RANGE_INVALID unless the first day lies before the last. */
  async report(brand: Brand, period: StarPeriod): Promise<Result<StarReport, { code: 'DAY_RANGE_INVALID' }>> {
    if (period.fromDay >= period.toDay) return fail({ code: 'DAY_RANGE_INVALID' });
    const asked = { rules: rulesOf(brand), ...period, brandId: brand.id };
    const codes = layerCodes(asked.rules.model);
    // Flow and purchases must be of one moment, or a buyer could be missing from the layer that they bought in.
    return this.db.readAtOnce(async (reader) => {
      const flow = await this.layers.flow(reader, asked);
      const rows = await this.queries.purchases(reader, asked);
      const purchases = codes.map((_, layer) => rows.find((row) => row.layer === layer) ?? NO_PURCHASES);
      return ok(starReport({ codes, flow, purchases }));
    });
  }
}
