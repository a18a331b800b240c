import { canMove, DAY_MS } from '../shared';
import { LIMIT_PAUSE_MS, limitChangeLifecycle, limitMoves } from '.';

describe('a two-person limit', () => {
  it('is looser when it is greater, and only its own keys are looked at', () => {
    const before = { alone: 100, most: 500, rate: 1 };
    expect(limitMoves(['alone', 'most'], before, { alone: 101, most: 499, rate: 9 })).toEqual({
      looser: [{ key: 'alone', from: 100, to: 101 }],
      stricter: [{ key: 'most', from: 500, to: 499 }],
    });
    expect(limitMoves(['alone', 'most'], before, before)).toEqual({ looser: [], stricter: [] });
  });

  it('can be taken back until it counts, and waits a day', () => {
    expect(canMove(limitChangeLifecycle, 'withdraw', 'approved')).toBe(true);
    expect(canMove(limitChangeLifecycle, 'withdraw', 'counts')).toBe(false);
    expect(canMove(limitChangeLifecycle, 'take', 'waiting')).toBe(false);
    expect(LIMIT_PAUSE_MS).toBe(DAY_MS);
  });
});
