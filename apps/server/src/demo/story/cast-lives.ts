import { instantAt, type Day, type Identity } from '@liuliang/domain';
import { basketOf, guides, inventedMobile, stores } from './catalogue';
import { ZONE, type Chronicle, type StoryEvent, type StoryOrder } from './chronicle';
import type { StoryMembership, StoryPerson, WechatNames } from './rows';

/** Days before the last day; 0 is yesterday evening, when the story ends. */
type DaysAgo = number;
/** `21:05`, in the brand's zone. */
type TimeOfDay = string;

/** One line of a life: something done, an order, or what was given back of the order before. */
type Line =
  | readonly [DaysAgo, TimeOfDay, 'did', type: string, channel: string, item?: string]
  | readonly [DaysAgo, TimeOfDay, 'paid', amountFen: number, channel: string, guide?: string]
  | readonly [DaysAgo, TimeOfDay, 'gave back', amountFen: number];

interface CastLife {
  readonly key: string;
  readonly identities: readonly Identity[];
  readonly joined: { readonly daysAgo: DaysAgo; readonly channel: 'wechat_mini' | 'pos' } | null;
  readonly nickname: string;
  readonly mobile: string;
  readonly homeStore: string;
  /** False: has said no to messages and to recommendations. */
  readonly saysYes?: boolean;
  /** In the order in which it happened. */
  readonly lines: readonly Line[];
}

/** Numbers of the cast, in the range that the story keeps for itself. */
export const castMobiles = {
  newcomer: inventedMobile(9001),
  linxia: inventedMobile(9002),
  zhouye: inventedMobile(9003),
  chenyu: inventedMobile(9004),
  suqing: inventedMobile(9005),
  hechuan: inventedMobile(9006),
  gunan: inventedMobile(9007),
  xuqing: inventedMobile(9008),
  alan: inventedMobile(9009),
  chengyi: inventedMobile(9010),
} as const;

export type CastKey = keyof typeof castMobiles;

/** The card that 许青 got at a till, before her phone knew the brand. Her own key is the person in WeChat. */
export const XUQING_CARD = 'xuqing-card';

/** Tells the cast's lives. @returns the people, guides without a part of their own included */
export function castLives(
  chronicle: Chronicle,
  lastDay: Day,
  wechatOf: (key: string) => WechatNames,
): StoryPerson[] {
  const inWechat = (key: string): Identity[] => [
    { kind: 'wx_openid', value: wechatOf(key).openid },
    { kind: 'wx_unionid', value: wechatOf(key).unionid },
  ];
  const lives = [...consumerLives(inWechat), ...guides.map((guide, i) => guideLife(guide, i, inWechat))];
  return lives.map((life) => tell(life, chronicle, lastDay));
}

function consumerLives(inWechat: (key: CastKey) => Identity[]): CastLife[] {
  const phone = (key: CastKey): Identity => ({ kind: 'mobile', value: castMobiles[key] });
  const part = (
    key: CastKey,
    nickname: string,
    homeStore: string,
  ): Pick<CastLife, 'key' | 'nickname' | 'mobile' | 'homeStore'> => ({
    key,
    nickname,
    mobile: castMobiles[key],
    homeStore,
  });
  return [
    {
      ...part('linxia', '林夏', 'sh-jingan'),
      identities: [...inWechat('linxia'), phone('linxia'), { kind: 'tmall_ouid', value: 'AAH-islet-linxia' }],
      joined: { daysAgo: 331, channel: 'wechat_mini' },
      lines: linxia,
    },
    {
      ...part('zhouye', '周野', 'hz-hubin'),
      identities: [...inWechat('zhouye'), phone('zhouye')],
      joined: { daysAgo: 204, channel: 'wechat_mini' },
      lines: zhouye,
    },
    {
      ...part('chenyu', '陈屿', 'cd-taikooli'),
      identities: [...inWechat('chenyu'), phone('chenyu')],
      joined: { daysAgo: 350, channel: 'wechat_mini' },
      lines: chenyu,
    },
    { ...part('suqing', '苏晴', ''), identities: inWechat('suqing'), joined: null, lines: suqing },
    {
      ...part('hechuan', '何川', ''),
      identities: [...inWechat('hechuan'), phone('hechuan'), { kind: 'jd_pin', value: 'jd_islet_hechuan' }],
      joined: { daysAgo: 121, channel: 'wechat_mini' },
      saysYes: false,
      lines: hechuan,
    },
    { ...part('gunan', '顾南', ''), identities: [phone('gunan')], joined: null, lines: gunan },
    {
      ...part('xuqing', '许青', 'hz-hubin'),
      key: XUQING_CARD,
      identities: [phone('xuqing')],
      joined: { daysAgo: 243, channel: 'pos' },
      lines: xuqingCard,
    },
    { ...part('xuqing', '许青', ''), identities: inWechat('xuqing'), joined: null, lines: xuqing },
  ];
}

