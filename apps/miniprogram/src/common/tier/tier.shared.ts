import type { Messages } from '../../messages.zh';
import { money, points } from '../../ui/format.shared';

type Basis = 'growth' | 'net_spend';

/** The figure that decides tiers, as people read it: money, or growth without a unit of its own. */
export const tierFigure = (basis: Basis, value: number): string =>
  basis === 'net_spend' ? money(value) : points(value);

/** "再消费 ¥380.00，升至 V3"; at the top there is nothing missing. */
export function toNextTier(basis: Basis, missing: number, nextName: string, words: Messages): string {
  return words.tier.toNext[basis](tierSentence(basis, missing), nextName);
}

/** Whole percent of the way, never 100 before it is reached. */
export function percentOf(figure: number, needed: number): number {
  if (needed <= 0 || figure >= needed) return 100;
  return Math.max(0, Math.min(99, Math.floor((figure * 100) / needed)));
}

/** Whole yuan are written without cents in a sentence: ¥380, but ¥380.50. */
const shortMoney = (fen: number): string => money(fen).replace(/\.00$/, '');

/** The figure within a sentence. */
export const tierSentence = (basis: Basis, value: number): string =>
  basis === 'net_spend' ? shortMoney(value) : points(value);
