import { serviceMessage } from '../../platform/areas';

export const tierUpgraded = serviceMessage('tier-upgraded', ['levelZh', 'levelEn'], 'tier', {
  zh: ['恭喜升级为{levelZh}', '新等级的权益已经生效，在会员等级页可以看到。'],
  en: [
    'You have reached {levelEn}',
    'What your new level gives is yours from now on. See it under your tier.',
  ],
});

export const tierWillDowngrade = serviceMessage(
  'tier-will-downgrade',
  ['levelZh', 'date', 'levelEn', 'missingZh', 'lowerZh', 'missingEn', 'lowerEn'],
  'tier',
  {
    zh: [
      '{levelZh}保级，截止 {date}',
      '到 {date} 为止再累计 {missingZh}，就能保住{levelZh}；没有补上，之后会变为{lowerZh}。',
    ],
    en: [
      'Keep {levelEn}: until {date}',
      'Another {missingEn} by {date} keeps {levelEn}; without it you will become {lowerEn}.',
    ],
  },
);
