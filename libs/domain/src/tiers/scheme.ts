import { isNonNegativeInteger, isPositiveInteger } from '../shared/integers';
import { fail, ok, type Result } from '../shared/result';

/** A text as both languages of the screens have it. */
export interface TierText {
  readonly zh: string;
  readonly en: string;
}

export const TIER_BENEFIT_KINDS = [
  'multiplier',
  'coupon',
  'birthday_gift',
  'draw_weight',
  'early_access',
  'free_shipping',
  'custom',
] as const;

/** `value` is whole: percent, fen, points, weight, hours, fen; 0 for `custom`. */
export interface TierBenefit {
  readonly kind: (typeof TIER_BENEFIT_KINDS)[number];
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

/** How levels are reached, kept and lost (HANDBOOK 10). Level 1 is the lowest; a level's number is its place. */
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

export const TIER_LEVELS_MAX = 8;
const THRESHOLD_MAX = 1_000_000_000_000;
const BENEFITS_MAX = 20;

/** Where a scheme is wrong, as `levels.2.threshold`, and how: `shape`, `range`, `order`. */
export interface SchemeFault {
  readonly field: string;
  readonly fault: 'shape' | 'range' | 'order';
}

export interface SchemeRefusal {
  readonly code: 'TIER_SCHEME_INVALID';
  readonly faults: readonly SchemeFault[];
}

/** Takes a JSON value for a scheme only if it is one in every part, and has nothing besides. */
export function checkTierScheme(value: unknown): Result<TierScheme, SchemeRefusal> {
  const faults: SchemeFault[] = [];
  const invalid = { code: 'TIER_SCHEME_INVALID', faults } as const;
  const check = new Checker(faults);
  const scheme = check.fields(value, '', ['basis', 'window', 'graceDays', 'warningDays', 'refund', 'levels']);
  if (!scheme) return fail(invalid);
  check.oneOf(scheme['basis'], 'basis', ['growth', 'net_spend']);
  checkWindow(check, scheme['window']);
  check.whole(scheme['graceDays'], 'graceDays', 0, 180);
  check.whole(scheme['warningDays'], 'warningDays', 0, 90);
  const refund = check.fields(scheme['refund'], 'refund', ['review', 'unusedGift']);
  if (refund) {
    check.oneOf(refund['review'], 'refund.review', ['at_review', 'at_once']);
    check.oneOf(refund['unusedGift'], 'refund.unusedGift', ['keep', 'revoke']);
  }
  checkLevels(check, scheme['levels']);
  return faults.length === 0 ? ok(value as TierScheme) : fail(invalid);
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

function checkWindow(check: Checker, value: unknown): void {
  const kind = (value as { kind?: unknown } | null | undefined)?.kind;
  if (kind === 'rolling') {
    const window = check.fields(value, 'window', ['kind', 'months']);
    if (window) check.whole(window['months'], 'window.months', 1, 36);
  } else if (kind === 'calendar') {
    const window = check.fields(value, 'window', ['kind', 'startMonth']);
    if (window) check.whole(window['startMonth'], 'window.startMonth', 1, 12);
  } else check.fault('window.kind', 'shape');
}

function checkLevels(check: Checker, value: unknown): void {
  if (!Array.isArray(value)) return check.fault('levels', 'shape');
  if (value.length < 1 || value.length > TIER_LEVELS_MAX) return check.fault('levels', 'range');
  let below = -1;
  value.forEach((one: unknown, i) => {
    const at = `levels.${i}`;
    const level = check.fields(one, at, ['name', 'threshold', 'colour', 'giftPoints', 'benefits']);
    if (!level) return;
    check.text(level['name'], `${at}.name`, 64);
    check.whole(level['giftPoints'], `${at}.giftPoints`, 0, 1_000_000);
    const isColour = typeof level['colour'] === 'string' && /^[a-z][a-z0-9-]{0,31}$/.test(level['colour']);
    if (!isColour) check.fault(`${at}.colour`, 'shape');
    checkBenefits(check, level['benefits'], `${at}.benefits`);
    const { threshold } = level;
    if (!check.whole(threshold, `${at}.threshold`, 0, THRESHOLD_MAX)) return;
    // The first level is everybody's; two levels with one threshold could never be told apart.
    if (i === 0 ? threshold !== 0 : threshold <= below) check.fault(`${at}.threshold`, 'order');
    below = threshold;
  });
}

function checkBenefits(check: Checker, value: unknown, at: string): void {
  if (!Array.isArray(value)) return check.fault(at, 'shape');
  if (value.length > BENEFITS_MAX) return check.fault(at, 'range');
  value.forEach((one: unknown, i) => {
    const benefit = check.fields(one, `${at}.${i}`, ['kind', 'value', 'text']);
    if (!benefit) return;
    check.oneOf(benefit['kind'], `${at}.${i}.kind`, TIER_BENEFIT_KINDS);
    check.whole(benefit['value'], `${at}.${i}.value`, 0, 1_000_000_000);
    check.text(benefit['text'], `${at}.${i}.text`, 120);
    const isTooSmall = benefit['kind'] === 'multiplier' && !isPositiveInteger(benefit['value']);
    if (isTooSmall) check.fault(`${at}.${i}.value`, 'range');
  });
}

/** Looks at parts of a JSON value and notes what is wrong with them. */
class Checker {
  constructor(private readonly faults: SchemeFault[]) {}

  fault(field: string, fault: SchemeFault['fault']): void {
    this.faults.push({ field, fault });
  }

  /** The value as a record of exactly these fields; null, with a fault noted, when it is anything else. */
  fields(value: unknown, at: string, names: readonly string[]): Record<string, unknown> | null {
    const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
    const isExact =
      isRecord && Object.keys(value).length === names.length && names.every((name) => name in value);
    if (!isExact) this.fault(at, 'shape');
    return isExact ? (value as Record<string, unknown>) : null;
  }

  whole(value: unknown, at: string, min: number, max: number): value is number {
    const isWhole = isNonNegativeInteger(value);
    if (!isWhole) this.fault(at, 'shape');
    else if (value < min || value > max) this.fault(at, 'range');
    return isWhole;
  }

  oneOf(value: unknown, at: string, allowed: readonly string[]): void {
    if (typeof value !== 'string' || !allowed.includes(value)) this.fault(at, 'shape');
  }

  text(value: unknown, at: string, max: number): void {
    const text = this.fields(value, at, ['zh', 'en']);
    if (!text) return;
    for (const language of ['zh', 'en']) {
      const one = text[language];
      if (typeof one !== 'string' || one.trim() === '') this.fault(`${at}.${language}`, 'shape');
      else if (one.length > max) this.fault(`${at}.${language}`, 'range');
    }
  }
}