/** Buys in every channel, looked in yesterday evening after a visit to the shop. */
const linxia: readonly Line[] = [
  [333, '20:14', 'did', 'ad.exposed', 'ads', '山海日常'],
  [332, '21:02', 'did', 'mini.opened', 'wechat_mini'],
  [331, '12:31', 'did', 'member.joined', 'wechat_mini'],
  [330, '20:40', 'paid', 59_900, 'wechat_mini'],
  [298, '15:20', 'paid', 35_800, 'pos', 'SH01'],
  [262, '21:47', 'paid', 79_900, 'tmall'],
  [231, '16:05', 'paid', 14_900, 'pos', 'SH01'],
  [190, '20:12', 'paid', 39_900, 'wechat_mini'],
  [156, '20:33', 'paid', 118_800, 'tmall'],
  [121, '14:48', 'paid', 45_900, 'pos', 'SH02'],
  [88, '21:19', 'did', 'draw.entered', 'wechat_mini', '屿 01 限量 灯塔'],
  [83, '20:05', 'paid', 129_900, 'wechat_mini'],
  [47, '17:26', 'paid', 52_900, 'pos', 'SH01'],
  [26, '22:08', 'did', 'coupon.claimed', 'wechat_mini'],
  [11, '22:41', 'paid', 101_800, 'tmall'],
  [4, '08:52', 'did', 'checkin.done', 'wechat_mini'],
  [3, '08:47', 'did', 'checkin.done', 'wechat_mini'],
  [2, '08:55', 'did', 'checkin.done', 'wechat_mini'],
  [1, '21:30', 'did', 'product.favorited', 'wechat_mini', '雾岛 冲锋衣'],
  [0, '18:34', 'did', 'store.visited', 'pos'],
  [0, '18:52', 'paid', 129_900, 'pos', 'SH01'],
  [0, '20:46', 'did', 'mini.opened', 'wechat_mini'],
];

/**
 * The refund three days ago took back the points of the jacket, of which some were spent by then; a part of the order
 * before went back, too.
 */
const zhouye: readonly Line[] = [
  [206, '21:12', 'did', 'ad.exposed', 'ads', '春日徒步季'],
  [204, '20:30', 'did', 'member.joined', 'wechat_mini'],
  [203, '20:51', 'paid', 89_900, 'wechat_mini'],
  [96, '16:14', 'paid', 69_800, 'pos', 'HZ01'],
  [91, '15:02', 'gave back', 19_900],
  [17, '22:03', 'did', 'cart.added', 'wechat_mini', '雾岛 冲锋衣'],
  [16, '21:36', 'paid', 129_900, 'wechat_mini'],
  [3, '10:20', 'gave back', 129_900],
  [2, '19:41', 'did', 'mini.opened', 'wechat_mini'],
];

/** A regular once, with an old card brought along; nothing has been heard of him for ten weeks. */
const chenyu: readonly Line[] = [
  [352, '19:32', 'did', 'store.visited', 'pos'],
  [350, '20:03', 'did', 'member.joined', 'wechat_mini'],
  [295, '15:40', 'paid', 69_900, 'pos', 'CD01'],
  [214, '20:22', 'paid', 45_900, 'wechat_mini'],
  [133, '16:51', 'paid', 22_800, 'pos', 'CD01'],
  [79, '20:17', 'did', 'product.viewed', 'wechat_mini', '渡口 背包 24L'],
  [74, '21:05', 'did', 'mini.opened', 'wechat_mini'],
];

/** Bought her first pair a week ago and joins today: one purchase, one welcome. */
const suqing: readonly Line[] = [
  [13, '12:44', 'did', 'ad.exposed', 'ads', '双11 会场'],
  [12, '22:10', 'did', 'mini.opened', 'wechat_mini'],
  [10, '21:58', 'did', 'product.favorited', 'wechat_mini', '屿 01 板鞋'],
  [8, '20:26', 'paid', 59_900, 'wechat_mini'],
];

/** Buys and collects points, and wants neither messages nor recommendations. */
const hechuan: readonly Line[] = [
  [123, '20:48', 'did', 'page.landed', 'jd', '山海日常'],
  [121, '13:05', 'did', 'member.joined', 'wechat_mini'],
  [120, '20:19', 'paid', 49_900, 'jd'],
  [62, '21:33', 'paid', 79_900, 'wechat_mini'],
  [9, '23:02', 'paid', 43_900, 'jd'],
  [6, '20:10', 'did', 'content.viewed', 'wechat_mini', '怎样洗冲锋衣'],
];

/** Gives his number at the till, and has never opened the mini-program. */
const gunan: readonly Line[] = [
  [154, '15:27', 'did', 'store.visited', 'pos'],
  [154, '15:58', 'paid', 79_900, 'pos', 'CD02'],
  [67, '17:10', 'paid', 30_700, 'pos', 'CD02'],
  [5, '18:22', 'paid', 45_900, 'pos', 'CD01'],
];

