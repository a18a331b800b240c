import type { TierBenefit, TierScheme } from '@liuliang/domain';

const benefit = (kind: TierBenefit['kind'], value: number, zh: string, en: string): TierBenefit => {
  return { kind, value, text: { zh, en } };
};

const shipping = benefit('free_shipping', 0, '全场包邮', 'Free shipping on everything');
const early = (hours: number): TierBenefit =>
  benefit('early_access', hours, `新品提前 ${hours} 小时购`, `New pieces ${hours} hours early`);
const birthday = (points: number): TierBenefit =>
  benefit('birthday_gift', points, `生日月 ${points} 积分`, `${points} points in your birthday month`);

/** The levels of the demo brand, from first meeting to islander. */
export const demoTiers: TierScheme = {
  basis: 'growth',
  window: { kind: 'rolling', months: 12 },
  graceDays: 30,
  warningDays: 30,
  refund: { review: 'at_review', unusedGift: 'keep' },
  levels: [
    level('初见', 'First meeting', 0, 1, []),
    level('同行', 'Companion', 1_000, 2, [birthday(100)]),
    level('知己', 'Kindred', 2_500, 3, [birthday(200), shipping]),
    level('挚友', 'Close friend', 9_000, 4, [birthday(500), shipping, early(24)]),
    level('屿民', 'Islander', 16_000, 5, [birthday(1_000), shipping, early(48)]),
  ],
};

function level(
  zh: string,
  en: string,
  threshold: number,
  number: number,
  benefits: readonly TierBenefit[],
): TierScheme['levels'][number] {
  return { name: { zh, en }, threshold, colour: `tier-${number}`, giftPoints: 0, benefits };
}
