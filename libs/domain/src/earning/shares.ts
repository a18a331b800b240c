import type { EarnedLine, EarningPlan } from './plan';
import type { EarningRules } from './rules';

/** What one funder pays for: 0 is whoever the rules name, else a supplier. */
export interface FunderShare {
  readonly supplier: number;
  readonly perLine: readonly EarnedLine[];
  readonly points: number;
}

/** Splits what an order earned by who pays for it. Growth and the guide's points are never a supplier's. */
export function sharesOf(
  lines: readonly { readonly item: string }[],
  rules: EarningRules,
  plan: EarningPlan,
): FunderShare[] {
  const supplierOf = suppliersByLine(lines, rules);
  // Nearly every order: nobody else pays.
  if (supplierOf.size === 0) return [{ supplier: 0, perLine: plan.perLine, points: plan.points }];
  const suppliers = [0, ...[...new Set(supplierOf.values())].sort((a, b) => a - b)];
  return suppliers.map((supplier): FunderShare => {
    const perLine = plan.perLine.map((one): EarnedLine => {
      const points = (supplierOf.get(one.line) ?? 0) === supplier ? one.points : 0;
      return supplier === 0 ? { ...one, points } : { line: one.line, points, growth: 0, guidePoints: 0 };
    });
    return { supplier, perLine, points: perLine.reduce((sum, one) => sum + one.points, 0) };
  });
}

function suppliersByLine(
  lines: readonly { readonly item: string }[],
  { suppliers }: EarningRules,
): Map<number, number> {
  const byLine = new Map<number, number>();
  if (suppliers.length === 0) return byLine;
  lines.forEach(({ item }, i) => {
    const supplier = suppliers.find(({ items }) => items.includes(item));
    if (supplier) byLine.set(i + 1, supplier.supplier);
  });
  return byLine;
}
