import * as fc from 'fast-check';
import {
  figuresOf,
  pointsOfSums,
  balanceOf,
  breakageBp,
  expectedBreakage,
  formatPeriod,
  isLiabilityConsistent,
  LineValuer,
  NO_POINTS_YET,
  parsePeriod,
  periodAfter,
  periodEndMs,
  periodOf,
  periodStartMs,
  pointsWorth,
  rollBack,
  StatementTotals,
  valueFen,
  type LotFlow,
  type PartyEntry,
} from '.';

const rates = { points: 100, guide_points: 130 };
let transactionId = 0;

function entry(points: number, more: Partial<PartyEntry> = {}): PartyEntry {
  transactionId += 1;
  return {
    transactionId,
    line: 0,
    asset: 'guide_points',
    bucket: 'available',
    points,
    postingKind: points > 0 ? 'earn' : 'clawback',
    postingKey: `k:${transactionId}`,
    holdPurpose: null,
    holdKey: null,
    fixedFen: null,
    ...more,
  };
}

const linesOf = (entries: readonly PartyEntry[], start = NO_POINTS_YET, at = rates) => {
  const valuer = new LineValuer(start, at);
  return entries.flatMap((one) => valuer.add(one) ?? []);
};
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('lines', () => {
  const clearing = { asset: 'points', bucket: 'clearing' } as const;

  it.each([
    ['redemption', entry(80, { ...clearing, postingKind: 'capture' })],
    ['redemption_refund', entry(-80, { ...clearing, postingKind: 'restore' })],
    ['payment', entry(-80, { ...clearing, postingKind: 'adjust', postingKey: 'settle:1' })],
    ['write_off', entry(80, { postingKind: 'adjust', postingKey: 'settle-off:1' })],
    ['reward', entry(50)],
    ['reward', entry(50, { bucket: 'pending' })],
    ['clawback', entry(-50)],
    ['expiry', entry(-5, { postingKind: 'expire' })],
    ['payout', entry(-50, { bucket: 'held', postingKind: 'capture', holdPurpose: 'payout' })],
    ['payment', entry(-50, { postingKind: 'capture', holdPurpose: 'payout', holdKey: 'settle:9' })],
    ['redemption', entry(-50, { bucket: 'held', postingKind: 'capture', holdPurpose: 'gift' })],
    ['adjustment', entry(7, { postingKind: 'adjust' })],
    ['adjustment', entry(7, { postingKind: 'reverse' })],
  ])('are %s', (kind, one) => expect(linesOf([one])).toMatchObject([{ kind }]));

  it.each(['activate', 'hold', 'release'])(
    'leave %s out: it moves points within one owner',
    (postingKind) => {
      expect(linesOf([entry(5, { postingKind })])).toEqual([]);
    },
  );

  it('are worth nothing where a debt was given up: the statement that did has the money', () => {
    expect(linesOf([entry(500, { postingKind: 'adjust', postingKey: 'settle-off:1' })])).toMatchObject([
      { amountFen: 0 },
    ]);
  });

  it('put agreed money on the first line of its transaction alone', () => {
    const two = [
      entry(-60, { fixedFen: -77, transactionId: 900_001, line: 0 }),
      entry(-40, { fixedFen: -77, transactionId: 900_001, line: 1 }),
    ];
    expect(linesOf(two).map(({ amountFen }) => amountFen)).toEqual([-77, 0]);
  });

  it('come to the same money however a sum of points is split over lines and statements', () => {
    const anyParts = fc.array(fc.integer({ min: -5000, max: 5000 }), { maxLength: 40 });
    fc.assert(
      fc.property(anyParts, fc.nat(40), fc.integer({ min: 0, max: 10_000 }), (parts, cut, rate) => {
        const at = { points: 100, guide_points: rate };
        const whole = linesOf(
          parts.map((points) => entry(points)),
          NO_POINTS_YET,
          at,
        );
        const first = new LineValuer(NO_POINTS_YET, at);
        const before = parts.slice(0, cut).map((points) => first.add(entry(points))?.amountFen ?? 0);
        const after = linesOf(
          parts.slice(cut).map((points) => entry(points)),
          first.running,
          at,
        ).map(({ amountFen }) => amountFen);
        expect([...before, ...after]).toEqual(whole.map(({ amountFen }) => amountFen));
        expect(sum([...before, ...after])).toBe(valueFen(sum(parts), rate));
      }),
    );
  });

  it('cancel out when all that was given is taken back, in any pieces', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 1000 }), fc.integer({ min: 1, max: 999 }), (points, rate) => {
        const cut = Math.min(points - 1, 7);
        const lines = linesOf([entry(points), entry(-cut), entry(cut - points)], NO_POINTS_YET, {
          points: 0,
          guide_points: rate,
        });
        expect(sum(lines.map(({ amountFen }) => amountFen))).toBe(0);
      }),
    );
  });
});

