import * as fc from 'fast-check';
import {
  addMonths,
  faultsOfScheme,
  formatDay,
  graceEndMs,
  holdsAt,
  judgeTier,
  leavesAtMs,
  levelOfFigure,
  parseDay,
  parseInstant,
  standingIn,
  storedJudgement,
  windowStartMs,
  type QualifyingEntry,
  type TierHistory,
  type TierRules,
  type TierScheme,
  type TierWindow,
} from '..';

const ZONE = 'Asia/Shanghai';
const DAY_MS = 86_400_000;
const ROLLING: TierWindow = { kind: 'rolling', months: 12 };
const CALENDAR: TierWindow = { kind: 'calendar', startMonth: 1 };

const at = (text: string): number => parseInstant(text.includes('T') ? `${text}+08:00` : text, ZONE) ?? NaN;
const written = (ms: number): string =>
  ms === 0 ? '-' : new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16).replace('T00:00', '');

const level = (threshold: number, giftPoints = 0): TierScheme['levels'][number] => ({
  name: { zh: `${threshold}`, en: `${threshold}` },
  threshold,
  colour: 'tier-1',
  giftPoints,
  benefits: [],
});

const scheme = (change: Partial<TierScheme> = {}): TierScheme => ({
  basis: 'growth',
  window: ROLLING,
  graceDays: 30,
  warningDays: 30,
  refund: { review: 'at_review', unusedGift: 'keep' },
  levels: [level(0), level(1_000, 50), level(5_000, 200), level(20_000)],
  ...change,
});

const rulesOf = (one: TierScheme): TierRules => ({
  zone: ZONE,
  versions: [{ version: 1, startsAtMs: 0, scheme: one }],
});

let made = 0;
const order = (day: string, amount: number): QualifyingEntry => ({
  atMs: at(day),
  effectiveAtMs: at(day),
  basis: 'growth',
  amount,
  cause: { kind: 'order', id: (made += 1) },
});
const refund = (of: QualifyingEntry, day: string, amount = of.amount): QualifyingEntry => ({
  atMs: of.atMs,
  effectiveAtMs: at(day),
  basis: 'growth',
  amount: -amount,
  cause: { kind: 'refund', id: (made += 1) },
});
const history = (entries: QualifyingEntry[], more: Partial<TierHistory> = {}): TierHistory => ({
  joinedAtMs: at('2025-01-01'),
  entries,
  passes: [],
  revocations: [],
  ...more,
});
const story = (of: TierHistory, rules: TierRules, until: string): string[] =>
  judgeTier(of, rules, at(until)).steps.map(
    (step) => `${written(step.atMs)} ${step.reason} ${step.fromLevel}>${step.toLevel}`,
  );

describe('months', () => {
  it.each([
    ['2024-01-31', 1, '2024-02-29'],
    ['2023-01-31', 1, '2023-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-11-22', 12, '2027-11-22'],
    ['2026-11-22', -12, '2025-11-22'],
    ['2026-12-01', 1, '2027-01-01'],
  ])('%s and %i months is %s', (from, months, to) =>
    expect(formatDay(addMonths(parseDay(from) ?? 0, months))).toBe(to),
  );

  it.each([
    // Grace of 30 days, then to the end of the month.
    ['2027-03-10', 30, '2027-05-01'],
    ['2027-01-01', 30, '2027-02-01'],
    ['2027-01-31', 30, '2027-04-01'],
    ['2027-12-02', 30, '2028-02-01'],
    ['2027-03-10', 0, '2027-03-10'],
  ])('a review on %s with %i days of grace ends on %s', (review, days, end) =>
    expect(written(graceEndMs(at(review), days, ZONE))).toBe(end),
  );

  it('lets an entry count by whole local days, to the millisecond', () => {
    const gone = leavesAtMs(at('2026-03-10T23:59:59.999'), ROLLING, ZONE);
    expect(written(gone)).toBe('2027-03-10');
    expect(leavesAtMs(at('2026-03-11'), ROLLING, ZONE)).toBe(at('2027-03-11'));
    expect(leavesAtMs(at('2026-03-10T00:00'), ROLLING, 'America/New_York')).not.toBe(gone);
    expect(written(leavesAtMs(at('2026-12-31T23:59:59.999'), CALENDAR, ZONE))).toBe('2027-01-01');
    expect(written(leavesAtMs(at('2027-01-01'), CALENDAR, ZONE))).toBe('2028-01-01');
    const april: TierWindow = { kind: 'calendar', startMonth: 4 };
    expect(written(leavesAtMs(at('2026-03-31'), april, ZONE))).toBe('2026-04-01');
    expect(written(leavesAtMs(at('2026-04-01'), april, ZONE))).toBe('2027-04-01');
  });

  it('starts the window with the first day that still counts', () => {
    const instant = fc.integer({ min: at('2015-01-01'), max: at('2035-01-01') });
    const window = fc.oneof(
      fc.record({ kind: fc.constant('rolling' as const), months: fc.integer({ min: 1, max: 36 }) }),
      fc.record({ kind: fc.constant('calendar' as const), startMonth: fc.integer({ min: 1, max: 12 }) }),
    );
    fc.assert(
      fc.property(instant, window, (nowMs, one) => {
        const startMs = windowStartMs(nowMs, one, ZONE);
        expect(startMs).toBeLessThanOrEqual(nowMs);
        expect(leavesAtMs(startMs, one, ZONE)).toBeGreaterThan(nowMs);
        expect(leavesAtMs(startMs - 1, one, ZONE)).toBeLessThanOrEqual(nowMs);
      }),
    );
  });
});

