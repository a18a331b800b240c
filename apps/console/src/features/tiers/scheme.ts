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

export const LEVELS_MAX = 8;
export const BENEFITS_MAX = 20;
export const THRESHOLD_MAX = 1_000_000_000_000;
const GIFT_MAX = 1_000_000;

export interface SchemeFault {
  /** `levels.2.threshold` */
  readonly path: string;
  readonly fault: 'name' | 'first' | 'order' | 'benefit' | 'giftPoints';
  readonly section: Section;
}

/** What the server would refuse, found while typing: a scheme is saved only when there is nothing of it. */
export function faultsOfScheme({ levels }: Scheme): readonly SchemeFault[] {
  return levels.flatMap((level, index) => {
    const found = (field: string, fault: SchemeFault['fault'], is: boolean): readonly SchemeFault[] =>
      is ? [{ path: `levels.${index}.${field}`, fault, section: 'levels' }] : [];
    const below = levels[index - 1];
    return [
      ...found('name', 'name', isEmpty(level.name.zh) || isEmpty(level.name.en)),
      ...found('threshold', 'first', index === 0 && level.threshold !== 0),
      ...found('threshold', 'order', below !== undefined && level.threshold <= below.threshold),
      ...found('giftPoints', 'giftPoints', level.giftPoints > GIFT_MAX),
      ...level.benefits.flatMap(({ text }, at) =>
        found(`benefits.${at}`, 'benefit', isEmpty(text.zh) || isEmpty(text.en)),
      ),
    ];
  });
}

const isEmpty = (text: string): boolean => text.trim() === '';

/** The next level of a ladder: twice the threshold of the one below, in the next colour. */
export function nextLevel(levels: readonly Level[], basis: Scheme['basis']): Level {
  const start = basis === 'growth' ? 1000 : 100_000;
  const below = levels.at(-1)?.threshold ?? 0;
  const number = levels.length + 1;
  return {
    name: { zh: `V${number}`, en: `V${number}` },
    threshold: below === 0 ? start : Math.min(THRESHOLD_MAX, below * 2),
    colour: `tier-${Math.min(LEVELS_MAX, number)}`,
    giftPoints: 0,
    benefits: [],
  };
}

/** Values of these kinds are kept in hundredths: percent of a multiplier, fen. */
export const isHundredths = (kind: BenefitKind): boolean =>
  kind === 'multiplier' || kind === 'coupon' || kind === 'free_shipping';
