import { useWords } from '../../app/language';

const zh = {
  document: {
    title: '隐私政策',
    subtitle:
      '会员在小程序里看到的个人信息说明。每一版发布后不再改变；发布新版后，会员下次打开小程序会被请求重新同意',
    versionTitle: (version: number) => `隐私政策 v${version}`,
    draftTitle: (version: number) => `隐私政策草稿 v${version}`,
    inWords: '全文',
    notePlaceholder: '给同事看，例如：新增短信服务商',
    about:
      '发布后，从生效时间起展示这一版，所有会员下次打开小程序时都会被请求重新同意；新会员入会同意的也是这一版。',
    sections: {
      operator: '运营者',
      contact: '联系方式',
      collected: '收集什么、用来做什么',
      retention: '保存多久',
      thirdParties: '第三方与 SDK',
      children: '儿童',
      rights: '个人的权利',
    } as Readonly<Record<string, string>>,
    sectionHints: {
      operator: '公司全称、登记信息和注册地址',
      contact: '谁负责、怎么联系、多久答复',
      collected: '每一类信息、来源和用途，须与微信后台的《用户隐私保护指引》一致',
      retention: '每一类信息的保存期限，注销后怎样处理',
      thirdParties: '向谁提供、提供什么；接入了哪些 SDK',
      children: '不满十四周岁的儿童怎样使用',
      rights: '查看、更正、导出、撤回同意、注销的办法',
    } as Readonly<Record<string, string>>,
    faults: { empty: '这一部分还没有写', blank: '【】里的内容还没有填' } as Readonly<Record<string, string>>,
  },
  languages: { zh: '中文', en: '英文' },
  preview: '预览',
  previewHint: '会员看到的样子',
};

const en: typeof zh = {
  document: {
    title: 'Privacy policy',
    subtitle:
      'What members read about personal data in the mini-program. A published version never changes; when another one holds, members are asked to agree again at their next visit',
    versionTitle: (version) => `Privacy policy v${version}`,
    draftTitle: (version) => `Draft of privacy policy v${version}`,
    inWords: 'Text',
    notePlaceholder: 'For colleagues, like: a new provider of text messages',
    about:
      'From its start on this version is shown. Every member is asked to agree again at the next visit, and new members agree to this one.',
    sections: {
      operator: 'Who runs it',
      contact: 'Contact',
      collected: 'What is collected, and what for',
      retention: 'How long it is kept',
      thirdParties: 'Third parties and SDKs',
      children: 'Children',
      rights: 'Your rights',
    },
    sectionHints: {
      operator: 'Full name of the company, registration and registered address',
      contact: 'Who is responsible, how to reach them, when they answer',
      collected: 'Each kind of data, where it comes from and what for; the same as in WeChat’s privacy guide',
      retention: 'How long each kind is kept, and what becomes of it when somebody leaves',
      thirdParties: 'Who is given what, and which SDKs are built in',
      children: 'How children under fourteen may use it',
      rights: 'Seeing, correcting, exporting, withdrawing consents, erasing',
    },
    faults: { empty: 'Nothing is said about this yet', blank: 'A blank 【】 is still to be filled in' },
  },
  languages: { zh: 'Chinese', en: 'English' },
  preview: 'Preview',
  previewHint: 'As members see it',
};

export const usePolicyWords = (): typeof zh => useWords({ zh, en });
