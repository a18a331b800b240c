import { plainRules, type EarningRules } from './rules';
import { rulesInWords } from './words';

const plain = plainRules({ points: 1, perFen: 100 });
const capped: EarningRules = { ...plain, caps: { perOrder: null, perDay: 100 } };
const sentences = (rules: EarningRules): string[] => rulesInWords(rules, []).map(({ zh }) => zh);

const names = [
  { zh: '初见', en: 'First' },
  { zh: '同行', en: 'Companion' },
];

describe('rules in words', () => {
  it('call a level and a channel by their names, and write figures as people do', () => {
    const rules: EarningRules = {
      ...plain,
      caps: { perOrder: 5_000, perDay: 1 },
      expiry: { kind: 'rolling', unit: 'month', count: 1 },
      multipliers: {
        ...plain.multipliers,
        tier: [
          { level: 2, percent: 120 },
          { level: 3, percent: 150 },
        ],
        channel: [{ channel: 'tmall', percent: 200 }],
      },
    };
    const words = rulesInWords(rules, names);
    expect(words.map(({ zh }) => zh)).toEqual(
      expect.arrayContaining([
        '同行 1.2 倍积分',
        'V3 1.5 倍积分',
        '天猫消费 2 倍积分',
        '每单最多 5,000 积分',
      ]),
    );
    const english = words.map(({ en }) => en);
    expect(english).toEqual(
      expect.arrayContaining([
        '1 point for every ¥1 spent',
        '1.2 times the points for Companion',
        'At most 5,000 points an order',
        'At most 1 point a day',
        'Points are good for 1 month',
      ]),
    );
    expect(english.join('\n')).not.toMatch(/\b1 (points|days|months|years|times a)\b/);
  });

  it('tell what a late order changes only where it can change anything', () => {
    expect(sentences(plain).filter((text) => text.includes('较晚'))).toEqual([]);
    expect(sentences(capped)).toContain(
      '较早的订单若较晚传到，之后的积分会按实际先后重新计算，差额补发或收回',
    );
    expect(sentences({ ...capped, lateFacts: 'keep' })).toContain('较早的订单若较晚传到，已经发放的积分不变');
  });

  it.each([
    ['earning', '30 天内没有新积分，积分到期'],
    ['redeeming', '30 天内没有使用积分，积分到期'],
    ['either', '30 天内既没有新积分也没有使用积分，积分到期'],
  ] as const)('tell what keeps sliding points: %s', (activity, text) => {
    expect(sentences({ ...plain, expiry: { kind: 'sliding', days: 30, activity } })).toContain(text);
  });
});