describe('rising', () => {
  it('is at once, at the instant of the order, over several levels', () => {
    const orders = [order('2026-03-10T10:00', 600), order('2026-03-11T11:00', 4_400)];
    expect(story(history(orders), rulesOf(scheme()), '2026-03-12')).toEqual([
      '2025-01-01 joined 0>1',
      '2026-03-11T11:00 upgrade 1>3',
    ]);
    const now = judgeTier(history(orders), rulesOf(scheme()), at('2026-03-11T11:00'));
    expect(now).toMatchObject({ level: 3, figure: 5_000, sinceMs: at('2026-03-11T11:00') });
    expect(now.gifts.map((gift) => [gift.level, gift.points])).toEqual([
      [2, 50],
      [3, 200],
    ]);
    expect(judgeTier(history(orders), rulesOf(scheme()), at('2026-03-11T11:00') - 1).level).toBe(1);
  });

  it('counts what was bought before joining, from joining on', () => {
    const orders = [order('2024-12-01', 1_000)];
    expect(judgeTier(history(orders), rulesOf(scheme()), at('2024-12-31')).level).toBe(0);
    expect(story(history(orders), rulesOf(scheme()), '2025-01-01')).toEqual([
      '2025-01-01 joined 0>1',
      '2025-01-01 upgrade 1>2',
    ]);
  });
});

describe('P11: Gold needs 5,000 in a rolling year', () => {
  const gold = order('2026-03-10T10:00', 5_000);

  it('is kept until its review when the order is refunded, then falls one step after grace, warned once', () => {
    const refunded = history([gold, refund(gold, '2026-03-20')]);
    expect(story(refunded, rulesOf(scheme()), '2030-01-01')).toEqual([
      '2025-01-01 joined 0>1',
      '2026-03-10T10:00 upgrade 1>3',
      '2027-02-08 warned 3>3',
      '2027-05-01 downgrade 3>2',
      '2028-04-01 warned 2>2',
      '2028-06-01 downgrade 2>1',
    ]);
    const inGrace = judgeTier(refunded, rulesOf(scheme()), at('2027-04-30T23:59:59.999'));
    expect(inGrace).toMatchObject({ level: 3, figure: 0, keepMissing: 5_000, fallsAtMs: at('2027-05-01') });
    expect(judgeTier(refunded, rulesOf(scheme()), at('2027-05-01')).level).toBe(2);
  });

  it('is reviewed at the refund where the scheme says so, with the same grace and one step', () => {
    const strict = scheme({ refund: { review: 'at_once', unusedGift: 'revoke' } });
    expect(story(history([gold, refund(gold, '2026-03-20')]), rulesOf(strict), '2026-12-01')).toEqual([
      '2025-01-01 joined 0>1',
      '2026-03-10T10:00 upgrade 1>3',
      '2026-03-20 warned 3>3',
      '2026-05-01 downgrade 3>2',
    ]);
    const partly = history([gold, order('2026-03-11', 10), refund(gold, '2026-03-20', 10)]);
    expect(judgeTier(partly, rulesOf(strict), at('2026-12-01'))).toMatchObject({ level: 3, fallsAtMs: 0 });
  });

  it.each([
    ['the last instant before the review', '2027-03-09T23:59:59.999', 'kept', 3],
    ['the instant of the review, already in grace', '2027-03-10T00:00', 'kept', 3],
    ['the last instant of grace', '2027-04-30T23:59:59.999', 'kept', 3],
    ['the instant of the fall', '2027-05-01T00:00', 'upgrade', 3],
  ])('comes in at %s', (_, when, reason, expected) => {
    const judged = judgeTier(history([gold, order(when, 5_000)]), rulesOf(scheme()), at('2027-05-01'));
    expect(judged.level).toBe(expected);
    expect(judged.steps.map((step) => step.reason)).toContain(reason);
    expect(judged.steps.some((step) => step.reason === 'downgrade')).toBe(reason === 'upgrade');
  });

  it('a back-dated order changes what followed, as if it had always been known', () => {
    const late = order('2027-02-01', 5_000);
    const fallen = judgeTier(history([gold]), rulesOf(scheme()), at('2027-06-01'));
    const mended = judgeTier(history([late, gold]), rulesOf(scheme()), at('2027-06-01'));
    expect([fallen.level, mended.level]).toEqual([2, 3]);
    expect(mended.gifts).toEqual(fallen.gifts);
  });
});

