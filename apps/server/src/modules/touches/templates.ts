import { serviceMessage } from '../../platform/areas';

export const welcome = serviceMessage('welcome', ['brand'], 'home', {
  zh: ['欢迎加入{brand}', '会员卡已经开好。之后每次购物都会自动积分，结账时出示会员码就行。'],
  en: [
    'Welcome to {brand}',
    'Your member card is ready. Every purchase earns points from now on: just show your code at the till.',
  ],
});

export const pointsArrived = serviceMessage('points-arrived', ['points', 'place'], 'points', {
  zh: ['{points} 积分到账', '您在{place}的订单已经积分，来由在积分记录里可以看到。'],
  en: [
    '{points} points have arrived',
    'Your order at {place} has earned its points. Your points history shows how.',
  ],
});

export const pointsExpiring = serviceMessage('points-expiring', ['points', 'date'], 'lots', {
  zh: ['{points} 积分即将到期', '有效期到 {date}，过后这些积分就不能用了。先到期的会先用掉。'],
  en: [
    '{points} points are about to expire',
    'They are good until {date} and gone after it. What expires first is always used first.',
  ],
});
