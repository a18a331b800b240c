import { tierLimits } from '@liuliang/contract/limits';
import type { ReplyOf } from '@liuliang/contract/client';
import type { TierScheme } from '../../app/tiers';

export type Scheme = TierScheme;
export type Level = Scheme['levels'][number];
export type Benefit = Level['benefits'][number];
export type BenefitKind = Benefit['kind'];
export type SchemeVersion = ReplyOf<'tierScheme'>;
export type SchemeSummary = ReplyOf<'tierSchemes'>['items'][number];
export type TierBackTest = ReplyOf<'backTestTierDraft'>;

export const sections = ['basis', 'levels', 'review', 'refunds'] as const;
export type Section = (typeof sections)[number];

/** What every section of the editor is handed. */
export interface SectionProps {
  readonly scheme: Scheme;
  readonly onChange: (changes: Partial<Scheme>) => void;
  /** What is wrong with the value at a path of the scheme, in words. */
  readonly faultAt: (path: string) => string | undefined;
}

/** The section that edits a field of a scheme: `levels.2.threshold` → `levels`. */
export const sectionOf = (path: string): Section => {
  const [field = ''] = path.split('.');
  if (field === 'levels') return 'levels';
  if (field === 'refund') return 'refunds';
  return field === 'graceDays' || field === 'warningDays' ? 'review' : 'basis';
};

/** The next level of a ladder: twice the threshold of the one below, in the next colour. */
export function nextLevel(levels: readonly Level[], basis: Scheme['basis']): Level {
  const start = basis === 'growth' ? 1000 : 100_000;
  const below = levels.at(-1)?.threshold ?? 0;
  const number = levels.length + 1;
  return {
    name: { zh: `V${number}`, en: `V${number}` },
    threshold: below === 0 ? start : Math.min(tierLimits.threshold, below * 2),
    colour: `tier-${Math.min(tierLimits.levels, number)}`,
    giftPoints: 0,
    benefits: [],
  };
}

/** Values of these kinds are kept in hundredths: percent of a multiplier, fen. */
export const isHundredths = (kind: BenefitKind): boolean =>
  kind === 'multiplier' || kind === 'coupon' || kind === 'free_shipping';
