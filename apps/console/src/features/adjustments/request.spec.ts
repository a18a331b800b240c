import { pointsOf } from '../../app/points-by-hand';
import { bodyOf, emptyDraft, faultsOf } from './request';

const sound = { ...emptyDraft, owner: 'cus_ABC', points: '120', reason: 'goodwill' };

describe('a new adjustment', () => {
  it('needs an owner, a number and a reason', () => {
    expect([...faultsOf(emptyDraft)]).toEqual(['owner', 'points', 'reason']);
    expect(faultsOf(sound).size).toBe(0);
  });

  it.each([['owner', { owner: '13800000000' }] as const, ['points', { points: '0' }] as const])(
    'is not sent with a wrong %s',
    (fault, change) => {
      expect([...faultsOf({ ...sound, ...change })]).toEqual([fault]);
    },
  );

  it.each([
    ['5,000', 5_000],
    ['-20', -20],
    ['−20', -20],
    ['+7', 7],
    ['1.5', null],
    ['1e5', null],
    ['12a', null],
  ])('reads %p as %p and never as another number', (points, value) =>
    expect(pointsOf({ points })).toBe(value),
  );

  it('takes no day that does not exist for points that never end', () => {
    expect([...faultsOf({ ...sound, isDayFaulty: true })]).toEqual(['lastDay']);
    expect([...faultsOf({ ...sound, lastDay: '2027-02-29' })]).toEqual(['lastDay']);
  });

  it('is valid until the end of its last day where the brand is', () => {
    const body = bodyOf({ ...sound, lastDay: '2026-12-31' }, 'k', 'Asia/Shanghai');
    expect(body.expiresAtMs).toBe(Date.parse('2027-01-01T00:00:00+08:00'));
  });

  it('has no expiry when it takes', () => {
    const body = bodyOf({ ...sound, points: '−5', lastDay: '2026-12-31' }, 'k', 'Asia/Shanghai');
    expect(body.expiresAtMs).toBeNull();
  });
});
