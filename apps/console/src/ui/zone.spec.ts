import { instantOfWall, wallTextOf } from './zone';

describe('wall clock text in the brand’s zone', () => {
  it('is the instant at which clocks there show it, wherever the browser is', () => {
    expect(instantOfWall('2026-11-21T20:00', 'Asia/Shanghai')).toBe(Date.parse('2026-11-21T12:00:00Z'));
    expect(instantOfWall('2026-01-01T00:00', 'Asia/Shanghai')).toBe(Date.parse('2025-12-31T16:00:00Z'));
  });

  it('is read back from the instant', () => {
    expect(wallTextOf(Date.parse('2026-11-21T12:00:00Z'), 'Asia/Shanghai')).toBe('2026-11-21T20:00');
  });

  it('moves on past an hour that the clocks skip, and takes the first of two that they show twice', () => {
    expect(instantOfWall('2026-03-29T02:30', 'Europe/Berlin')).toBe(Date.parse('2026-03-29T01:30:00Z'));
    expect(instantOfWall('2026-10-25T02:30', 'Europe/Berlin')).toBe(Date.parse('2026-10-25T00:30:00Z'));
  });
});
