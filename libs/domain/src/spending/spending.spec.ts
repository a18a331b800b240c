import fc from 'fast-check';
import {
  exchanged,
  exchangeable,
  exchangedByExpiry,
  exchangeOffer,
  giftHindrance,
  isOrderPoints,
  orderHoldUntilMs,
  orderPointsLimits,
  orderPointsWithin,
  quoteOrderPoints,
  worthOf,
  worthOfReturn,
} from '.';

const rules = fc.record({
  fenPer100Points: fc.integer({ min: 1, max: 1_000_000 }),
  minPoints: fc.integer({ min: 1, max: 10_000 }),
  stepPoints: fc.integer({ min: 1, max: 1_000 }),
  maxPercent: fc.integer({ min: 1, max: 100 }),
});
const amount = fc.integer({ min: 0, max: 1e12 });

describe('points in an order', () => {
  it('are a tenth of the order at most when the brand says so', () => {
    const brand = { fenPer100Points: 100, minPoints: 100, stepPoints: 100, maxPercent: 10 };
    expect(orderPointsLimits(99_900, brand)).toEqual({ pointsMin: 100, pointsMax: 9_900 });
    expect(worthOf(9_900, brand)).toBe(9_900);
    expect(orderPointsWithin(1_234, { pointsMin: 100, pointsMax: 9_900 }, brand)).toBe(1_200);
    expect(orderPointsWithin(99, { pointsMin: 100, pointsMax: 9_900 }, brand)).toBe(0);
    expect(orderPointsWithin(-50, { pointsMin: 100, pointsMax: 9_900 }, brand)).toBe(0);
  });

  it('are never worth more than the share of the order, and always a multiple of the step', () => {
    fc.assert(
      fc.property(amount, rules, amount, (orderFen, brand, available) => {
        const limits = orderPointsLimits(orderFen, brand);
        const points = orderPointsWithin(available, limits, brand);
        expect(BigInt(worthOf(points, brand)) * 100n).toBeLessThanOrEqual(
          BigInt(orderFen) * BigInt(brand.maxPercent),
        );
        expect(points).toBeLessThanOrEqual(available);
        expect(points === 0 || isOrderPoints(points, limits, brand.stepPoints)).toBe(true);
      }),
    );
  });

  it('are all worth something: one step less would buy less, and no more would be allowed', () => {
    const most = fc.integer({ min: 0, max: 1e7 });
    fc.assert(
      fc.property(most, rules, most, (orderFen, brand, available) => {
        const limits = orderPointsLimits(orderFen, brand);
        const points = orderPointsWithin(available, limits, brand);
        const worth = (n: number): number => worthOf(n, brand);
        expect(limits.pointsMin).toBeGreaterThanOrEqual(brand.minPoints);
        for (const offered of [points, limits.pointsMin])
          if (offered > 0) expect(worth(offered - brand.stepPoints)).toBeLessThan(worth(offered));
        // Nothing that is allowed and within the balance buys more.
        const best = Math.floor(available / brand.stepPoints) * brand.stepPoints;
        const shareFen = Math.floor((orderFen * brand.maxPercent) / 100);
        if (best >= limits.pointsMin && worth(best) <= shareFen) expect(worth(points)).toBe(worth(best));
      }),
    );
  });

  it.each([
    ['a remainder below one fen', { fenPer100Points: 1 }, 1_000, 1_299, 1_200, 12],
    ['less than one fen', { fenPer100Points: 1 }, 1_000, 99, 0, 0],
    ['beyond the last fen of the order', { fenPer100Points: 3 }, 1, 1_000, 34, 1],
    ['below the minimum of the brand', { minPoints: 500 }, 1_000, 499, 0, 0],
    ['a minimum that would waste some', { fenPer100Points: 1, minPoints: 120 }, 1_000, 150, 0, 0],
    ['a step that would buy nothing more', { fenPer100Points: 1, stepPoints: 30 }, 1_000, 200, 120, 1],
    ['more than the order leaves to pay', { fenPer100Points: 100 }, 7, 1_000, 7, 7],
  ])('leave out %s', (_, own, orderFen, available, points, worthFen) => {
    const brand = { fenPer100Points: 100, minPoints: 1, stepPoints: 1, maxPercent: 100, ...own };
    const { pointsMax, worthMaxFen } = quoteOrderPoints(
      orderFen,
      { available, debt: 0 },
      { ...brand, enabled: true },
    );
    expect([pointsMax, worthMaxFen]).toEqual([points, worthFen]);
  });
});

it('an order holds its points as long as it says, for a month at the most', () => {
  expect(orderHoldUntilMs(undefined, 1_000, 30)).toBe(1_801_000);
  const month = 30 * 86_400_000;
  expect([1_000, 1_001, 1_000 + month, 1_001 + month].map((at) => orderHoldUntilMs(at, 1_000, 30))).toEqual([
    null,
    1_001,
    1_000 + month,
    null,
  ]);
});