/** Two cards for one person: the number at the till … */
const xuqingCard: readonly Line[] = [
  [243, '14:12', 'did', 'member.joined', 'pos'],
  [243, '14:20', 'paid', 89_900, 'pos', 'HZ01'],
  [128, '16:39', 'paid', 27_800, 'pos', 'HZ02'],
];

/** … and her phone, which bought without saying a number. She says it when she joins, and the cards become one. */
const xuqing: readonly Line[] = [
  [58, '20:50', 'did', 'ad.exposed', 'ads', '秋山新品'],
  [57, '21:21', 'did', 'mini.opened', 'wechat_mini'],
  [56, '21:40', 'paid', 49_900, 'wechat_mini'],
  [10, '22:15', 'paid', 75_900, 'wechat_mini'],
  [1, '20:31', 'did', 'mini.opened', 'wechat_mini'],
];

/** Has rung up a purchase of her own under her own code: a reward that somebody should look at. */
const OWN_BUYER = 'guide-sh02';
const ownPurchase = (code: string): readonly Line[] => [[13, '20:12', 'paid', 89_900, 'pos', code]];

/** Guides are members: they joined when they were hired, and buy at their own store now and then. */
function guideLife(
  guide: (typeof guides)[number],
  index: number,
  inWechat: (key: string) => Identity[],
): CastLife {
  const mobile = guide.key in castMobiles ? castMobiles[guide.key as CastKey] : inventedMobile(9101 + index);
  const colleague = guides.find((one) => one.store === guide.store && one.code !== guide.code);
  return {
    key: guide.key,
    nickname: guide.name,
    mobile,
    homeStore: guide.store,
    identities: [...inWechat(guide.key), { kind: 'mobile', value: mobile }],
    joined: { daysAgo: 342 - index * 17, channel: 'wechat_mini' },
    lines: [
      [342 - index * 17, '10:20', 'did', 'member.joined', 'wechat_mini'],
      [170 - index * 9, '19:40', 'paid', 47_900, 'pos', colleague?.code ?? ''],
      [30 - index, '09:50', 'did', 'mini.opened', 'wechat_mini'],
      ...(guide.key === OWN_BUYER ? ownPurchase(guide.code) : []),
      [1, '09:48', 'did', 'mini.opened', 'wechat_mini'],
    ],
  };
}

function tell(life: CastLife, chronicle: Chronicle, lastDay: Day): StoryPerson {
  const [first] = life.lines;
  if (!first) throw new Error(`${life.key} has no story`);
  const person: StoryPerson = {
    key: life.key,
    identities: life.identities,
    firstSeenAtMs: instantAt(lastDay - first[0], minuteOf(first[1]), ZONE),
    membership: membershipOf(life, lastDay),
  };
  let lastOrder = '';
  for (const line of life.lines) {
    const [day, minuteOfDay] = [lastDay - line[0], minuteOf(line[1])];
    if (line[2] === 'did') chronicle.event(person, eventOf(line, day, minuteOfDay, life.homeStore));
    else if (line[2] === 'paid') lastOrder = chronicle.order(person, orderOf(line, day, minuteOfDay));
    else chronicle.refund(person, lastOrder, day, minuteOfDay, line[3]);
  }
  return person;
}

function membershipOf({ joined, lines, ...life }: CastLife, lastDay: Day): StoryMembership | null {
  if (!joined) return null;
  const line = lines.find((one) => one[2] === 'did' && one[3] === 'member.joined');
  return {
    joinedAtMs: instantAt(lastDay - joined.daysAgo, minuteOf(line?.[1] ?? '12:00'), ZONE),
    channel: joined.channel,
    nickname: life.nickname,
    mobile: life.mobile,
    homeStore: life.homeStore,
    marketing: life.saysYes ?? true,
    personalisation: life.saysYes ?? true,
  };
}

function eventOf(
  line: Extract<Line, { 2: 'did' }>,
  day: Day,
  minuteOfDay: number,
  homeStore: string,
): StoryEvent {
  const [, , , type, channel, item = ''] = line;
  const store = channel === 'pos' ? homeStore || (stores[0]?.code ?? '') : '';
  return { day, minuteOfDay, type, channel, item, store };
}

/** A till is where its guide is. */
function orderOf(line: Extract<Line, { 2: 'paid' }>, day: Day, minuteOfDay: number): StoryOrder {
  const [, , , amountFen, channel, code = ''] = line;
  const told = { day, minuteOfDay, amountFen, channel, guide: code, basket: basketOf(amountFen) };
  const guide = guides.find((one) => one.code === code);
  return guide ? { ...told, store: guide.store } : told;
}

function minuteOf(time: TimeOfDay): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
