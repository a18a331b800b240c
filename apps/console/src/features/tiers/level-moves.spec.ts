import { levelMoves } from './level-moves';
import type { Level, Scheme } from './scheme';

const level = (giftPoints: number, threshold: number): Level => ({
  name: { zh: 'V', en: 'V' },
  threshold,
  colour: 'tier-1',
  giftPoints,
  benefits: [],
});

const scheme = (...above: readonly Level[]): Scheme => ({
  basis: 'growth',
  window: { kind: 'rolling', months: 12 },
  graceDays: 30,
  warningDays: 30,
  refund: { review: 'at_review', unusedGift: 'keep' },
  levels: [level(0, 0), ...above],
});

describe('what of a tier scheme may be a slip', () => {
  it('is a gift or a threshold that becomes many times as much, or a fraction of it', () => {
    expect(levelMoves(scheme(level(10, 1_000)), scheme(level(1_000, 10)))).toEqual([
      { key: 'gift', level: 2, before: 10, after: 1_000, giftPoints: 1_000 },
      { key: 'threshold', level: 2, before: 1_000, after: 10, giftPoints: 1_000 },
    ]);
  });

  it('is not what changes a little, nor a level that is new', () => {
    expect(levelMoves(scheme(level(10, 1_000)), scheme(level(12, 900)))).toEqual([]);
    expect(levelMoves(scheme(), scheme(level(1_000, 10)))).toEqual([]);
  });
});