describe('pointsWorth', () => {
  it('is the fewest points that are worth at least so much', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 1, max: 1e5 }), (fen, rate) => {
        const points = pointsWorth(fen, rate);
        expect(valueFen(points, rate) >= fen && valueFen(points - 1, rate) < fen).toBe(true);
      }),
    );
  });

  it('is 0 where nothing is worth anything', () =>
    expect([pointsWorth(5, 0), pointsWorth(0, 9)]).toEqual([0, 0]));
});

describe('balanceOf', () => {
  const cap = { carryCapFen: 1000, pointsLeft: 1 };

  it('owes what is above zero', () => {
    expect(balanceOf({ ...cap, carriedInFen: -20, amountFen: 50 })).toEqual({
      payableFen: 30,
      writtenOffFen: 0,
      carriedOutFen: 30,
    });
  });

  it('carries a debt over', () => {
    expect(balanceOf({ ...cap, carriedInFen: 0, amountFen: -50 })).toMatchObject({
      payableFen: 0,
      writtenOffFen: 0,
      carriedOutFen: -50,
    });
  });

  it('gives up what of a debt is beyond the cap', () => {
    expect(balanceOf({ ...cap, carriedInFen: -900, amountFen: -350 })).toEqual({
      payableFen: 0,
      writtenOffFen: 250,
      carriedOutFen: -1000,
    });
  });

  it('pays nothing where no points are left: the residue of a changed rate waits', () => {
    expect(balanceOf({ ...cap, pointsLeft: 0, carriedInFen: 3, amountFen: 0 })).toMatchObject({
      payableFen: 0,
      carriedOutFen: 3,
    });
  });
});

describe('StatementTotals', () => {
  it('adds every line to one of the columns', () => {
    const totals = new StatementTotals();
    totals.add({ kind: 'reward', points: 50, amountFen: 65 });
    totals.add({ kind: 'clawback', points: -50, amountFen: -65 });
    totals.add({ kind: 'payout', points: -10, amountFen: -13 });
    totals.add({ kind: 'write_off', points: 10, amountFen: 13 });
    expect(totals.result).toEqual({
      redeemedPoints: 0,
      rewardPoints: 50,
      clawbackPoints: -50,
      paidOutPoints: -10,
      otherPoints: 10,
      amountFen: 0,
      lines: 4,
    });
  });
});

it('the figures of a statement are its sums, its balance and nothing else', () => {
  const totals = new StatementTotals();
  totals.add({ kind: 'reward', points: 5, amountFen: 5 });
  totals.add({ kind: 'expiry', points: -2, amountFen: 0 });
  const { lines, ...sums } = totals.result;
  const balance = balanceOf({ carriedInFen: 1, amountFen: sums.amountFen, carryCapFen: 0, pointsLeft: 3 });
  const figures = { ...sums, ...balance, carriedInFen: 1 };
  expect(figuresOf({ ...figures, ...{ lines, period: 202611 } })).toEqual(figures);
  expect(pointsOfSums(sums)).toBe(3);
});

