import { Injectable } from '@nestjs/common';
import type { Day } from '@liuliang/domain';
import type { Reader } from '../../platform/db/statements';
import type { Brand } from '../brands';
import { keysetOf, pageOf } from './cursor';
import { CrowdQueries, type CrowdFilter, type CrowdMember } from './crowd.queries';
import { rulesOf } from './rules';

export interface CrowdPage {
  readonly items: CrowdMember[];
  readonly nextCursor: string | null;
  readonly total: number;
}

/** The customers behind a figure: every number of the STAR dashboard opens them. */
@Injectable()
export class CrowdService {
  constructor(private readonly queries: CrowdQueries) {}

  /** One page by descending id, and how many there are in all. Layers by the brand's own rules. */
  async page(
    reader: Reader,
    brand: Brand,
    period: { readonly fromDay: Day; readonly toDay: Day; readonly scope: number },
    filter: CrowdFilter,
    cursor: string | undefined,
    limit: number,
  ): Promise<CrowdPage> {
    const { fromDay, toDay, scope } = period;
    const crowd = { place: { brandId: brand.id, scope }, fromDay, toDay, rules: rulesOf(brand), filter };
    const [belowId = Number.MAX_SAFE_INTEGER] = keysetOf(cursor, 1) ?? [];
    const rows = await this.queries.page(reader, crowd, belowId, limit + 1);
    const page = pageOf(rows, limit, (row) => [row.customerId]);
    return { ...page, total: await this.queries.count(reader, crowd) };
  }
}
