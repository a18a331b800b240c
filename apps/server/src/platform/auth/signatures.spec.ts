import { createHash, createHmac } from 'node:crypto';
import {
  canonicalRequest,
  signRequest,
  verifySignature,
  type ReceivedRequest,
  type SignedParts,
} from './signatures';

const SECRET = Buffer.alloc(32, 9);
const NOW_MS = Date.UTC(2026, 0, 5, 2);
const MINUTE_MS = 60_000;
const PARTS: SignedParts = {
  method: 'POST',
  path: '/open/v1/events?dry=1',
  timestamp: String(NOW_MS),
  nonce: 'nonce-0123456789abcdef',
  body: Buffer.from('{"events":[{"id":"e-1","item":"口红"}]}'),
};
const GENUINE: ReceivedRequest = { ...PARTS, signature: signRequest(SECRET, PARTS) };

const verify = (change: Partial<ReceivedRequest> = {}, nowMs = NOW_MS) =>
  verifySignature(SECRET, { ...GENUINE, ...change }, nowMs);
const refused = (code: string) => ({ ok: false, error: { code } });

describe('request signatures', () => {
  it('are HMAC-SHA256 over six lines that anybody can build', () => {
    const bodyHash = createHash('sha256').update(PARTS.body).digest('hex');
    const text = `LIULIANG-HMAC-SHA256\nPOST\n/open/v1/events?dry=1\n${NOW_MS}\nnonce-0123456789abcdef\n${bodyHash}`;
    expect(canonicalRequest(PARTS)).toBe(text);
    expect(GENUINE.signature).toBe(createHmac('sha256', SECRET).update(text).digest('hex'));
  });

  it('verify, and say until when to remember the nonce', () => {
    expect(verify()).toEqual({
      ok: true,
      value: { nonce: PARTS.nonce, forgetNonceAtMs: NOW_MS + 5 * MINUTE_MS },
    });
  });

  it.each([
    [{ method: 'PUT' }],
    [{ path: '/open/v1/events?dry=0' }],
    [{ path: '/open/v1/events' }],
    [{ path: '/open/v1/events/?dry=1' }],
    [{ timestamp: String(NOW_MS + 1) }],
    [{ nonce: 'nonce-0123456789abcdeF' }],
    [{ body: Buffer.from('{"events":[{"id":"e-1","item":"口红"}]} ') }],
    [{ body: Buffer.alloc(0) }],
  ])('do not cover a request changed to %j', (change) => {
    expect(verify(change)).toEqual(refused('SIGNATURE_WRONG'));
  });

  it('of another secret are wrong', () => {
    const signature = signRequest(Buffer.alloc(32, 8), PARTS);
    expect(verify({ signature })).toEqual(refused('SIGNATURE_WRONG'));
  });

  it('hold for five minutes either way and not a millisecond more', () => {
    expect(verify({}, NOW_MS + 5 * MINUTE_MS).ok).toBe(true);
    expect(verify({}, NOW_MS - 5 * MINUTE_MS).ok).toBe(true);
    expect(verify({}, NOW_MS + 5 * MINUTE_MS + 1)).toEqual(refused('SIGNATURE_STALE'));
    expect(verify({}, NOW_MS - 5 * MINUTE_MS - 1)).toEqual(refused('SIGNATURE_STALE'));
  });

  it.each(['timestamp', 'nonce', 'signature'])('without %s are missing', (name) => {
    expect(verify({ [name]: undefined })).toEqual(refused('SIGNATURE_MISSING'));
    expect(verify({ [name]: '' })).toEqual(refused('SIGNATURE_MISSING'));
  });

  it.each([
    ['cut short', String(GENUINE.signature).slice(0, 63)],
    ['too long', `${String(GENUINE.signature)}0`],
    ['in capitals', String(GENUINE.signature).toUpperCase()],
    ['not hex', 'z'.repeat(64)],
    ['a megabyte', '0'.repeat(1_000_000)],
    ['sent twice', [GENUINE.signature, GENUINE.signature]],
    ['a number', 1],
  ])('%s are wrong, without a crash (AUTH-4)', (_name, signature) => {
    expect(verify({ signature })).toEqual(refused('SIGNATURE_WRONG'));
  });

  it.each([
    [{ timestamp: '1.7e12' }],
    [{ timestamp: ` ${NOW_MS}` }],
    [{ timestamp: String(NOW_MS / 1_000) }],
    [{ timestamp: `${NOW_MS}\n` }],
    [{ timestamp: '-100000000000' }],
    [{ timestamp: NOW_MS }],
    [{ nonce: 'short' }],
    [{ nonce: 'n'.repeat(65) }],
    [{ nonce: 'nonce with spaces in it' }],
    [{ nonce: 'nonce-0123456789abcdef\n' }],
    [{ method: 'post' }],
    [{ method: 'POST\n/other' }],
    [{ path: 'open/v1' }],
    [{ path: '/open\n/v1' }],
    [{ path: `/${'x'.repeat(2_048)}` }],
  ])('over parts of a wrong form are wrong: %j', (change) => {
    expect(verify(change)).toEqual(refused('SIGNATURE_WRONG'));
  });

  it('are refused in a fixed order: missing, malformed, stale, wrong', () => {
    const staleMs = NOW_MS + 6 * MINUTE_MS;
    expect(verify({ nonce: undefined, signature: 'zz' }, staleMs)).toEqual(refused('SIGNATURE_MISSING'));
    expect(verify({ signature: 'zz' }, staleMs)).toEqual(refused('SIGNATURE_WRONG'));
    expect(verify({ signature: '0'.repeat(64) }, staleMs)).toEqual(refused('SIGNATURE_STALE'));
    expect(verify({ signature: '0'.repeat(64) })).toEqual(refused('SIGNATURE_WRONG'));
  });

  it('are not made over what would not verify, nor with a short secret', () => {
    expect(() => signRequest(SECRET, { ...PARTS, nonce: 'short' })).toThrow(RangeError);
    expect(() => signRequest(SECRET, { ...PARTS, path: '/a\nb' })).toThrow(RangeError);
    expect(() => signRequest(Buffer.alloc(31), PARTS)).toThrow(RangeError);
  });
});
