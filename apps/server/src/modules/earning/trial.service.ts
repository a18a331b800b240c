import { Injectable } from '@nestjs/common';
import type { HypotheticalOrder } from '@liuliang/contract';
import {
  checkEarningRules,
  fail,
  NEVER_MS,
  ok,
  planEarning,
  type EarningPlan,
  type EarningRules,
  type Result,
  type RuleFault,
} from '@liuliang/domain';
import type { z } from 'zod';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import { BrandsService, type Brand } from '../brands';
import { costFenOf } from './costs';
import { RulesService } from './rules.service';

/** Rules to try: of a version that is there, or as they stand in an editor. */
export type TriedRules = { readonly version: number } | { readonly rules: EarningRules };

export type TriedRefusal =
  | { readonly code: 'EARNING_VERSION_UNKNOWN' }
  | { readonly code: 'EARNING_RULES_INVALID'; readonly faults: readonly RuleFault[] };

/** Rules with the number of their version; 0 for those of an editor. */
export interface Tried {
  readonly version: number;
  readonly rules: EarningRules;
}

type Order = z.output<typeof HypotheticalOrder>;

/** One order that nobody placed, by the same plan that real ones go through. Writes nothing. */
@Injectable()
export class TrialService {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly versions: RulesService,
  ) {}

  /** The rules that somebody asks to try. */
  async tried(reader: Reader, brand: Brand, of: TriedRules): Promise<Result<Tried, TriedRefusal>> {
    if ('version' in of) {
      const rules = await this.versions.rulesOf(reader, brand, of.version);
      return rules ? this.sound(of.version, rules) : fail({ code: 'EARNING_VERSION_UNKNOWN' });
    }
    return this.sound(0, of.rules);
  }

  async tryOrder(brandId: number, of: TriedRules, order: Order) {
    return this.db.read(async (reader) => {
      const brand = await this.brands.byId(reader, brandId);
      const tried = await this.tried(reader, brand, of);
      if (!tried.ok) return tried;
      const linesFen = order.lines.reduce((sum, line) => sum + line.amountFen, 0);
      if (order.lines.length > 0 && linesFen !== order.amountFen)
        return fail({ code: 'LINES_INVALID' as const });
      return ok(shown(brand, tried.value, planOf(order, tried.value.rules, brand.timeZone)));
    });
  }

  private sound(version: number, rules: EarningRules): Result<Tried, TriedRefusal> {
    const checked = checkEarningRules(rules);
    return checked.ok ? ok({ version, rules }) : checked;
  }
}

function planOf(order: Order, rules: EarningRules, zone: string): EarningPlan {
  const lines = order.lines.map(({ item, amountFen }, i) => ({ line: i + 1, item, amountFen }));
  const context = {
    tier: order.tierLevel,
    layer: order.layer,
    channel: order.channel ?? '',
    store: order.store ?? '',
    isBirthday: order.isBirthday,
    pointsToday: order.pointsToday,
    budgetLeft: rules.budget?.points ?? null,
  };
  return planEarning({ ...order, lines }, context, rules, zone);
}

function shown(brand: Brand, { version }: Tried, plan: EarningPlan) {
  const { points, growth, guidePoints, perLine, percents, factors, activatesAtMs, expiresAtMs } = plan;
  return {
    ruleVersion: version,
    points,
    growth,
    guidePoints,
    factors: factors.map((one) => ({ ...one })),
    lines: perLine.map((one, i) => ({ ...one, percent: percents[i] ?? 100 })),
    activatesAtMs: activatesAtMs === 0 ? null : activatesAtMs,
    expiresAtMs: expiresAtMs === NEVER_MS ? null : expiresAtMs,
    costFen: costFenOf(brand, points, guidePoints),
  };
}
