import { dayKey } from '../../ui/format.shared';
import type { HandedGift } from './handed.resource';

export interface HandedDay {
  readonly key: number;
  /** An instant of it. */
  readonly atMs: number;
  readonly gifts: readonly HandedGift[];
}

/** Newest first as they come, put together by the brand's days. */
export function byDay(gifts: readonly HandedGift[]): readonly HandedDay[] {
  const days: { key: number; atMs: number; gifts: HandedGift[] }[] = [];
  for (const gift of gifts) {
    const atMs = gift.collectedAtMs ?? 0;
    const last = days.at(-1);
    if (last?.key === dayKey(atMs)) last.gifts.push(gift);
    else days.push({ key: dayKey(atMs), atMs, gifts: [gift] });
  }
  return days;
}
