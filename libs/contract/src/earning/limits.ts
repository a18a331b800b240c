export const earningLimits = {
  /** With orders of at most 10^12 fen, points of an order stay below 2^53 in front of the caps. */
  pointsPerUnit: 1000,
  perFen: 1e9,
  /** Hundredths of the base rate. */
  percent: 10_000,
  permille: 10_000,
  cap: 1e9,
  budget: 1e12,
  eventPoints: 1e6,
  timesPerDay: 1000,
  pendingDays: 365,
  reinstateDays: 365,
  noticeDays: 90,
  expiryYears: 5,
  expiryCount: 3660,
  expiryMonths: 120,
  name: 40,
} as const;
