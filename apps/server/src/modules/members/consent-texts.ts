import { createHash } from 'node:crypto';

export const consentPurposes = ['membership', 'marketing', 'personalisation'] as const;
export type ConsentPurposeCode = (typeof consentPurposes)[number];

export interface ConsentTextValue {
  readonly purpose: ConsentPurposeCode;
  /** The first 16 hex digits of the SHA-256 of the text: a changed text is a new version by itself. */
  readonly version: string;
  readonly required: boolean;
  readonly title: { readonly zh: string; readonly en: string };
  readonly text: { readonly zh: string; readonly en: string };
}

const text = (value: Omit<ConsentTextValue, 'version'>): ConsentTextValue => ({
  ...value,
  version: createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16),
});

/** What people are asked, in the order of the screen. Only the first is needed to be a member. */
export const consentTexts: readonly ConsentTextValue[] = [
  text({
    purpose: 'membership',
    required: true,
    title: { zh: '会员协议与隐私政策', en: 'Membership terms and privacy policy' },
    text: {
      zh: '为了给您开通会员卡、记录积分和兑换权益，我们会保存您的微信身份、您愿意提供的手机号，以及您在本品牌各渠道的订单。您可以随时查看、导出或注销这些资料。',
      en: 'To open your card, keep your points and honour your benefits we store your WeChat identity, the mobile number if you give it, and your orders with this brand in any channel. You can see, export or erase all of it at any time.',
    },
  }),
  text({
    purpose: 'marketing',
    required: false,
    title: { zh: '接收活动与优惠消息', en: 'News and offers' },
    text: {
      zh: '同意后，我们会在每天不超过 2 条、每周不超过 5 条的范围内给您发送活动和优惠消息，晚上 22 点到早上 8 点不打扰。随时可以关闭。',
      en: 'We may send you at most 2 messages a day and 5 a week about offers, never between 22:00 and 08:00. You can switch this off at any time.',
    },
  }),
  text({
    purpose: 'personalisation',
    required: false,
    title: { zh: '个性化推荐', en: 'Personal recommendations' },
    text: {
      zh: '同意后，我们会根据您的浏览和购买记录推荐更合适的内容。关闭后您看到的是通用内容，会员权益不受影响。',
      en: 'We may choose what to show you by what you viewed and bought. Without it you see general content; your benefits stay the same.',
    },
  }),
];
