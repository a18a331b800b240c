import type { ReplyOf } from '@liuliang/contract/client';
import { useWords } from '../../app/language';
import { formatMoney, formatPoints } from '../../ui/format';
import { en } from './words.en';
import { zh, type Words } from './words.zh';

export type Gift = ReplyOf<'editorGifts'>['items'][number];
export type GiftOrder = ReplyOf<'giftOrders'>['items'][number];
export type Settings = ReplyOf<'spendingSettings'>;

export const useGiftWords = (): Words => useWords({ zh, en });

/** `800 积分 + ¥20.00` */
export const priceOf = (gift: Pick<Gift, 'points' | 'cashFen'>, words: Words): string =>
  words.gift.price(formatPoints(gift.points), gift.cashFen > 0 ? formatMoney(gift.cashFen) : null);
