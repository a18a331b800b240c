import { Injectable } from '@nestjs/common';
import { badgeOf, dayStartMs, fail, formatDay, ok, schemeAt, type Day } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import { TierReportsQueries } from './reports.queries';
import { standings } from './entities';
import { SchemesService } from './schemes.service';

const POINTS_MAX = 62;

/** Members by level, today and over time, from the record of changes. */
@Injectable()
export class DistributionService {
  constructor(
    private readonly db: Database,
    private readonly queries: TierReportsQueries,
    private readonly schemes: SchemesService,
  ) {}

  /** A point is the end of its day; the last is the end of `toDay`, or now. */
  async over(brandId: number, fromDay: Day, toDay: Day, stepDays: number) {
    const days: Day[] = [];
    for (let day = toDay; day >= fromDay && days.length <= POINTS_MAX; day -= stepDays) days.unshift(day);
    if (days.length === 0 || days.length > POINTS_MAX) return fail({ code: 'DAY_RANGE_INVALID' as const });
    return this.db.read(async (reader) => {
      const rules = await this.schemes.rulesOf(reader, brandId);
      const { scheme } = schemeAt(rules, this.db.nowMs());
      const ends = days.map((day) => dayStartMs(day + 1, rules.zone) - 1);
      const counts = days.map(() => scheme.levels.map(() => 0));
      for (const { level, entered, leftAt, members } of await this.queries.stretches(reader, brandId, ends)) {
        for (const count of counts.slice(entered, leftAt)) {
          // Levels that the scheme of today has no more are not shown.
          if (level <= count.length) count[level - 1] = (count[level - 1] ?? 0) + members;
        }
      }
      const now = new Map((await this.queries.now(reader, brandId)).map((row) => [row.level, row.members]));
      const levels = scheme.levels.map((_, i) => ({
        ...badgeOf(scheme, i + 1),
        members: now.get(i + 1) ?? 0,
      }));
      const points = days.map((day, i) => ({ day: formatDay(day), counts: counts[i] ?? [] }));
      return ok({ levels, atRisk: await standings.count(reader, brandId, {}, ['falls_at_ms > 0']), points });
    });
  }
}
