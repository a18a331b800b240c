export const tierLimits = {
  /** Levels of a scheme; whatever names a level by number goes as far. */
  levels: 8,
  benefits: 20,
  threshold: 1e12,
  giftPoints: 1e6,
  benefitValue: 1e9,
  name: 64,
  benefitText: 120,
  windowMonths: 36,
  graceDays: 180,
  warningDays: 90,
} as const;
