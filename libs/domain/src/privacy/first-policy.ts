import type { PrivacyPolicy } from './policy';

/**
 * What a brand says before it has written anything: true of every brand that runs this product. What only the brand knows
 * is left open, and has to be filled in before a version of its own is published.
 */
export const firstPolicy = (brandName: string): PrivacyPolicy => ({
  zh: {
    operator: `本小程序由${brandName}运营。\n运营主体：【请填写公司全称、统一社会信用代码和注册地址】`,
    contact: '【请填写个人信息保护负责人的电话或邮箱，以及答复时限】\n您也可以向任何一家门店提出。',
    collected:
      '微信身份（openid、unionid）：用来认出您，登录时由微信提供。\n手机号：您同意时由微信提供，用来找回以前的会员卡，门店只能看到后四位。\n昵称、生日：您自愿填写，用来称呼您、送生日礼。\n订单与退款：来自门店和您绑定的平台，用来计算积分和等级。\n大致位置：只在您点“附近门店”时使用，用来按距离排列门店，不保存。\n浏览与扫码记录：用来了解您从哪家门店或导购来，以及改进内容。',
    retention:
      '您是会员期间保存。您注销后，能识别您的资料立即销毁；依法须保存的订单和积分账目只留金额，不再指向您。运行日志不含个人信息。',
    thirdParties:
      '微信（深圳市腾讯计算机系统有限公司）：登录、手机号验证、位置、订阅消息和扫码，使用微信小程序自带的能力。\n门店与导购：看到您的昵称、打码手机号、等级和在本品牌的购买，用来为您服务。\n除此之外不向他人提供；本小程序没有接入其他第三方 SDK。',
    children:
      '本服务面向成年人。不满十四周岁的儿童请由父母或其他监护人陪同，并在监护人同意后使用。若我们发现未经监护人同意收集了儿童的信息，会尽快删除。',
    rights:
      '在“我的 · 我的资料”里，您可以查看、更正、导出全部资料，撤回每一项同意，或注销会员。撤回不影响之前的处理；拒绝非必要的同意不影响使用。',
  },
  en: {
    operator: `This mini-program is run by ${brandName}.\nLegal entity: 【full name, registration number and registered address】`,
    contact:
      '【telephone or e-mail of whoever is responsible for personal data, and within what time they answer】\nYou may also ask in any store.',
    collected:
      'WeChat identity (openid, unionid): to know you again; WeChat gives it when you sign in.\nMobile number: given by WeChat if you agree, to find your earlier card; stores see the last four digits only.\nNickname and birthday: as you fill them in, to address you and for the birthday gift.\nOrders and refunds: from stores and the platforms you linked, to work out points and level.\nRough location: only when you ask for stores nearby, to sort them by distance; not kept.\nWhat you viewed and scanned: to know by which store or guide you came, and to improve what is shown.',
    retention:
      'As long as you are a member. When you erase your membership, whatever identifies you is destroyed at once; of orders and points that the law wants to be kept only amounts stay, which no longer lead to you. Logs hold no personal data.',
    thirdParties:
      'WeChat (Shenzhen Tencent Computer Systems Co., Ltd.): sign-in, verified mobile number, location, subscribed messages and scanning, by what mini-programs come with.\nStores and guides: see nickname, masked number, level and purchases with this brand, to serve you.\nNobody else is given anything; no other third-party SDK is built in.',
    children:
      'The service is meant for adults. Children under fourteen use it with a parent or guardian and after their consent. What we find to have been collected from children without it is deleted as soon as possible.',
    rights:
      'Under Me · My data you see, correct and export everything, withdraw each consent, or erase your membership. Withdrawing does not touch what was done before; refusing what is not needed changes nothing about the service.',
  },
});
