import { messageTemplate } from '../../platform/areas';

export const welcome = messageTemplate({
  code: 'welcome',
  messageClass: 'service',
  blanks: ['brand'],
  title: { zh: '欢迎加入{brand}', en: 'Welcome to {brand}' },
  body: {
    zh: '会员卡已经开好。之后每次购物都会自动积分，结账时出示会员码就行。',
    en: 'Your member card is ready. Every purchase earns points from now on: just show your code at the till.',
  },
});

export const pointsArrived = messageTemplate({
  code: 'points-arrived',
  messageClass: 'service',
  blanks: ['points', 'place'],
  title: { zh: '{points} 积分到账', en: '{points} points have arrived' },
  body: {
    zh: '你在{place}的订单已经积分，来由在积分记录里可以看到。',
    en: 'Your order at {place} has earned its points. Your points history shows how.',
  },
});

export const pointsExpiring = messageTemplate({
  code: 'points-expiring',
  messageClass: 'service',
  blanks: ['points', 'date'],
  title: { zh: '{points} 积分即将到期', en: '{points} points are about to expire' },
  body: {
    zh: '有效期到 {date}，过后这些积分就不能用了。先到期的会先用掉。',
    en: 'They are good until {date} and gone after it. What expires first is always used first.',
  },
});
