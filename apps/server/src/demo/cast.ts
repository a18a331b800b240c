import type { CastMember, DemoCast } from './doors';
import type { CastKey } from './story';

/** The demo's operator. The password is public on purpose and works on the demo brand only. */
export const demoOperator = { login: 'operator@islet.demo', password: 'islet-demo-2026' };

/** The operator's colleagues, for what needs a second person. Finance may do all; service asks. */
export const demoColleagues = {
  finance: {
    login: 'finance@islet.demo',
    displayName: '沈财务',
    password: demoOperator.password,
    role: 'owner',
  },
  service: {
    login: 'service@islet.demo',
    displayName: '周客服',
    password: demoOperator.password,
    role: 'operations',
  },
};

const names = {
  newcomer: { zh: '新朋友', en: 'A newcomer' },
  linxia: { zh: '林夏', en: 'Lin Xia' },
  zhouye: { zh: '周野', en: 'Zhou Ye' },
  chenyu: { zh: '陈屿', en: 'Chen Yu' },
  suqing: { zh: '苏晴', en: 'Su Qing' },
  hechuan: { zh: '何川', en: 'He Chuan' },
  gunan: { zh: '顾南', en: 'Gu Nan' },
  xuqing: { zh: '许青', en: 'Xu Qing' },
  alan: { zh: '阿岚', en: 'A Lan' },
  chengyi: { zh: '程一', en: 'Cheng Yi' },
} satisfies Partial<Record<CastKey, CastMember['name']>>;

const member = (key: keyof typeof names, zh: string, en: string): CastMember => ({
  key,
  name: names[key],
  story: { zh, en },
});

/** Who can be played, each in a state that a screen or a test needs. Their lives are in story/cast-lives.ts. */
export const cast: DemoCast = {
  consumer: [
    member('newcomer', '第一次打开，还不是会员', 'Opens the app for the first time, not a member yet'),
    member(
      'linxia',
      '老会员，到处都买；昨天的积分还在路上，有一件礼品待取',
      'A loyal member: yesterday’s points are pending, and a gift waits for her',
    ),
    member('zhouye', '换了礼品又退货，积分欠着', 'Took a gift, then returned the jacket: in debt'),
    member(
      'chenyu',
      '沉睡会员；今晚有积分到期，等级也快保不住了',
      'A sleeping member: points expire tonight, and the level is at risk',
    ),
    member('suqing', '上周买了第一双鞋，今天刚入会', 'Bought her first pair last week and joined today'),
    member(
      'hechuan',
      '不收营销消息和个性化推荐；有等级体验卡，转给朋友的积分还没人领',
      'Wants no offers; has a trial card, and points on their way to a friend',
    ),
    member(
      'gunan',
      '门店留过手机号，没入会；入会时授权手机号，积分就到账',
      'Known by his number at the till, not a member: joining with it brings his points along',
    ),
    member(
      'xuqing',
      '门店卡和小程序卡刚合并成一张，离下一等级只差一点',
      'Her two cards have become one, just below the next level',
    ),
  ],
  guide: [
    member('alan', '上海静安店导购', 'Guide at the Jing’an store in Shanghai'),
    member('chengyi', '杭州湖滨店导购', 'Guide at the Hubin store in Hangzhou'),
  ],
  operator: demoOperator,
};
