import fc from 'fast-check';
import { countAttempt, takeOff, type ThrottleRule, type ThrottleState } from '..';

const rule: ThrottleRule = { free: 3, firstMs: 1_000, maxMs: 60_000, forgetMs: 3_600_000 };

/** Counts attempts at these instants; true where one was judged. */
function tried(atMs: readonly number[]): { judged: boolean[]; state: ThrottleState | null } {
  let state: ThrottleState | null = null;
  const judged = atMs.map((nowMs) => {
    const counted = countAttempt(rule, state, nowMs);
    if (counted.isAllowed) state = counted.state;
    return counted.isAllowed;
  });
  return { judged, state };
}

describe('a throttle', () => {
  it('judges the free attempts of one instant, and none beyond', () => {
    expect(tried(Array.from({ length: 300 }, () => 5_000)).judged.filter(Boolean)).toHaveLength(rule.free);
  });

  it('makes every further wait twice as long, up to the longest', () => {
    let { state } = tried([0, 0, 0]);
    const waits: number[] = [];
    for (let i = 0; i < 8; i += 1) {
      const nowMs = state?.freeAtMs ?? 0;
      waits.push(nowMs - (state?.lastAtMs ?? 0));
      const counted = countAttempt(rule, state, nowMs);
      if (counted.isAllowed) state = counted.state;
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  });

  it('forgets after long quiet', () => {
    const { state } = tried([0, 0, 0]);
    expect(countAttempt(rule, state, rule.forgetMs)).toMatchObject({ state: { failures: 1, freeAtMs: 0 } });
  });

  it('keeps every wait that a wrong guess began, whatever is under way beside it, and knocking changes none', () => {
    const step = fc.record({ afterMs: fc.nat(2_500), isRight: fc.boolean(), endsAfter: fc.nat(5) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        let state: ThrottleState | null = null;
        let nowMs = 0;
        let waitsUntilMs = 0;
        const underWay: { readonly counted: ThrottleState; readonly endsAt: number }[] = [];
        for (const [i, { afterMs, isRight, endsAfter }] of steps.entries()) {
          nowMs += afterMs;
          const counted = countAttempt(rule, state, nowMs);
          if (counted.isAllowed) {
            expect(nowMs).toBeGreaterThanOrEqual(waitsUntilMs);
            state = counted.state;
            if (isRight) underWay.push({ counted: counted.state, endsAt: i + endsAfter });
            else waitsUntilMs = Math.max(waitsUntilMs, counted.state.freeAtMs);
          }
          for (const one of underWay.filter(({ endsAt }) => endsAt === i))
            if (state) state = takeOff(state, one.counted);
        }
      }),
    );
  });

  it('never throttles whoever guesses nothing wrong', () => {
    let state: ThrottleState | null = null;
    for (let i = 0; i < 1_000; i += 1) {
      const counted = countAttempt(rule, state, i);
      expect(counted.isAllowed).toBe(true);
      if (counted.isAllowed) state = takeOff(counted.state, counted.state);
    }
  });
});
