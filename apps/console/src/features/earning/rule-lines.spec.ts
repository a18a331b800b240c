import { changesBetween } from '../../app/versions/lines';
import { decimalText } from '../../ui/decimal';
import { formatCount, formatMoney } from '../../ui/format';
import { expirySentence, ruleLines } from './rule-lines';
import type { Rules } from './rules';
import { zh, type Named } from './words.zh';

const named: Named = {
  tier: (level) => `V${level}`,
  layer: String,
  channel: String,
  event: String,
  money: formatMoney,
  count: formatCount,
  times: decimalText,
};
/** One point a yuan, good until the end of next year. */
const firstRules: Rules = {
  base: { points: 1, perFen: 100 },
  growth: { points: 1, perFen: 100 },
  guide: null,
  events: [],
  multipliers: {
    combine: 'highest',
    tier: [],
    layer: [],
    channel: [],
    store: [],
    item: [],
    birthday: null,
    memberDay: null,
  },
  caps: { perOrder: null, perDay: null },
  budget: null,
  pendingDays: 7,
  expiry: { kind: 'calendar', months: 12, endOf: 'year' },
  clawback: { member: 'unlimited', guideDebtMax: 0 },
  lateFacts: 'settle',
  reinstateDays: 0,
  noticeDays: 30,
  funder: 'hq',
  suppliers: [],
  guideFunder: 'hq',
};
const linesOf = (rules: Rules) => ruleLines(rules, zh.sentences, named);

describe('earning rules in words', () => {
  it('says the base rate, the expiry and who pays', () => {
    const texts = linesOf(firstRules).map(({ text }) => text);
    expect(texts).toContain('每消费 ¥1.00 得 1 积分');
    expect(texts).toContain('积分在获得次年 12 月 31 日到期');
    expect(texts).toContain('会员积分由总部承担');
  });

  it('tells a changed multiplier as one change, before and after', () => {
    const tiered = (percent: number): Rules => ({
      ...firstRules,
      multipliers: { ...firstRules.multipliers, tier: [{ level: 2, percent }] },
    });
    expect(changesBetween(linesOf(tiered(120)), linesOf(tiered(150)))).toEqual([
      { section: 'multipliers', key: 'tier.2', before: 'V2：1.2 倍', after: 'V2：1.5 倍' },
    ]);
  });

  it('gives every sentence a key of its own', () => {
    const keys = linesOf(firstRules).map(({ section, key }) => `${section} ${key}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each([
    [{ kind: 'never' }, '积分永不过期'],
    [{ kind: 'fixed', month: 12, day: 31, years: 0 }, '积分在获得当年 12 月 31 日到期'],
    [{ kind: 'fixed', month: 12, day: 31, years: 1 }, '积分在获得次年 12 月 31 日到期'],
    [{ kind: 'fixed', month: 3, day: 31, years: 1 }, '积分在获得之后的第 2 个 3 月 31 日到期'],
    [{ kind: 'rolling', unit: 'month', count: 18 }, '积分在获得 18 个月后到期'],
    [{ kind: 'calendar', months: 12, endOf: 'quarter' }, '积分在获得 12 个月后的当季末到期'],
    [
      { kind: 'sliding', days: 365, activity: 'earning' },
      '365 天没有新积分，全部积分到期；一有新积分就重新计时',
    ],
    [
      { kind: 'sliding', days: 90, activity: 'either' },
      '90 天没有得到或使用积分，全部积分到期；一有就重新计时',
    ],
  ] as const)('puts %j as a member would be told', (expiry, text) =>
    expect(expirySentence(expiry, zh.sentences)).toBe(text),
  );
});
