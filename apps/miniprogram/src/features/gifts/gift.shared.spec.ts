import { zh } from '../../messages.zh';
import { hindranceText, priceOf } from './gift.shared';
import type { Gift } from './gifts.resource';

const gift = (change: Partial<Gift> = {}): Gift => ({
  giftId: 'gft_1',
  name: '山茶杯',
  description: '',
  picture: 'cup',
  points: 1_200,
  cashFen: 0,
  left: 3,
  limitEach: 1,
  mine: 0,
  hindrance: null,
  ...change,
});

it('says the whole price, cash included', () => {
  expect(priceOf(gift(), zh)).toBe('1,200 积分');
  expect(priceOf(gift({ cashFen: 990 }), zh)).toBe('1,200 积分 + ¥9.90');
});

it('says how many points are missing, and otherwise why', () => {
  expect(hindranceText(gift(), 5_000, zh)).toBeNull();
  expect(hindranceText(gift({ hindrance: 'points_too_few' }), 900, zh)).toBe('还差 300 积分');
  expect(hindranceText(gift({ hindrance: 'sold_out' }), 5_000, zh)).toBe('已兑完');
  expect(hindranceText(gift({ hindrance: 'debt' }), -20, zh)).toBe('补齐欠的积分后可兑');
});
