import { SettlementRates } from '@liuliang/contract';
import type { z } from 'zod';
import { settings } from '../../platform/areas';

/** What points are worth between the brand, its stores and its guides. */
export type SettlementTerms = z.infer<typeof SettlementRates>;

export const settlementRates = settings(
  'settlement',
  SettlementRates,
  {
    storeFenPer100: 100,
    guideFenPer100: 100,
    costFenPer100: { points: 100, guidePoints: 100 },
    carryCapFen: 100_000,
    secondPersonFen: 1_000_000,
    payout: { isEnabled: true, minPoints: 100, maxPointsPerDay: 20_000 },
  },
  ['secondPersonFen'],
);