describe('a calendar year', () => {
  const rules = rulesOf(scheme({ window: CALENDAR, graceDays: 0 }));

  it('is judged when it ends, by what was in it, and the level holds through the next one', () => {
    const orders = [order('2026-12-31T23:59:59.999', 5_000)];
    const held = judgeTier(history(orders), rules, at('2027-12-31T23:59:59.999'));
    expect(held).toMatchObject({ level: 3, reviewAtMs: at('2028-01-01'), figure: 0, keepMissing: 5_000 });
    expect(story(history(orders), rules, '2028-01-01').slice(2)).toEqual([
      '2027-01-01 kept 3>3',
      '2027-12-02 warned 3>3',
      '2028-01-01 downgrade 3>2',
    ]);
  });

  it('a refund of last year takes nothing from this one', () => {
    const last = order('2026-12-01', 5_000);
    const recent = order('2027-02-01', 1_000);
    const judged = judgeTier(history([last, recent, refund(last, '2027-02-02')]), rules, at('2027-03-01'));
    expect(judged).toMatchObject({ level: 3, figure: 1_000 });
  });
});

describe('passes', () => {
  const trial = { id: 7, level: 4, startsAtMs: at('2026-05-01'), endsAtMs: at('2026-06-01') };

  it('raise the counting level while they hold, and the earned one is there afterwards', () => {
    const one = history([order('2026-05-10', 1_000)], { passes: [trial] });
    const levels = ['2026-04-30T23:59:59.999', '2026-05-01', '2026-05-31T23:59:59.999', '2026-06-01'].map(
      (when) => judgeTier(one, rulesOf(scheme()), at(when)).level,
    );
    expect(levels).toEqual([1, 4, 4, 2]);
    expect(story(one, rulesOf(scheme()), '2026-06-02').slice(1)).toEqual([
      '2026-05-01 pass_started 1>4',
      '2026-05-10 upgrade 4>4',
      '2026-06-01 pass_ended 4>2',
    ]);
  });

  it('of two equal ones the first given stands for both, in whatever order they are read', () => {
    const later = { ...trial, id: trial.id + 1 };
    for (const passes of [
      [trial, later],
      [later, trial],
    ])
      expect(judgeTier(history([], { passes }), rulesOf(scheme()), at('2026-05-10')).pass?.id).toBe(trial.id);
  });

  it('never bring gifts, nor does a cancelled one leave a trace when it had not begun', () => {
    const none = history([], { passes: [{ ...trial, endsAtMs: trial.startsAtMs }] });
    const judged = judgeTier(none, rulesOf(scheme()), at('2026-05-10'));
    expect(judged).toMatchObject({ level: 1, gifts: [], pass: null });
    expect(judgeTier(history([], { passes: [trial] }), rulesOf(scheme()), at('2026-05-10')).gifts).toEqual(
      [],
    );
  });
});

describe('revocation', () => {
  it('is at once, and what came before counts no more', () => {
    const gold = order('2026-03-10', 5_000);
    const after = order('2026-04-02', 1_000);
    const revocations = [{ id: 1, atMs: at('2026-04-01'), toLevel: 1 }];
    const judged = judgeTier(
      history([gold, refund(gold, '2026-04-03'), after], { revocations }),
      rulesOf(scheme()),
      at('2026-04-04'),
    );
    expect(judged).toMatchObject({ level: 2, figure: 1_000 });
    expect(judgeTier(history([gold], { revocations }), rulesOf(scheme()), at('2026-04-01')).level).toBe(1);
  });
});