describe('a quote', () => {
  const brand = { enabled: true, fenPer100Points: 100, minPoints: 100, stepPoints: 100, maxPercent: 50 };
  const rich = { available: 5_050, debt: 0 };

  it('says how many points an order takes, and what they are worth', () => {
    expect(quoteOrderPoints(10_000, rich, brand)).toEqual({
      orderFen: 10_000,
      pointsAvailable: 5_050,
      pointsMin: 100,
      pointsStep: 100,
      pointsMax: 5_000,
      worthMaxFen: 5_000,
      fenPer100Points: 100,
      reason: null,
    });
  });

  it('says why there are none', () => {
    const none = (orderFen: number, balance: typeof rich, enabled = true) => {
      const { pointsMax, worthMaxFen, reason } = quoteOrderPoints(orderFen, balance, { ...brand, enabled });
      expect([pointsMax, worthMaxFen]).toEqual([0, 0]);
      return reason;
    };
    expect(none(100, { available: 0, debt: 1 }, false)).toBe('disabled');
    expect(none(100, { available: 0, debt: 1 })).toBe('debt');
    expect(none(100, rich)).toBe('order_too_small');
    expect(none(10_000, { available: 99, debt: 0 })).toBe('points_too_few');
  });
});

describe('refunds of the points part', () => {
  it('add up to what was captured, however they are split', () => {
    const split = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(split, fc.integer({ min: 0, max: 1e9 }), (parts, capturedWorthFen) => {
        const captured = parts.reduce((sum, points) => sum + points, 0);
        let returnedBefore = 0;
        let worth = 0;
        for (const points of parts) {
          const one = worthOfReturn({ captured, capturedWorthFen, returnedBefore, points });
          expect(one).toBeGreaterThanOrEqual(0);
          worth += one;
          returnedBefore += points;
        }
        expect(worth).toBe(capturedWorthFen);
      }),
    );
  });
});

describe('an exchange between brands', () => {
  it('takes whole multiples of the rate alone', () => {
    expect(exchanged(300, { fromPoints: 3, toPoints: 2 })).toBe(200);
    expect(exchanged(301, { fromPoints: 3, toPoints: 2 })).toBeNull();
    expect(exchanged(0, { fromPoints: 3, toPoints: 2 })).toBeNull();
    expect(exchangeable(100, 50, { fromPoints: 3, toPoints: 2 })).toBe(48);
    expect(exchangeable(-5, 50, { fromPoints: 3, toPoints: 2 })).toBe(0);
  });

  it('offers what the day and the balance leave, and says why nothing', () => {
    const rate = { fromPoints: 3, toPoints: 2, dayLimit: 30 };
    const member = { available: 100, debt: 0, givenToday: 9, isMemberThere: true };
    const offer = (change: Partial<typeof member>) => exchangeOffer(rate, { ...member, ...change });
    expect(offer({})).toEqual({ leftToday: 21, pointsMax: 21, hindrance: null });
    expect(exchangeOffer({ ...rate, dayLimit: 0 }, member)).toMatchObject({ leftToday: null, pointsMax: 99 });
    expect(offer({ isMemberThere: false, debt: 1 })).toMatchObject({
      pointsMax: 0,
      hindrance: 'not_member_there',
    });
    expect(offer({ debt: 1 })).toMatchObject({ pointsMax: 0, hindrance: 'debt' });
    expect(offer({ available: 2 })).toMatchObject({ pointsMax: 0, hindrance: 'points_too_few' });
    expect(offer({ givenToday: 31 })).toMatchObject({ leftToday: 0, hindrance: 'day_limit' });
  });

  it('gives every part its old expiry, and exactly what the whole is worth', () => {
    const part = fc.record({
      points: fc.integer({ min: 1, max: 1_000 }),
      expiresAtMs: fc.integer({ min: 1, max: 20 }),
    });
    const rate = fc.record({
      fromPoints: fc.integer({ min: 1, max: 50 }),
      toPoints: fc.integer({ min: 1, max: 50 }),
    });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), rate, (parts, by) => {
        const odd = parts.reduce((sum, one) => sum + one.points, 0) % by.fromPoints;
        const all = odd === 0 ? parts : [...parts, { points: by.fromPoints - odd, expiresAtMs: 21 }];
        const total = all.reduce((sum, one) => sum + one.points, 0);
        const result = exchangedByExpiry(all, by);
        expect(result.reduce((sum, one) => sum + one.points, 0)).toBe(exchanged(total, by));
        const given = new Set(all.map((one) => one.expiresAtMs));
        expect(result.every((one) => given.has(one.expiresAtMs) && one.points > 0)).toBe(true);
      }),
    );
  });
});

it('says first why a gift cannot be had what no points would help', () => {
  const gift = { points: 100, limitEach: 1, leftCount: 0 };
  const poor = { mine: 1, available: 99, debt: 5 };
  expect(giftHindrance(gift, poor)).toBe('limit_reached');
  expect(giftHindrance({ ...gift, limitEach: 0 }, poor)).toBe('sold_out');
  expect(giftHindrance({ ...gift, leftCount: 1 }, { ...poor, mine: 0 })).toBe('debt');
  expect(giftHindrance({ ...gift, leftCount: 1 }, { mine: 0, available: 99, debt: 0 })).toBe(
    'points_too_few',
  );
  expect(giftHindrance({ ...gift, leftCount: 1 }, { mine: 0, available: 100, debt: 0 })).toBeNull();
});
