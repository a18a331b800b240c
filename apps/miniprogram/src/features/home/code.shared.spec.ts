import { codePhase, isScanOf, secondsToRenewal } from './code.shared';

const code = { code: '48291307', expiresAtMs: 60_000 };

it.each([
  [0, 'fresh', 55],
  [54_999, 'fresh', 1],
  [55_000, 'renew', 0],
  [59_999, 'renew', 0],
  [60_000, 'ended', 0],
])('at %d ms the code is %s with %d s on the countdown', (nowMs, phase, seconds) => {
  expect(codePhase(code, nowMs)).toBe(phase);
  expect(secondsToRenewal(code, nowMs)).toBe(seconds);
});

it.each([
  [null, false],
  [999, false],
  [1_000, true],
  [1_500, true],
])('a sheet opened at 1000 takes a scan at %p for one of its own: %p', (scannedAtMs, isOurs) => {
  expect(isScanOf(1_000, scannedAtMs)).toBe(isOurs);
});