describe('a new scheme', () => {
  const [v1, easier, fewer] = [
    scheme(),
    scheme({ levels: [level(0), level(500), level(3_000, 9)] }),
    scheme({ levels: [level(0)] }),
  ];
  const rules: TierRules = {
    zone: ZONE,
    versions: [
      { version: 1, startsAtMs: 0, scheme: v1 },
      { version: 2, startsAtMs: at('2026-06-01'), scheme: easier },
      { version: 3, startsAtMs: at('2026-07-01'), scheme: fewer },
    ],
  };

  it('lifts at its start whoever reaches more by it, and ends levels that are no more', () => {
    expect(story(history([order('2026-05-01', 3_000)]), rules, '2026-08-01').slice(1)).toEqual([
      '2026-05-01 upgrade 1>2',
      '2026-06-01 upgrade 2>3',
      '2026-07-01 downgrade 3>1',
    ]);
  });

  it('with higher thresholds takes nothing away before the review', () => {
    const harder = scheme({ levels: [level(0), level(4_000), level(9_000)] });
    const versions = [rules.versions[0]!, { version: 2, startsAtMs: at('2026-06-01'), scheme: harder }];
    const judged = judgeTier(
      history([order('2026-05-01', 1_000)]),
      { zone: ZONE, versions },
      at('2026-07-01'),
    );
    expect(judged).toMatchObject({ level: 2, reviewAtMs: at('2027-05-01'), keepMissing: 4_000 });
  });
});

describe('a scheme by another basis', () => {
  it('counts its own kind alone', () => {
    const spend: QualifyingEntry = { ...order('2026-05-01', 90_000), basis: 'net_spend' };
    const byGrowth = judgeTier(history([spend]), rulesOf(scheme()), at('2026-06-01'));
    const bySpend = judgeTier(history([spend]), rulesOf(scheme({ basis: 'net_spend' })), at('2026-06-01'));
    expect([byGrowth.level, bySpend.level]).toEqual([1, 4]);
  });
});

