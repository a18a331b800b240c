import type { Rules } from './rules';

export interface RateMove {
  readonly key: 'points' | 'growth' | 'guide';
  /** Whose points the rate gives, as the liability counts them; null: none that cost anything. */
  readonly asset: 'points' | 'guide_points' | null;
  /** Points for a million fen; of a guide's share, thousandths of what the member gets. */
  readonly before: number;
  readonly after: number;
}

const MILLION = 1_000_000;
const perMillion = ({ points, perFen }: { readonly points: number; readonly perFen: number }): number =>
  (points * MILLION) / Math.max(1, perFen);

/** The base rates of rules and what becomes of them; a guide's that is counted in another way cannot be compared. */
export function rateMoves(before: Rules, after: Rules): readonly RateMove[] {
  const guideOf = ({ guide }: Rules) => (guide?.kind === 'rate' ? perMillion(guide) : (guide?.permille ?? 0));
  const isSameKind = before.guide === null || after.guide === null || before.guide.kind === after.guide.kind;
  return [
    { key: 'points', asset: 'points', before: perMillion(before.base), after: perMillion(after.base) },
    { key: 'growth', asset: null, before: perMillion(before.growth), after: perMillion(after.growth) },
    ...(isSameKind
      ? [{ key: 'guide', asset: 'guide_points', before: guideOf(before), after: guideOf(after) } as const]
      : []),
  ];
}
