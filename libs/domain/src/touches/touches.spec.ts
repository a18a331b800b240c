import * as fc from 'fast-check';
import { DEFAULT_CAPS, DEFAULT_QUIET_HOURS, decideTouch, quietUntil, type TouchSituation } from '.';

const SHANGHAI = 'Asia/Shanghai';
const at = (text: string): number => Date.parse(text);

describe('quietUntil', () => {
  it.each([
    ['2026-11-21T21:59:59.999+08:00', null],
    ['2026-11-21T22:00:00+08:00', '2026-11-22T08:00:00+08:00'],
    ['2026-11-22T00:00:00+08:00', '2026-11-22T08:00:00+08:00'],
    ['2026-11-22T07:59:59.999+08:00', '2026-11-22T08:00:00+08:00'],
    ['2026-11-22T08:00:00+08:00', null],
  ])('at %s is %s', (now, until) => {
    expect(quietUntil(at(now), SHANGHAI, DEFAULT_QUIET_HOURS)).toBe(until === null ? null : at(until));
  });

  it('follows the clocks of the zone through a night that is an hour shorter', () => {
    const before = at('2026-03-07T23:00:00-05:00');
    expect(quietUntil(before, 'America/New_York', DEFAULT_QUIET_HOURS)).toBe(at('2026-03-08T08:00:00-04:00'));
  });

  it('always ends later than now, at a moment that is not quiet', () => {
    const hour = fc.integer({ min: 0, max: 23 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 41 }), hour, hour, (nowMs, from, to) => {
        const untilMs = quietUntil(nowMs, SHANGHAI, { from, to });
        if (untilMs === null) return;
        expect(untilMs).toBeGreaterThan(nowMs);
        expect(untilMs - nowMs).toBeLessThanOrEqual(25 * 3_600_000);
        expect(quietUntil(untilMs, SHANGHAI, { from, to })).toBeNull();
      }),
    );
  });

  it('knows quiet hours within a day, and none', () => {
    const noon = at('2026-11-21T12:30:00+08:00');
    expect(quietUntil(noon, SHANGHAI, { from: 12, to: 14 })).toBe(at('2026-11-21T14:00:00+08:00'));
    expect(quietUntil(noon, SHANGHAI, { from: 12, to: 12 })).toBeNull();
    expect(() => quietUntil(noon, SHANGHAI, { from: 22, to: 24 })).toThrow('TOUCH-1');
  });
});

describe('decideTouch', () => {
  const allowed: TouchSituation = {
    touchClass: 'marketing',
    hasConsent: true,
    hasOptedOut: false,
    quietUntilMs: null,
    sentToday: 1,
    sentThisWeek: 4,
    caps: DEFAULT_CAPS,
  };

  it('sends when every gate is open', () => expect(decideTouch(allowed)).toEqual({ action: 'send' }));

  // Each row breaks one gate more, from the bottom; the answer stays with the highest broken one.
  it.each([
    [{ action: 'suppress', reason: 'no-consent' }, false, true, 5, 2, 5],
    [{ action: 'suppress', reason: 'opted-out' }, true, true, 5, 2, 5],
    [{ action: 'defer', untilMs: 5 }, true, false, 5, 2, 5],
    [{ action: 'suppress', reason: 'cap-day' }, true, false, null, 2, 5],
    [{ action: 'suppress', reason: 'cap-week' }, true, false, null, 1, 5],
  ])('answers %j', (decision, hasConsent, hasOptedOut, quietUntilMs, sentToday, sentThisWeek) => {
    const situation = { ...allowed, hasConsent, hasOptedOut, quietUntilMs, sentToday, sentThisWeek };
    expect(decideTouch(situation)).toEqual(decision);
  });

  it('lets a service message pass the caps, never the consent, the opt-out or the night', () => {
    const service: TouchSituation = { ...allowed, touchClass: 'service', sentToday: 9, sentThisWeek: 9 };
    expect(decideTouch(service)).toEqual({ action: 'send' });
    expect(decideTouch({ ...service, hasConsent: false }).action).toBe('suppress');
    expect(decideTouch({ ...service, hasOptedOut: true }).action).toBe('suppress');
    expect(decideTouch({ ...service, quietUntilMs: 5 }).action).toBe('defer');
  });
});
