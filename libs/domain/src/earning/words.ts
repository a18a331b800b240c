import { grouped, shortYuan } from '../shared/money';
import { dependsOnOrder, type EarningRules, type Expiry } from './rules';

/** A sentence in both languages. */
export interface RuleWords {
  readonly zh: string;
  readonly en: string;
}

/**
 * The rules as sentences for members: everything that decides what they get, nothing about who pays for it.
 * @param levelNames what the brand calls its levels, the lowest first
 */
export function rulesInWords(rules: EarningRules, levelNames: readonly RuleWords[]): RuleWords[] {
  return [
    ...earningWords(rules),
    ...multiplierWords(rules, levelNames),
    ...limitWords(rules),
    pendingWords(rules.pendingDays),
    expiryWords(rules.expiry),
    clawbackWords(rules.clawback.member),
    ...lateFactsWords(rules),
  ];
}

const say = (zh: string, en: string): RuleWords => ({ zh, en });

const figure = (count: number): string => grouped(String(count));

/** `1 point`, `5,000 points`. */
const counted = (count: number, thing: string): string =>
  `${figure(count)} ${thing}${count === 1 ? '' : 's'}`;

/** Percent as times: 150 is 1.5. */
function times(percent: number): string {
  const digits = String(percent).padStart(3, '0');
  const rest = digits.slice(-2).replace(/0+$/, '');
  return rest === '' ? digits.slice(0, -2) : `${digits.slice(0, -2)}.${rest}`;
}

function earningWords({ base, growth, events }: EarningRules): RuleWords[] {
  const words: RuleWords[] = [];
  if (base.points > 0) {
    words.push(
      say(
        `每消费 ¥${shortYuan(base.perFen)} 得 ${figure(base.points)} 积分`,
        `${counted(base.points, 'point')} for every ¥${shortYuan(base.perFen)} spent`,
      ),
    );
  }
  if (growth.points > 0) {
    words.push(
      say(
        `每消费 ¥${shortYuan(growth.perFen)} 得 ${figure(growth.points)} 成长值`,
        `${figure(growth.points)} growth for every ¥${shortYuan(growth.perFen)} spent`,
      ),
    );
  }
  for (const { type, points, timesPerDay } of events) {
    if (points === 0) continue;
    const [zh, en] = eventNames[type] ?? [type, type];
    const limit =
      timesPerDay === null
        ? say('', '')
        : say(`，每天最多 ${timesPerDay} 次`, `, up to ${counted(timesPerDay, 'time')} a day`);
    words.push(
      say(`${zh}得 ${figure(points)} 积分${limit.zh}`, `${counted(points, 'point')} for ${en}${limit.en}`),
    );
  }
  return words;
}

/** The events that members know by a name; others are told by their type. */
const eventNames: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  'member.joined': ['入会', 'joining'],
  'store.visited': ['到店', 'visiting a store'],
  'content.viewed': ['浏览内容', 'reading'],
  'product.favorited': ['收藏商品', 'saving a product'],
  'code.scanned': ['扫码', 'scanning a code'],
  'live.watched': ['观看直播', 'watching a live show'],
  shared: ['分享', 'sharing'],
};

/** The channels that members know by a name; others are told by their code. */
const channelNames: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  wechat_mini: ['小程序', 'the mini-program'],
  wecom: ['企业微信', 'WeChat Work'],
  official_account: ['公众号', 'the official account'],
  pos: ['门店', 'the stores'],
  store: ['门店', 'the stores'],
  online: ['线上商城', 'the online shop'],
  tmall: ['天猫', 'Tmall'],
  taobao: ['淘宝', 'Taobao'],
  jd: ['京东', 'JD'],
  douyin: ['抖音', 'Douyin'],
};

