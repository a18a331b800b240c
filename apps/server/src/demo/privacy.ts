import { firstPolicy, type PrivacyPolicy } from '@liuliang/domain';

/** What the demo brand says about personal data: the text that every brand begins with, its blanks filled in. */
export function demoPolicy(brandName: string): PrivacyPolicy {
  const { zh, en } = firstPolicy(brandName);
  return {
    zh: {
      ...zh,
      operator: `本小程序由${brandName}运营。\n${brandName}是用来演示本产品的虚构品牌，没有对应的公司；真实品牌在这里写公司全称、统一社会信用代码和注册地址。`,
      contact:
        '个人信息保护负责人：会员服务部，privacy@islet.example，收到后 15 个工作日内答复。\n您也可以向任何一家门店提出。',
    },
    en: {
      ...en,
      operator: `This mini-program is run by ${brandName}.\n${brandName} is an invented brand that shows this product, and no company; a real brand writes its full name, registration number and registered address here.`,
      contact:
        'Responsible for personal data: member services, privacy@islet.example, answered within 15 working days.\nYou may also ask in any store.',
    },
  };
}
