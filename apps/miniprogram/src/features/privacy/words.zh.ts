/** What is said about personal data, and WeChat's own question about it. */
export const privacy = {
  title: '隐私政策',
  version: (version: number) => `第 ${version} 版`,
  versionSince: (version: number, since: string) => `第 ${version} 版，自 ${since} 起施行`,
  parts: {
    operator: '运营者',
    contact: '联系我们',
    collected: '收集什么、用来做什么',
    retention: '保存多久',
    thirdParties: '第三方与 SDK',
    children: '儿童',
    rights: '您的权利',
  },
  wechatGuide: '微信的用户隐私保护指引',
  askTitle: '使用前请您了解',
  askText: '接下来的一步要用到您的微信信息。请先阅读隐私政策；不同意也可以继续使用其他功能。',
  read: '阅读隐私政策',
  agree: '同意并继续',
  decline: '暂不同意',
  changedTitle: '隐私政策已更新',
  changedText: '请阅读新的隐私政策。同意前，您的积分和权益照常使用。',
  agreed: '已记下您的同意',
};
