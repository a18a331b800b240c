import type { Messages } from '../../messages.zh';
import { money, points } from '../../ui/format.shared';
import type { Gift } from './gifts.resource';

/** 1,200 积分 + ¥9.90. */
export function priceOf(
  { points: price, cashFen }: Pick<Gift, 'points' | 'cashFen'>,
  words: Messages,
): string {
  const inPoints = words.gifts.price(points(price));
  return cashFen === 0 ? inPoints : `${inPoints} ${words.gifts.plusCash(money(cashFen))}`;
}

/** Why it cannot be had now, with what is missing where that helps; null when it can. */
export function hindranceText(gift: Gift, pointsAvailable: number, words: Messages): string | null {
  if (gift.hindrance === null) return null;
  const missing = gift.points - pointsAvailable;
  if (gift.hindrance === 'points_too_few' && missing > 0) return words.gifts.missing(points(missing));
  return words.gifts.hindrances[gift.hindrance];
}
