/** A message text with its blanks named; filled when it is read, so that wording can be corrected for what was sent. */
export interface TouchTemplate {
  readonly code: string;
  /** marketing asks for consent to marketing and obeys caps; service asks for membership only. */
  readonly messageClass: 'marketing' | 'service';
  readonly title: { readonly zh: string; readonly en: string };
  readonly body: { readonly zh: string; readonly en: string };
}

const table: readonly TouchTemplate[] = [
  {
    code: 'welcome',
    messageClass: 'service',
    title: { zh: '欢迎加入{brand}', en: 'Welcome to {brand}' },
    body: {
      zh: '会员卡已经开好。之后每次购物都会自动积分，结账时出示会员码就行。',
      en: 'Your member card is ready. Every purchase earns points from now on: just show your code at the till.',
    },
  },
  {
    code: 'points-arrived',
    messageClass: 'service',
    title: { zh: '{points} 积分到账', en: '{points} points have arrived' },
    body: {
      zh: '你在{place}的订单已经积分，来由在积分记录里可以看到。',
      en: 'Your order at {place} has earned its points. Your points history shows how.',
    },
  },
  {
    code: 'gift-collected',
    messageClass: 'service',
    title: { zh: '{gift} 已领取', en: '{gift}: collected' },
    body: {
      zh: '礼品已在门店领取，使用了 {points} 积分。',
      en: 'You collected your gift in the store for {points} points.',
    },
  },
  {
    code: 'gift-lapsed',
    messageClass: 'service',
    title: { zh: '{gift} 未按时领取', en: '{gift}: not collected in time' },
    body: {
      zh: '预留已到期，{points} 积分已退回原来的批次，有效期不变。',
      en: 'The reservation has ended. Your {points} points are back where they came from, with their old expiry.',
    },
  },
  {
    code: 'tier-upgraded',
    messageClass: 'service',
    title: { zh: '恭喜升级为{levelZh}', en: 'You have reached {levelEn}' },
    body: {
      zh: '新等级的权益已经生效，在会员等级页可以看到。',
      en: 'What your new level gives is yours from now on. See it under your tier.',
    },
  },
  {
    code: 'tier-will-downgrade',
    messageClass: 'service',
    title: { zh: '{levelZh}将在 {date} 降级', en: '{levelEn} will end on {date}' },
    body: {
      zh: '在那之前再累计 {missingZh}，就能保住{levelZh}；否则将降为{lowerZh}。',
      en: 'Another {missingEn} before then keeps {levelEn}; otherwise you will be {lowerEn}.',
    },
  },
  {
    code: 'points-expiring',
    messageClass: 'service',
    title: { zh: '{points} 积分即将到期', en: '{points} points are about to expire' },
    body: {
      zh: '有效期到 {date}，过后这些积分就不能用了。先到期的会先用掉。',
      en: 'They are good until {date} and gone after it. What expires first is always used first.',
    },
  },
];

export const templates: ReadonlyMap<string, TouchTemplate> = new Map(
  table.map((template) => [template.code, template]),
);

/** Fills `{name}` blanks; an unknown blank stays as it is rather than vanish. */
export function fillTemplate(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (blank, name: string) => values[name] ?? blank);
}
