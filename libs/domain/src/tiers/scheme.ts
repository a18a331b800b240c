import type { Fault } from '../shared/fault';

/** A text as both languages of the screens have it. */
export interface TierText {
  readonly zh: string;
  readonly en: string;
}

/** `value` is whole: percent, fen, points, weight, hours, fen; 0 for `custom`. */
export interface TierBenefit {
  readonly kind:
    'multiplier' | 'coupon' | 'birthday_gift' | 'draw_weight' | 'early_access' | 'free_shipping' | 'custom';
  readonly value: number;
  readonly text: TierText;
}

export interface TierLevel {
  readonly name: TierText;
  /** Growth points or fen, by the scheme's basis. */
  readonly threshold: number;
  /** A colour token of the screens. */
  readonly colour: string;
  /** Given once ever, when the level is reached for the first time. */
  readonly giftPoints: number;
  readonly benefits: readonly TierBenefit[];
}

/** The last so many months, or a year that starts with a month. */
export type TierWindow =
  | { readonly kind: 'rolling'; readonly months: number }
  | { readonly kind: 'calendar'; readonly startMonth: number };

/**
 * How levels are reached, kept and lost (HANDBOOK 10). Level 1 is the lowest; a level's number is its place. The shape
 * and its limits are those of the contract's `TierScheme`.
 */
export interface TierScheme {
  readonly basis: 'growth' | 'net_spend';
  readonly window: TierWindow;
  /** From a failed review to the fall, rounded up to the end of the month; 0: it falls at the review. */
  readonly graceDays: number;
  readonly warningDays: number;
  readonly refund: {
    readonly review: 'at_review' | 'at_once';
    readonly unusedGift: 'keep' | 'revoke';
  };
  readonly levels: readonly TierLevel[];
}

/** Everything that stands between a scheme of the right shape and its publishing, each with its path. */
export function faultsOfScheme({ levels }: TierScheme): Fault[] {
  return levels.flatMap((level, i): Fault[] => [
    ...faultsOfText(level.name, `levels.${i}.name`),
    ...faultsOfThreshold(levels, i),
    ...level.benefits.flatMap((benefit, at) => faultsOfBenefit(benefit, `levels.${i}.benefits.${at}`)),
  ]);
}

/** The highest level whose threshold a figure reaches; at least 1. */
export function levelOfFigure(scheme: TierScheme, figure: number): number {
  let reached = 1;
  scheme.levels.forEach(({ threshold }, i) => {
    if (figure >= threshold) reached = i + 1;
  });
  return reached;
}

/** A level by its number. @throws RangeError for a number that the scheme does not have */
export function levelAt(scheme: TierScheme, level: number): TierLevel {
  const found = scheme.levels[level - 1];
  if (!found) throw new RangeError(`The scheme has no level ${level}`);
  return found;
}

/** The first level is everybody's; two levels with one threshold could never be told apart. */
function faultsOfThreshold(levels: readonly TierLevel[], i: number): Fault[] {
  const path = `levels.${i}.threshold`;
  const threshold = levels[i]?.threshold ?? 0;
  const below = levels[i - 1]?.threshold;
  if (below === undefined) return threshold === 0 ? [] : [{ path, fault: 'not_zero' }];
  return threshold > below ? [] : [{ path, fault: 'out_of_order' }];
}

function faultsOfBenefit({ kind, value, text }: TierBenefit, path: string): Fault[] {
  const isNothing = kind === 'multiplier' && value === 0;
  return [
    ...(isNothing ? [{ path: `${path}.value`, fault: 'out_of_range' } as const] : []),
    ...faultsOfText(text, `${path}.text`),
  ];
}

const faultsOfText = (text: TierText, path: string): Fault[] =>
  (['zh', 'en'] as const).flatMap((language): Fault[] =>
    text[language].trim() === '' ? [{ path: `${path}.${language}`, fault: 'empty' }] : [],
  );
