import type { HypotheticalOrder as OrderShape } from '@liuliang/contract';
import {
  costFenOf,
  fail,
  NEVER_MS,
  ok,
  planEarning,
  type EarningPlan,
  type EarningRules,
} from '@liuliang/domain';
import type { z } from 'zod';
import { settingsOf } from '../../platform/areas';
import type { TriedContent } from '../../platform/documents';
import type { Brand } from '../brands';
import { settlementRates } from '../settlement';

/** An order that nobody placed. */
export type HypotheticalOrder = z.output<typeof OrderShape>;
export type TriedOrder = ReturnType<typeof tryOrder>;

/** What an order would earn by rules, by the same plan that real ones go through. */
export function tryOrder(
  brand: Brand,
  { version, content }: TriedContent<EarningRules>,
  order: HypotheticalOrder,
) {
  const linesFen = order.lines.reduce((sum, line) => sum + line.amountFen, 0);
  if (order.lines.length > 0 && linesFen !== order.amountFen) return fail({ code: 'LINES_INVALID' as const });
  return ok(shown(brand, version, planOf(order, content, brand.timeZone)));
}

function planOf(order: HypotheticalOrder, rules: EarningRules, zone: string): EarningPlan {
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

function shown(brand: Brand, version: number, plan: EarningPlan) {
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
    costFen: costFenOf(settingsOf(brand, settlementRates).costFenPer100, plan),
  };
}
