import { myTier } from '../../../test/answers-points';
import { en } from '../../messages.en';
import { zh } from '../../messages.zh';
import { learnBrandClock } from '../../platform/brand-clock';
import type { MyTier } from './tier.resource';
import { deadlineOf, standingLine, wayText } from './tier.shared';

beforeEach(() => learnBrandClock([[0, 480]]));

const NOW_MS = Date.UTC(2026, 10, 30, 4);
const zhOf = ({ zh: text }: { zh: string }) => text;
const enOf = ({ en: text }: { en: string }) => text;
const tier = (change: Partial<MyTier['standing']>): MyTier => {
  const of = myTier();
  return { ...of, standing: { ...of.standing, ...change } };
};

it('says of a trial card until when it lasts, and what was earned without it, never that one rises to less', () => {
  const trial: Partial<MyTier['standing']> = {
    level: 3,
    earnedLevel: 1,
    basis: 'growth',
    figure: 1_737,
    next: {
      level: 2,
      name: { zh: '探路者', en: 'Pathfinder' },
      colour: 'tier-2',
      threshold: 2_500,
      missing: 763,
      benefits: [],
    },
    pass: {
      passId: 'tps_1',
      passKey: 'trial',
      kind: 'trial',
      level: 3,
      name: { zh: '远行者', en: 'Traveller' },
      startsAtMs: 0,
      endsAtMs: Date.UTC(2026, 11, 23, 16),
      amountFen: 0,
      cancelledAtMs: null,
      isActive: true,
    },
  };
  const line = '体验卡到 12月23日 · 凭成长值：初识，还差 763 到探路者';
  expect(standingLine(tier(trial), NOW_MS, zh, zhOf)).toBe(line);
  expect(standingLine(tier(trial), NOW_MS, en, enOf)).toBe(
    'Trial card until 23 Dec · Earned: Newcomer, 763 more growth to Pathfinder',
  );
  expect(wayText(tier({ ...trial, next: null }), zh, zhOf)).toBe('凭成长值：初识');
});

const KEEP = {
  reviewAtMs: Date.UTC(2026, 11, 16, 16),
  untilMs: Date.UTC(2027, 0, 31, 16),
  needed: 250_000,
  missing: 111_400,
  windowStartsAtMs: Date.UTC(2025, 11, 16, 16),
  isDue: true,
};

it('names one deadline: the review once it is due, and the fall after it was failed', () => {
  const due = tier({ keep: KEEP });
  expect(standingLine(due, NOW_MS, zh, zhOf)).toBe('到 12月16日 为止再消费 ¥1,114，就能保住探路者');
  expect(deadlineOf(due.standing)).toEqual({
    untilMs: KEEP.reviewAtMs,
    missing: 111_400,
    needed: 250_000,
    windowStartsAtMs: KEEP.windowStartsAtMs,
  });
  const risk = {
    fallsAtMs: KEEP.untilMs,
    toLevel: 1,
    toName: { zh: '初识', en: 'Newcomer' },
    missing: 120_000,
  };
  const failed = tier({ keep: KEEP, risk, windowStartsAtMs: 7 });
  expect(standingLine(failed, NOW_MS, zh, zhOf)).toBe('到 2027年1月31日 为止再消费 ¥1,200，就能保住探路者');
  expect(deadlineOf(failed.standing)?.windowStartsAtMs).toBe(7);
});

it('fears nothing before the warning, nor where nothing is missing', () => {
  expect(deadlineOf(tier({ keep: { ...KEEP, isDue: false } }).standing)).toBeNull();
  expect(deadlineOf(tier({ keep: null }).standing)).toBeNull();
});
