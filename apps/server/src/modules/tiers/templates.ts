import { serviceMessage } from '../../platform/areas';

export const tierUpgraded = serviceMessage('tier-upgraded', ['levelZh', 'levelEn'], {
  zh: ['恭喜升级为{levelZh}', '新等级的权益已经生效，在会员等级页可以看到。'],
  en: [
    'You have reached {levelEn}',
    'What your new level gives is yours from now on. See it under your tier.',
  ],
});

export const tierWillDowngrade = serviceMessage(
  'tier-will-downgrade',
  ['levelZh', 'date', 'levelEn', 'missingZh', 'lowerZh', 'missingEn', 'lowerEn'],
  {
    zh: ['{levelZh}将在 {date} 降级', '在那之前再累计 {missingZh}，就能保住{levelZh}；否则将降为{lowerZh}。'],
    en: [
      '{levelEn} will end on {date}',
      'Another {missingEn} before then keeps {levelEn}; otherwise you will be {lowerEn}.',
    ],
  },
);
