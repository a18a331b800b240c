import type { Rates, RunningPoints } from '@liuliang/domain';
import { settingsOf } from '../../platform/areas';
import type { Brand } from '../brands';
import { settlementRates } from './settings';

/** What a closed statement was computed with, kept in it for ever. */
export interface StatementTerms {
  /** Fen per 100 points. */
  readonly rates: Rates;
  readonly carryCapFen: number;
  readonly secondPersonFen: number;
  /** Points of the party's lines over all of its statements up to and including this one. */
  readonly running: RunningPoints;
  /** Up to which version each account of the party is settled. */
  readonly through: Readonly<Record<string, number>>;
}

export type ClosingTerms = Pick<StatementTerms, 'rates' | 'carryCapFen' | 'secondPersonFen'>;

/** The terms of today: what a draft is computed with, and what is frozen at closing. */
export function termsOf(brand: Pick<Brand, 'config'>): ClosingTerms {
  const { storeFenPer100, guideFenPer100, carryCapFen, secondPersonFen } = settingsOf(brand, settlementRates);
  return { rates: { points: storeFenPer100, guide_points: guideFenPer100 }, carryCapFen, secondPersonFen };
}

export const termsFrom = (text: string): StatementTerms => JSON.parse(text) as StatementTerms;