describe('any history', () => {
  const START = at('2025-01-01');
  const moment = fc.integer({ min: 0, max: 900 }).map((hours30) => START + hours30 * 30 * 3_600_000);
  const anyEntry = fc
    .record({
      atMs: moment,
      delay: fc.constantFrom(0, 0, DAY_MS, 40 * DAY_MS),
      amount: fc.constantFrom(400, 1_000, 5_000, -1_000, 20_000),
    })
    .map(({ atMs, delay, amount }): QualifyingEntry => {
      return {
        atMs,
        effectiveAtMs: atMs + delay,
        basis: 'growth',
        amount,
        cause: { kind: 'order', id: (made += 1) },
      };
    });
  const anyHistory = fc.record<TierHistory>({
    joinedAtMs: moment,
    entries: fc.array(anyEntry, { maxLength: 12 }),
    passes: fc.array(
      fc
        .record({
          startsAtMs: moment,
          days: fc.integer({ min: 0, max: 90 }),
          level: fc.integer({ min: 1, max: 5 }),
        })
        .map(({ startsAtMs, days, level: one }) => {
          return { id: (made += 1), level: one, startsAtMs, endsAtMs: startsAtMs + days * DAY_MS };
        }),
      { maxLength: 2 },
    ),
    revocations: fc.array(
      fc.record({ id: fc.nat(99), atMs: moment, toLevel: fc.integer({ min: 1, max: 3 }) }),
      { maxLength: 1 },
    ),
  });
  const anyScheme = fc
    .record({
      window: fc.constantFrom(ROLLING, CALENDAR, { kind: 'rolling', months: 3 } as const),
      graceDays: fc.constantFrom(0, 30),
      warningDays: fc.constantFrom(0, 14, 30),
      review: fc.constantFrom('at_review' as const, 'at_once' as const),
    })
    .map(({ review, ...change }) => scheme({ ...change, refund: { review, unusedGift: 'keep' } }));
  const anyRules = fc.array(anyScheme, { minLength: 1, maxLength: 2 }).map((schemes): TierRules => ({
    zone: ZONE,
    versions: schemes.map((one, i) => ({ version: i + 1, startsAtMs: i * at('2026-02-15'), scheme: one })),
  }));

  it('is the same in any order of arrival', () => {
    fc.assert(
      fc.property(anyHistory, anyRules, moment, fc.infiniteStream(fc.nat()), (one, rules, nowMs, noise) => {
        const shuffled = one.entries
          .map((entry) => ({ entry, key: noise.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ entry }) => entry);
        expect(judgeTier({ ...one, entries: shuffled }, rules, nowMs)).toEqual(judgeTier(one, rules, nowMs));
      }),
    );
  });

  it('never changes its past as time goes on, and nothing before its next due instant', () => {
    fc.assert(
      fc.property(anyHistory, anyRules, moment, moment, (one, rules, aMs, bMs) => {
        const [early, late] = [
          judgeTier(one, rules, Math.min(aMs, bMs)),
          judgeTier(one, rules, Math.max(aMs, bMs)),
        ];
        expect(late.steps.filter((step) => step.atMs <= Math.min(aMs, bMs))).toEqual(early.steps);
        const justBefore = judgeTier(one, rules, Math.min((early.dueAtMs ?? Infinity) - 1, at('2032-01-01')));
        expect(justBefore.steps).toEqual(early.steps);
        expect(justBefore.level).toBe(early.level);
      }),
    );
  });

  it('is shown from what is stored, exactly as if judged, until the instant that is stored with it', () => {
    const later = fc.double({ min: 0, max: 1, noNaN: true });
    let held = 0;
    fc.assert(
      fc.property(anyHistory, anyRules, moment, later, (one, rules, aMs, share) => {
        const stored = storedJudgement(judgeTier(one, rules, aMs), rules, aMs, at('2032-01-01'));
        const lastMs = stored.holdsUntilMs - 1;
        for (const bMs of [aMs, aMs + Math.floor(share * (lastMs - aMs)), lastMs]) {
          if (!holdsAt(stored, rules, bMs)) continue;
          held += 1;
          const judged = judgeTier(one, rules, bMs);
          expect(stored.level).toBe(judged.level);
          if (judged.level === 0) continue;
          expect(standingIn(stored, rules, bMs)).toEqual(standingIn(judged, rules, bMs));
          expect(stored.passId).toBe(judged.pass?.id ?? 0);
        }
        expect(holdsAt(stored, rules, stored.holdsUntilMs)).toBe(false);
        expect(holdsAt(stored, rules, aMs - 1)).toBe(false);
      }),
      { numRuns: 500 },
    );
    expect(held).toBeGreaterThan(1_000);
  });

  it('has the figure of its window, is never below it, and gives no gift twice', () => {
    fc.assert(
      fc.property(anyHistory, anyScheme, moment, (given, one, nowMs) => {
        const [plain, rules] = [{ ...given, revocations: [] }, rulesOf(one)];
        const judged = judgeTier(plain, rules, nowMs);
        if (nowMs < given.joinedAtMs) return expect(judged.level).toBe(0);
        const startMs = windowStartMs(nowMs, one.window, ZONE);
        const counted = given.entries.filter(
          (entry) => entry.atMs >= startMs && Math.max(entry.atMs, entry.effectiveAtMs) <= nowMs,
        );
        expect(judged.figure).toBe(counted.reduce((sum, { amount }) => sum + amount, 0));
        expect(judged.earnedLevel).toBeGreaterThanOrEqual(levelOfFigure(one, judged.figure));
        expect(new Set(judged.gifts.map((gift) => gift.level)).size).toBe(judged.gifts.length);
      }),
    );
  });

  it('goes down one step at a time, and never without a warning where there is grace', () => {
    fc.assert(
      fc.property(anyHistory, anyScheme, (given, one) => {
        const judged = judgeTier({ ...given, passes: [], revocations: [] }, rulesOf(one), at('2030-01-01'));
        judged.steps.forEach((step, i) => {
          if (step.reason !== 'downgrade') return;
          expect(step.fromLevel - step.toLevel).toBe(1);
          const earlier = judged.steps.slice(0, i).filter((other) => other.reason === 'warned');
          if (one.graceDays > 0) expect(earlier.length).toBeGreaterThan(0);
        });
      }),
    );
  });
});

describe('faultsOfScheme', () => {
  it('finds nothing in a scheme whose thresholds rise from zero', () =>
    expect(faultsOfScheme(scheme())).toEqual([]));

  it.each<[TierScheme['levels'], string, string]>([
    [[level(1)], 'levels.0.threshold', 'not_zero'],
    [[level(0), level(5), level(5)], 'levels.2.threshold', 'out_of_order'],
    [[{ ...level(0), name: { zh: '一', en: ' ' } }], 'levels.0.name.en', 'empty'],
    [
      [{ ...level(0), benefits: [{ kind: 'multiplier', value: 0, text: { zh: '一', en: 'a' } }] }],
      'levels.0.benefits.0.value',
      'out_of_range',
    ],
    [
      [{ ...level(0), benefits: [{ kind: 'custom', value: 0, text: { zh: '', en: 'a' } }] }],
      'levels.0.benefits.0.text.zh',
      'empty',
    ],
  ])('finds what is wrong with %j', (levels, path, fault) => {
    expect(faultsOfScheme(scheme({ levels }))).toEqual([{ path, fault }]);
  });
});
