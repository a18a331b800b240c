import { plainRules, type EarningRules } from './rules';
import { rulesInWords } from './words';

const plain = plainRules({ points: 1, perFen: 100 });
const capped: EarningRules = { ...plain, caps: { perOrder: null, perDay: 100 } };
const sentences = (rules: EarningRules): string[] => rulesInWords(rules).map(({ zh }) => zh);

describe('rules in words', () => {
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
