import { Injectable } from '@nestjs/common';
import type { Day } from '@liuliang/domain';
import type { Reader } from '../../platform/db/statements';
import { pageOf, type ById, type Page, type PageAsk } from '../../platform/http';
import type { Brand } from '../brands';
import { SegmentQueries, type SegmentFilter, type SegmentMember } from './segment.queries';
import { rulesOf } from './rules';

/** The customers behind a figure: every number of the STAR dashboard opens them. */
@Injectable()
export class SegmentService {
  constructor(private readonly queries: SegmentQueries) {}

  /** One page by descending id, and how many there are in all if they are to be counted. Layers by the brand's own rules. */
  async page(
    reader: Reader,
    brand: Brand,
    period: { readonly fromDay: Day; readonly toDay: Day; readonly scope: number },
    filter: SegmentFilter,
    { after, limit }: PageAsk<ById>,
    isCounted = true,
  ): Promise<Page<SegmentMember, ById> & { readonly total: number }> {
    const segment = { ...period, brandId: brand.id, rules: rulesOf(brand), filter };
    const rows = await this.queries.page(reader, segment, after?.id ?? Number.MAX_SAFE_INTEGER, limit + 1);
    const page = pageOf(rows, limit, (row) => ({ id: row.customerId }));
    return { ...page, total: isCounted ? await this.queries.count(reader, segment) : 0 };
  }
}
