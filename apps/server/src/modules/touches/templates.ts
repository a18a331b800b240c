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
];

export const templates: ReadonlyMap<string, TouchTemplate> = new Map(
  table.map((template) => [template.code, template]),
);

/** Fills `{name}` blanks; an unknown blank stays as it is rather than vanish. */
export function fillTemplate(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (blank, name: string) => values[name] ?? blank);
}
