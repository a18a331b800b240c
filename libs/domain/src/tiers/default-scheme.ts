import type { TierScheme } from './scheme';

const THRESHOLDS = [0, 1_000, 5_000, 20_000, 50_000];

/**
 * Version 1 of every brand that has not brought its own: V1 … V5 by growth in a rolling year. It is in force from the
 * start of time, and history is judged by it: change a brand's tiers by publishing a version, never by editing this.
 */
export const defaultTierScheme: TierScheme = {
  basis: 'growth',
  window: { kind: 'rolling', months: 12 },
  graceDays: 30,
  warningDays: 30,
  refund: { review: 'at_review', unusedGift: 'keep' },
  levels: THRESHOLDS.map((threshold, i) => ({
    name: { zh: `V${i + 1}`, en: `V${i + 1}` },
    threshold,
    colour: `tier-${i + 1}`,
    giftPoints: 0,
    benefits: [],
  })),
};
