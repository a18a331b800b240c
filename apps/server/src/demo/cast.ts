import type { CastMember, DemoCast } from './doors';
import type { CastKey } from './story';

/** The demo's operator. The password is public on purpose and works on the demo brand only. */
export const demoOperator = { login: 'operator@islet.demo', password: 'islet-demo-2026' };

const member = (key: CastKey, name: CastMember['name'], story: CastMember['story']): CastMember => ({
  key,
  name,
  story,
});

/** Who can be played, each in a state that a screen or a test needs. Their lives are in story/cast-lives.ts. */
export const cast: DemoCast = {
  consumer: [
    member(
      'newcomer',
      { zh: '新朋友', en: 'A newcomer' },
      { zh: '第一次打开，还不是会员', en: 'Opens the app for the first time, not a member yet' },
    ),
    member(
      'linxia',
      { zh: '林夏', en: 'Lin Xia' },
      {
        zh: '老会员，到处都买，有一条未读消息',
        en: 'A loyal member who buys in every channel, with an unread message',
      },
    ),
    member(
      'zhouye',
      { zh: '周野', en: 'Zhou Ye' },
      { zh: '退过货，退回的订单积分已收回', en: 'Returned a jacket, and its points went back with it' },
    ),
    member(
      'chenyu',
      { zh: '陈屿', en: 'Chen Yu' },
      { zh: '沉睡会员，两个多月没有动静', en: 'A sleeping member, silent for more than two months' },
    ),
    member(
      'suqing',
      { zh: '苏晴', en: 'Su Qing' },
      { zh: '上周买了第一双鞋，今天刚入会', en: 'Bought her first pair last week and joined today' },
    ),
    member(
      'hechuan',
      { zh: '何川', en: 'He Chuan' },
      {
        zh: '只要积分，不收营销消息和个性化推荐',
        en: 'Wants points, but neither offers nor recommendations',
      },
    ),
    member(
      'gunan',
      { zh: '顾南', en: 'Gu Nan' },
      {
        zh: '门店留过手机号，没入会；入会时授权手机号，积分就到账',
        en: 'Known by his number at the till, not a member: joining with it brings his points along',
      },
    ),
    member(
      'xuqing',
      { zh: '许青', en: 'Xu Qing' },
      {
        zh: '门店卡和小程序卡刚合并成一张',
        en: 'Her card from the till and the one on her phone have become one',
      },
    ),
  ],
  guide: [
    member(
      'alan',
      { zh: '阿岚', en: 'A Lan' },
      { zh: '上海静安店导购', en: 'Guide at the Jing’an store in Shanghai' },
    ),
    member(
      'chengyi',
      { zh: '程一', en: 'Cheng Yi' },
      { zh: '杭州湖滨店导购', en: 'Guide at the Hubin store in Hangzhou' },
    ),
  ],
  operator: demoOperator,
};