describe('periods', () => {
  const zone = 'Asia/Shanghai';

  it('begin and end at local midnight', () => {
    expect(new Date(periodStartMs(202611, zone)).toISOString()).toBe('2026-10-31T16:00:00.000Z');
    expect(periodEndMs(202612, zone)).toBe(periodStartMs(202701, zone));
  });

  it('hold exactly the instants between their ends', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1e12, max: 2e12 }), (atMs) => {
        const period = periodOf(atMs, zone);
        expect(periodStartMs(period, zone) <= atMs && atMs < periodEndMs(period, zone)).toBe(true);
      }),
    );
  });

  it.each([
    [202611, 1, 202612],
    [202612, 1, 202701],
    [202601, -1, 202512],
    [202611, -23, 202412],
  ])('%i and %i months is %i', (period, months, expected) =>
    expect(periodAfter(period, months)).toBe(expected),
  );

  it('are written as people write them', () => {
    expect([formatPeriod(202611), parsePeriod('2026-11')]).toEqual(['2026-11', 202611]);
    for (const wrong of ['2026-13', '2026-1', '202611', '1999-12', '2026-11 '])
      expect(parsePeriod(wrong)).toBeNull();
  });
});

describe('liability', () => {
  const anyFlow: fc.Arbitrary<LotFlow> = fc.record({
    postingKind: fc.constantFrom(
      'earn',
      'clawback',
      'expire',
      'capture',
      'restore',
      'adjust',
      'transfer',
      'opening',
      'merge',
      'reverse',
      'activate',
    ),
    isOpening: fc.boolean(),
    change: fc.integer({ min: -1e6, max: 1e6 }),
    pendingChange: fc.integer({ min: -1e6, max: 0 }),
  });
  /** Moving from pending to available changes nothing in sum. */
  const flows = fc
    .array(anyFlow)
    .map((all) => all.map((flow) => (flow.postingKind === 'activate' ? { ...flow, change: 0 } : flow)));

  it('leads from opening to closing by all that happened in between', () => {
    fc.assert(
      fc.property(flows, fc.integer({ min: 0, max: 1e9 }), (all, points) => {
        const row = rollBack({ points, pending: 0 }, all);
        expect(isLiabilityConsistent(row)).toBe(true);
        expect(row.closing - row.opening).toBe(sum(all.map(({ change }) => change)));
      }),
    );
  });

  it('tells what late facts made expire from what they gave and took', () => {
    const late = (change: number, expired: number) => {
      const flow = { postingKind: 'settle', isOpening: false, change, pendingChange: 0, expired };
      const { issued, expired: gone, clawedBack, opening } = rollBack({ points: 500, pending: 0 }, [flow]);
      return [issued, gone, clawedBack, 500 - opening];
    };
    expect(late(-100, 100)).toEqual([0, 100, 0, -100]);
    expect(late(-130, 100)).toEqual([0, 100, 30, -130]);
    expect(late(0, 40)).toEqual([40, 40, 0, 0]);
    expect(late(25, -25)).toEqual([0, -25, 0, 25]);
  });

  it('names what happened', () => {
    const flow = (postingKind: string, change: number, isOpening = false): LotFlow => ({
      postingKind,
      isOpening,
      change,
      pendingChange: postingKind === 'activate' ? -100 : 0,
    });
    const all = [
      flow('earn', 300, true),
      flow('activate', 0),
      flow('capture', -80),
      flow('restore', 30),
      flow('expire', -20),
      flow('clawback', -10),
      flow('earn', 5),
    ];
    expect(rollBack({ points: 225, pending: 200 }, all)).toEqual({
      opening: 0,
      issued: 300,
      activated: 100,
      redeemed: 50,
      expired: 20,
      clawedBack: 10,
      adjusted: 5,
      closing: 225,
      closingPending: 200,
    });
  });

  it('knows the breakage of a history, and says so when there is none', () => {
    expect(breakageBp({ issued: 300, expired: 100 })).toBe(3333);
    expect(breakageBp({ issued: 0, expired: 0 })).toBeNull();
    expect(expectedBreakage(1000, 3333)).toBe(333);
    expect(expectedBreakage(1000, null)).toBeNull();
  });
});
