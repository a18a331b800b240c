/** Why somebody cannot take a gift now; null when they can. What no points would help stands first. */
export function giftHindrance(
  gift: { readonly points: number; readonly limitEach: number; readonly leftCount: number },
  who: { readonly mine: number; readonly available: number; readonly debt: number },
): 'limit_reached' | 'sold_out' | 'debt' | 'points_too_few' | null {
  if (gift.limitEach > 0 && who.mine >= gift.limitEach) return 'limit_reached';
  if (gift.leftCount === 0) return 'sold_out';
  if (who.debt > 0) return 'debt';
  return who.available < gift.points ? 'points_too_few' : null;
}
