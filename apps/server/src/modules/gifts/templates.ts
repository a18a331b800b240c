import { serviceMessage } from '../../platform/areas';

export const giftCollected = serviceMessage('gift-collected', ['gift', 'points'], 'gifts', {
  zh: ['{gift} 已领取', '礼品已在门店领取，使用了 {points} 积分。'],
  en: ['{gift}: collected', 'You collected your gift in the store for {points} points.'],
});

export const giftLapsed = serviceMessage('gift-lapsed', ['gift', 'points'], 'gifts', {
  zh: ['{gift} 未按时领取', '预留已到期，{points} 积分已退回原来的批次；期间到期的，按积分规则处理。'],
  en: [
    '{gift}: not collected in time',
    'The reservation has ended. Your {points} points are back where they came from; what ended meanwhile goes by the points rules.',
  ],
});
