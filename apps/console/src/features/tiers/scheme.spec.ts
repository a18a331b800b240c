import { changesBetween } from '../../app/versions/lines';
import { nextLevel, type Level, type Scheme } from './scheme';
import { schemeLines } from './scheme-lines';
import { zh } from './words.zh';

const level = (number: number, threshold: number): Level => ({
  name: { zh: `V${number}`, en: `V${number}` },
  threshold,
  colour: `tier-${number}`,
  giftPoints: 0,
  benefits: [],
});

const scheme = (levels: readonly Level[]): Scheme => ({
  basis: 'growth',
  window: { kind: 'rolling', months: 12 },
  graceDays: 30,
  warningDays: 30,
  refund: { review: 'at_review', unusedGift: 'keep' },
  levels: [...levels],
});

describe('a tier scheme being edited', () => {
  it('grows by a level above the highest', () => {
    expect(nextLevel([level(1, 0)], 'growth').threshold).toBe(1000);
    expect(nextLevel([level(1, 0), level(2, 3000)], 'growth')).toMatchObject({
      threshold: 6000,
      colour: 'tier-3',
    });
  });
});

describe('a tier scheme in words', () => {
  it('tells a raised threshold as one change', () => {
    const lines = (threshold: number) => schemeLines(scheme([level(1, 0), level(2, threshold)]), zh, 'zh');
    expect(changesBetween(lines(1000), lines(2000))).toEqual([
      { section: 'levels', key: 'level.2', before: 'V2：1,000 成长值 起', after: 'V2：2,000 成长值 起' },
    ]);
  });

  it('gives thresholds of net spend as money', () => {
    const spend: Scheme = { ...scheme([level(1, 0), level(2, 500_000)]), basis: 'net_spend' };
    expect(schemeLines(spend, zh, 'zh').map(({ text }) => text)).toContain('V2：¥5,000 起');
  });
});
