import { messageTemplate } from '../../platform/areas';

export const tierUpgraded = messageTemplate({
  code: 'tier-upgraded',
  messageClass: 'service',
  blanks: ['levelZh', 'levelEn'],
  title: { zh: '恭喜升级为{levelZh}', en: 'You have reached {levelEn}' },
  body: {
    zh: '新等级的权益已经生效，在会员等级页可以看到。',
    en: 'What your new level gives is yours from now on. See it under your tier.',
  },
});

export const tierWillDowngrade = messageTemplate({
  code: 'tier-will-downgrade',
  messageClass: 'service',
  blanks: ['levelZh', 'date', 'levelEn', 'missingZh', 'lowerZh', 'missingEn', 'lowerEn'],
  title: { zh: '{levelZh}将在 {date} 降级', en: '{levelEn} will end on {date}' },
  body: {
    zh: '在那之前再累计 {missingZh}，就能保住{levelZh}；否则将降为{lowerZh}。',
    en: 'Another {missingEn} before then keeps {levelEn}; otherwise you will be {lowerEn}.',
  },
});
