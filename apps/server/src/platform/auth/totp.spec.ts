import { createHmac } from 'node:crypto';
import { newTotpSecret, totpUri, verifyTotp } from './totp';

// RFC 6238, appendix B: the ASCII secret 12345678901234567890 in Base32. Its codes have 8 digits; ours are the last 6.
const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const RFC_KEY = Buffer.from('12345678901234567890');
const NOW_MS = Date.UTC(2026, 0, 5, 2, 0, 10);
const STEP = Math.floor(NOW_MS / 30_000);

/** RFC 4226, 5.3, written out: an independent reference for the library. */
function codeOf(key: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', key).update(counter).digest();
  const offset = (mac[19] ?? 0) & 0xf;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

const attempt = (token: string, lastUsedStep: number | null = null, nowMs = NOW_MS) =>
  verifyTotp({ secret: RFC_SECRET, token, nowMs, lastUsedStep });
const refused = { ok: false, error: { code: 'TOTP_WRONG' } };

describe('one-time codes', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('at second %i are those of RFC 6238', async (second, token) => {
    const step = Math.floor(second / 30);
    expect(await attempt(token, null, second * 1_000)).toEqual({ ok: true, value: { step } });
    expect(codeOf(RFC_KEY, step)).toBe(token);
  });

  it.each([
    [-2, false],
    [-1, true],
    [0, true],
    [1, true],
    [2, false],
  ])('%i steps away: let in is %s', async (away, isLetIn) => {
    expect((await attempt(codeOf(RFC_KEY, STEP + away))).ok).toBe(isLetIn);
  });

  it('work once (AUTH-2): the step they used, and every earlier one, is closed', async () => {
    expect(await attempt(codeOf(RFC_KEY, STEP), STEP)).toEqual(refused);
    expect(await attempt(codeOf(RFC_KEY, STEP - 1), STEP)).toEqual(refused);
    expect(await attempt(codeOf(RFC_KEY, STEP + 1), STEP)).toEqual({ ok: true, value: { step: STEP + 1 } });
  });

  it('are refused, without a crash, when the clock went back behind the last step used', async () => {
    expect(await attempt(codeOf(RFC_KEY, STEP), STEP + 100)).toEqual(refused);
  });

  it.each([[''], ['12345'], ['1234567'], ['abcdef'], ['٣٣٣٣٣٣'], [' 123456'], ['123456\n'], ['1e5000']])(
    'of the form %j are refused',
    async (token) => expect(await attempt(token)).toEqual(refused),
  );

  it.each([[123456], [null], [['123456']], [{}]])('sent as %j are refused', async (token) => {
    // The cast stands for a caller that passed JSON on unchecked.
    expect(await attempt(token as unknown as string)).toEqual(refused);
  });

  it('of another secret are refused; a new secret has 160 bits and fits an authenticator', async () => {
    const secret = newTotpSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(newTotpSecret()).not.toBe(secret);
    const token = codeOf(RFC_KEY, STEP);
    expect(await verifyTotp({ secret, token, nowMs: NOW_MS, lastUsedStep: null })).toEqual(refused);
    expect(totpUri(secret, 'ops@brand', '留量')).toContain(`secret=${secret}`);
  });
});
