import { messageTemplate } from '../../platform/areas';

export const giftCollected = messageTemplate({
  code: 'gift-collected',
  messageClass: 'service',
  blanks: ['gift', 'points'],
  title: { zh: '{gift} 已领取', en: '{gift}: collected' },
  body: {
    zh: '礼品已在门店领取，使用了 {points} 积分。',
    en: 'You collected your gift in the store for {points} points.',
  },
});

export const giftLapsed = messageTemplate({
  code: 'gift-lapsed',
  messageClass: 'service',
  blanks: ['gift', 'points'],
  title: { zh: '{gift} 未按时领取', en: '{gift}: not collected in time' },
  body: {
    zh: '预留已到期，{points} 积分已退回原来的批次，有效期不变。',
    en: 'The reservation has ended. Your {points} points are back where they came from, with their old expiry.',
  },
});
