import { createHmac, createSign, generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';
import { SteppedClock } from '../clock';
import { AccessTokens, hashRefreshToken, newRefreshToken, type AccessClaims } from './tokens';

const NOW_MS = Date.UTC(2026, 0, 5, 2);
const LIFETIME_MS = 15 * 60_000;
const KEY = { id: 'k1', secret: Buffer.alloc(32, 7) };
const MEMBER: AccessClaims = {
  subject: 'cus_1',
  kind: 'member',
  sessionId: 'ses_1',
  version: 3,
  brand: 'demo',
};
const refused = { ok: false, error: { code: 'SIGN_IN_REQUIRED' } };

let clock: SteppedClock;
let tokens: AccessTokens;

const issuerWith = (change: Partial<ConstructorParameters<typeof AccessTokens>[0]> = {}) =>
  new AccessTokens({ keys: [KEY], issuer: 'liuliang', lifetimeMs: LIFETIME_MS, clock, ...change });
const asMember = async (token: string) => {
  const found = tokens.verify(token, { kind: 'member' });
  if (!found.ok) return found;
  const { expiresAtMs: _end, ...value } = found.value;
  return { ok: true, value };
};

beforeEach(() => {
  clock = new SteppedClock(NOW_MS);
  tokens = issuerWith();
});

const HEADER = { alg: 'HS256', typ: 'at+jwt', kid: 'k1' };
const NOW_SECONDS = NOW_MS / 1_000;
const PAYLOAD = {
  kind: 'member',
  sid: 'ses_1',
  ver: 3,
  brand: 'demo',
  iss: 'liuliang',
  aud: 'liuliang/member',
  sub: 'cus_1',
  iat: NOW_SECONDS,
  exp: NOW_SECONDS + 900,
};
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token made by hand and signed with the genuine key, so that only the point under attack can refuse it. */
function forge(
  header: Record<string, unknown>,
  payload: Record<string, unknown>,
  secret: Buffer = KEY.secret,
) {
  const signed = `${encode({ ...HEADER, ...header })}.${encode({ ...PAYLOAD, ...payload })}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

describe('access tokens (AUTH-1)', () => {
  it('give back their claims until they expire, then ask for a refresh', async () => {
    const { token, expiresAtMs } = tokens.sign(MEMBER);
    expect(expiresAtMs).toBe(NOW_MS + LIFETIME_MS);
    expect(await asMember(token)).toEqual({ ok: true, value: MEMBER });
    clock.pass(LIFETIME_MS + 5_000);
    expect(await asMember(token)).toEqual({ ok: false, error: { code: 'SESSION_EXPIRED' } });
  });

  it('made by hand in the same way verify, so the attacks below fail for their own reason', async () => {
    expect(await asMember(forge({}, {}))).toEqual({ ok: true, value: MEMBER });
  });

  it('of one kind or brand are void for another', async () => {
    const member = tokens.sign(MEMBER).token;
    const operator = tokens.sign({ ...MEMBER, kind: 'operator', brand: null }).token;
    expect(tokens.verify(member, { kind: 'operator' })).toEqual(refused);
    expect(await asMember(operator)).toEqual(refused);
    expect(tokens.verify(operator, { kind: 'operator', brand: null })).toMatchObject({ ok: true });
    expect(tokens.verify(member, { kind: 'member', brand: 'demo' })).toMatchObject({ ok: true });
    expect(tokens.verify(member, { kind: 'member', brand: 'other' })).toEqual(refused);
    expect(await asMember(forge({}, { aud: 'liuliang/member', kind: 'operator' }))).toEqual(refused);
  });

  it.each(['none', 'None', 'NONE', 'nOnE', ''])(
    'with algorithm %j are refused, signed or not',
    async (alg) => {
      expect(await asMember(forge({ alg }, {}))).toEqual(refused);
      expect(await asMember(`${encode({ ...HEADER, alg })}.${encode(PAYLOAD)}.`)).toEqual(refused);
    },
  );

  it.each(['HS384', 'HS512', 'hs256', 'HS256 ', 'RS256', 'ES256', 'EdDSA', 'dir'])(
    'with algorithm %j are refused',
    async (alg) => expect(await asMember(forge({ alg }, {}))).toEqual(refused),
  );

  it('signed with a private key whose public part the header brings along are refused', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const jwk = publicKey.export({ format: 'jwk' });
    for (const header of [
      { alg: 'RS256', jwk },
      { alg: 'RS256', kid: undefined, jwk },
    ]) {
      const signed = `${encode({ ...HEADER, ...header })}.${encode(PAYLOAD)}`;
      const signature = createSign('sha256').update(signed).sign(privateKey).toString('base64url');
      expect(await asMember(`${signed}.${signature}`)).toEqual(refused);
    }
    const pem = Buffer.from(publicKey.export({ format: 'pem', type: 'spki' }));
    expect(await asMember(forge({}, {}, pem))).toEqual(refused);
  });

  it.each([
    ['../../../../dev/null'],
    ["k1' OR '1'='1"],
    ['K1'],
    ['k1 '],
    ['__proto__'],
    ['constructor'],
    [''],
    [1],
    [['k1']],
    [null],
  ])('with key id %j are refused, whatever they were signed with', async (kid) => {
    expect(await asMember(forge({ kid }, {}))).toEqual(refused);
    expect(await asMember(forge({ kid }, {}, Buffer.alloc(0)))).toEqual(refused);
  });

  it.each([
    [{ jku: 'https://evil.example/keys' }],
    [{ x5u: 'https://evil.example/cert' }],
    [{ jwk: { kty: 'oct', k: 'AAAA' } }],
    [{ x5c: ['AAAA'] }],
    [{ crit: ['exp'] }],
    [{ b64: false, crit: ['b64'] }],
    [{ zip: 'DEF' }],
    [{ typ: 'JWT' }],
    [{ typ: 'refresh' }],
    [{ typ: undefined }],
  ])('with header %j are refused', async (header) => {
    expect(await asMember(forge(header, {}))).toEqual(refused);
  });

  it.each([
    [{ nbf: NOW_SECONDS + 60 }],
    [{ iat: NOW_SECONDS + 60 }],
    [{ iat: undefined }],
    [{ iat: 'now' }],
    [{ exp: undefined }],
    [{ exp: '9999999999' }],
    [{ iss: 'liuliang ' }],
    [{ iss: 'LIULIANG' }],
    [{ iss: undefined }],
    [{ aud: 'liuliang/operator' }],
    [{ aud: 'Liuliang/member' }],
    [{ aud: ['liuliang/member', 'liuliang/operator'] }],
    [{ aud: undefined }],
    [{ sub: '' }],
    [{ sub: ' ' }],
    [{ sub: undefined }],
    [{ sub: ['cus_1'] }],
    [{ sub: { id: 'cus_1' } }],
    [{ sub: 'cus_1\n' }],
    [{ kind: 'Member' }],
    [{ kind: undefined }],
    [{ sid: undefined }],
    [{ sid: 1 }],
    [{ ver: '3' }],
    [{ ver: -1 }],
    [{ ver: 1.5 }],
    [{ brand: undefined }],
    [{ brand: '' }],
  ])('with claims %j are refused', async (payload) => {
    expect(await asMember(forge({}, payload))).toEqual(refused);
  });

  it('that promise themselves a longer life end after ours', async () => {
    const eternal = forge({}, { exp: NOW_SECONDS + 10 * 365 * 86_400 });
    expect(await asMember(eternal)).toMatchObject({ ok: true });
    clock.pass(LIFETIME_MS + 6_000);
    expect(await asMember(eternal)).toEqual({ ok: false, error: { code: 'SESSION_EXPIRED' } });
  });

  it('changed in any character are refused', async () => {
    const { token } = tokens.sign(MEMBER);
    const positions = [...token].map((_, index) => index).filter((index) => index % 7 === 0);
    for (const index of positions) {
      const other = token[index] === 'A' ? 'B' : 'A';
      const changed = token.slice(0, index) + other + token.slice(index + 1);
      expect(await asMember(changed)).toEqual(refused);
    }
  });

  it('longer than any of ours are refused, be they genuine', async () => {
    expect(await asMember(forge({}, { padding: 'x'.repeat(2_000) }))).toEqual(refused);
  });

  it.each([[''], ['a'], ['a.b.c'], ['....'], ['Bearer x.y.z'], ['x'.repeat(1_000_000)]])(
    'that are no tokens are refused (%#)',
    async (rubbish) => expect(await asMember(rubbish)).toEqual(refused),
  );

  it.each([[null], [undefined], [42], [['x']], [{}]])('sent as %j are refused', async (rubbish) => {
    // The cast stands for a caller that passed input on unchecked.
    expect(await asMember(rubbish as unknown as string)).toEqual(refused);
  });

  it('outlive a change of key for as long as the old key is listed', async () => {
    const old = tokens.sign(MEMBER).token;
    const next = { id: 'k2', secret: Buffer.alloc(32, 8) };
    tokens = issuerWith({ keys: [next, KEY] });
    expect(await asMember(old)).toMatchObject({ ok: true });
    expect(await asMember(tokens.sign(MEMBER).token)).toMatchObject({ ok: true });
    tokens = issuerWith({ keys: [next] });
    expect(await asMember(old)).toEqual(refused);
  });

  it('end with the session when that is sooner', async () => {
    const endsAtMs = NOW_MS + 60_000;
    const { token, expiresAtMs } = tokens.sign(MEMBER, endsAtMs);
    expect(expiresAtMs).toBe(endsAtMs);
    clock.pass(66_000);
    expect(tokens.verify(token)).toEqual({ ok: false, error: { code: 'SESSION_EXPIRED' } });
  });

  it('are not made with a missing, short or doubled key, and printing their maker shows none', () => {
    expect(() => issuerWith({ keys: [] })).toThrow(RangeError);
    expect(() => issuerWith({ keys: [{ id: 'k', secret: Buffer.alloc(31) }] })).toThrow(RangeError);
    expect(() => issuerWith({ keys: [KEY, KEY] })).toThrow(RangeError);
    const printed = inspect(tokens, { depth: 10, showHidden: true }) + JSON.stringify(tokens);
    expect(printed).not.toMatch(/07 07|"7"|7,7|BwcH/);
  });
});

describe('refresh tokens', () => {
  it('are 256 random bits, found again by their hashes only', () => {
    const { token, hash, familyHash } = newRefreshToken();
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(hashRefreshToken(token)).toEqual({ hash, familyHash });
    const other = newRefreshToken();
    expect([other.token, other.familyHash]).not.toEqual([token, familyHash]);
  });

  it('of one session have a family in common, and 160 bits of their own', () => {
    const first = newRefreshToken();
    const second = newRefreshToken(first.token);
    const third = newRefreshToken(second.token);
    expect(new Set([first, second, third].map(({ familyHash }) => familyHash)).size).toBe(1);
    expect(new Set([first, second, third].map(({ token }) => token.slice(16))).size).toBe(3);
    expect(third.token).toMatch(/^[\w-]{43}$/);
  });

  it.each([
    [''],
    ['short'],
    ['x'.repeat(44)],
    [' '.repeat(43)],
    ['x'.repeat(1_000_000)],
    [null],
    [7],
    [['x']],
  ])('of a wrong form are never looked up (%#)', (rubbish) =>
    expect(hashRefreshToken(rubbish as string)).toBeNull(),
  );

  it('never pass as access tokens, nor the reverse', async () => {
    expect(await asMember(newRefreshToken().token)).toEqual(refused);
    expect(hashRefreshToken(tokens.sign(MEMBER).token)).toBeNull();
  });
});