function multiplierWords({ multipliers }: EarningRules, levelNames: readonly RuleWords[]): RuleWords[] {
  const { tier, channel, store, item, birthday, memberDay, combine } = multipliers;
  const words: RuleWords[] = [];
  for (const { level, percent } of tier) {
    const { zh, en } = levelNames[level - 1] ?? say(`V${level}`, `V${level}`);
    words.push(say(`${zh} ${times(percent)} 倍积分`, `${times(percent)} times the points for ${en}`));
  }
  for (const one of channel) {
    const [zh, en] = channelNames[one.channel] ?? [one.channel, one.channel];
    words.push(
      say(`${zh}消费 ${times(one.percent)} 倍积分`, `${times(one.percent)} times the points through ${en}`),
    );
  }
  if (store.length > 0) {
    words.push(
      say(`部分门店积分倍数不同，以门店公示为准`, `Some stores give other multiples; ask in the store`),
    );
  }
  for (const { name, percent } of item) {
    words.push(
      percent === 0
        ? say(`${name}不参与积分`, `No points for ${name}`)
        : say(`${name} ${times(percent)} 倍积分`, `${times(percent)} times the points for ${name}`),
    );
  }
  if (birthday) {
    const [zh, en] = { day: ['当天', 'day'], week: ['当周', 'week'], month: ['当月', 'month'] }[
      birthday.window
    ] as [string, string];
    words.push(
      say(
        `生日${zh} ${times(birthday.percent)} 倍积分`,
        `${times(birthday.percent)} times the points in your birthday ${en}`,
      ),
    );
  }
  if (memberDay) {
    const days = memberDay.days.join('、');
    words.push(
      memberDay.on === 'monthDays'
        ? say(
            `每月 ${days} 日会员日 ${times(memberDay.percent)} 倍积分`,
            `${times(memberDay.percent)} times the points on day ${memberDay.days.join(', ')} of the month`,
          )
        : say(
            `每${memberDay.days.map((day) => `周${'一二三四五六日'[day - 1] ?? ''}`).join('、')}会员日 ${times(memberDay.percent)} 倍积分`,
            `${times(memberDay.percent)} times the points every ${memberDay.days.map((day) => WEEKDAYS[day - 1] ?? '').join(', ')}`,
          ),
    );
  }
  if (words.length > 1) words.push(combineWords[combine]);
  return words;
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

const combineWords: Readonly<Record<EarningRules['multipliers']['combine'], RuleWords>> = {
  product: say('同时符合多项时，倍数相乘', 'Where several apply, they are multiplied'),
  highest: say('同时符合多项时，取最高倍数', 'Where several apply, the highest counts'),
  sum: say('同时符合多项时，额外倍数相加', 'Where several apply, what they add is added up'),
};

function limitWords({ caps, budget }: EarningRules): RuleWords[] {
  const words: RuleWords[] = [];
  if (caps.perOrder !== null)
    words.push(
      say(`每单最多 ${figure(caps.perOrder)} 积分`, `At most ${counted(caps.perOrder, 'point')} an order`),
    );
  if (caps.perDay !== null)
    words.push(say(`每天最多 ${figure(caps.perDay)} 积分`, `At most ${counted(caps.perDay, 'point')} a day`));
  if (budget) words.push(say('积分数量有限，发完为止', 'While points last'));
  return words;
}

function pendingWords(days: number): RuleWords {
  return days === 0
    ? say('积分即时到账', 'Points are there at once')
    : say(`付款 ${days} 天后积分生效`, `Points can be used ${counted(days, 'day')} after payment`);
}

function expiryWords(expiry: Expiry): RuleWords {
  switch (expiry.kind) {
    case 'never':
      return say('积分长期有效', 'Points do not expire');
    case 'sliding':
      return slidingWords(expiry);
    case 'rolling':
      return expiry.unit === 'day'
        ? say(`积分 ${expiry.count} 天内有效`, `Points are good for ${counted(expiry.count, 'day')}`)
        : say(`积分 ${expiry.count} 个月内有效`, `Points are good for ${counted(expiry.count, 'month')}`);
    case 'calendar': {
      const [zh, en] = {
        month: ['当月底', 'month'],
        quarter: ['当季末', 'quarter'],
        year: ['当年底', 'year'],
      }[expiry.endOf] as [string, string];
      return say(
        `积分从获得起满 ${expiry.months} 个月，到${zh}为止有效`,
        `Points are good for ${counted(expiry.months, 'month')} and on to the end of that ${en}`,
      );
    }
    case 'fixed':
      return say(
        `积分于${expiry.years === 0 ? '最近的' : `其后第 ${expiry.years} 个`} ${expiry.month} 月 ${expiry.day} 日到期`,
        `Points expire on day ${expiry.day} of month ${expiry.month}${expiry.years === 0 ? '' : `, ${counted(expiry.years, 'year')} on`}`,
      );
  }
}

function slidingWords({ days, activity }: Extract<Expiry, { kind: 'sliding' }>): RuleWords {
  switch (activity) {
    case 'earning':
      return say(
        `${days} 天内没有新积分，积分到期`,
        `Points expire after ${counted(days, 'day')} without earning`,
      );
    case 'redeeming':
      return say(
        `${days} 天内没有使用积分，积分到期`,
        `Points expire after ${counted(days, 'day')} without using any`,
      );
    case 'either':
      return say(
        `${days} 天内既没有新积分也没有使用积分，积分到期`,
        `Points expire after ${counted(days, 'day')} without earning or using any`,
      );
  }
}

/** Nobody is told of late facts who can never see one change anything. */
function lateFactsWords(rules: EarningRules): RuleWords[] {
  if (!dependsOnOrder(rules)) return [];
  return [
    rules.lateFacts === 'settle'
      ? say(
          '较早的订单若较晚传到，之后的积分会按实际先后重新计算，差额补发或收回',
          'If an earlier order reaches us late, later points are worked out again, and the difference is given or taken back',
        )
      : say(
          '较早的订单若较晚传到，已经发放的积分不变',
          'If an earlier order reaches us late, points already given stay as they are',
        ),
  ];
}

function clawbackWords(policy: EarningRules['clawback']['member']): RuleWords {
  switch (policy) {
    case 'unlimited':
      return say(
        '退款时收回相应积分，不足的从以后的积分中扣除',
        'A refund takes its points back; what is missing is taken from later ones',
      );
    case 'within-balance':
      return say(
        '退款时收回相应积分，以现有积分为限',
        'A refund takes its points back, as far as you still have them',
      );
    case 'only-pending':
      return say('退款时只收回尚未生效的积分', 'A refund takes back only points that cannot be used yet');
  }
}
