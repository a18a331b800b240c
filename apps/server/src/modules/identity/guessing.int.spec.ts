import { generate } from 'otplib';
import { OWASP_COST, setPasswordCost } from '../../platform/auth/passwords';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';
import { SUITE_PASSWORD_COST } from '../../testing/test-platform';
import { OperatorsService } from '.';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const PASSWORD = 'a-long-enough-password';
const DEVICE = 'a browser of somebody';
/** A hash takes as long as the machine lets it, and there are many. */
const PATIENCE_MS = 180_000;

/** A story about what happens while hashes are made, which must then take as long as they do in production. */
const whileHashing = (story: () => Promise<void>) => async (): Promise<void> => {
  setPasswordCost(OWASP_COST);
  await story().finally(() => setPasswordCost(SUITE_PASSWORD_COST));
};

describe('guessing an operator’s password', () => {
  let http: TestHttp;
  beforeAll(async () => {
    http = await openTestHttp(undefined, { PROXIES: '1' });
  });
  afterAll(() => http.close());

  const make = (login: string, totpSecret?: string) =>
    http.get(OperatorsService).create({
      brandId: http.brand.id,
      login,
      displayName: login,
      password: PASSWORD,
      role: 'analyst',
      ...(totpSecret ? { totpSecret } : {}),
    });
  const signIn = (
    address: string,
    login: string,
    password: string,
    more: { readonly totp?: string; readonly device?: string } = {},
  ) =>
    http
      .client(undefined, { 'x-forwarded-for': address })
      .signInOperator({ body: { login, password, ...more } });
  const codesOf = (answers: readonly { ok: boolean; code?: string }[]): string[] =>
    answers.map((answer) => answer.code ?? 'ok');

  it(
    'judges five of forty at once, and what ends late unlocks nothing',
    whileHashing(async () => {
      await make('forty@test');
      const answers = await Promise.all(
        Array.from({ length: 40 }, (_, i) =>
          signIn(`198.51.100.${i}`, 'forty@test', i === 20 ? PASSWORD : `guess ${i}`),
        ),
      );
      const judged = codesOf(answers).filter((code) => code === 'ok' || code === 'CREDENTIALS_WRONG');
      expect(judged).toHaveLength(5);
      expect(await signIn('198.51.100.200', 'forty@test', PASSWORD)).toMatchObject({
        code: 'ACCOUNT_LOCKED',
        data: { retryAtMs: http.clock.nowMs() + MINUTE_MS },
      });
    }),
    PATIENCE_MS,
  );

  it(
    'makes strangers wait longer and longer, and lets in whoever signed in on their device before',
    async () => {
      await make('known@test');
      // From the address of the strangers: it is the device that is known.
      const own = () => signIn('198.51.100.1', 'known@test', PASSWORD, { device: DEVICE });
      expect((await own()).ok).toBe(true);
      const guess = (password = 'wrong') =>
        signIn('198.51.100.1', 'known@test', password, { device: 'a device of somebody else' });
      for (let i = 0; i < 5; i += 1) expect(await guess()).toMatchObject({ code: 'CREDENTIALS_WRONG' });
      for (const minutes of [1, 2, 4]) {
        http.clock.pass(minutes * MINUTE_MS - 1);
        expect(await guess(PASSWORD)).toMatchObject({
          code: 'ACCOUNT_LOCKED',
          data: { retryAtMs: http.clock.nowMs() + 1 },
        });
        http.clock.pass(1);
        if (minutes < 4) expect(await guess()).toMatchObject({ code: 'CREDENTIALS_WRONG' });
        expect((await own()).ok).toBe(true);
      }
      expect((await guess(PASSWORD)).ok).toBe(true);
    },
    PATIENCE_MS,
  );

  it(
    'counts a known device by itself, and knows it for 90 days and for that login alone',
    async () => {
      await make('own@test');
      await make('other@test');
      const sign = (password: string, login = 'own@test') =>
        signIn('203.0.113.2', login, password, { device: DEVICE });
      const guessElsewhere = async (login: string) => {
        for (let i = 0; i < 5; i += 1) await signIn('203.0.113.3', login, 'wrong');
      };
      expect((await sign(PASSWORD)).ok).toBe(true);
      for (let i = 0; i < 5; i += 1) await sign('wrong');
      expect(await sign(PASSWORD)).toMatchObject({ code: 'ACCOUNT_LOCKED' });
      // Elsewhere nothing was wrong yet.
      expect((await signIn('203.0.113.3', 'own@test', PASSWORD)).ok).toBe(true);
      await guessElsewhere('other@test');
      expect(await sign(PASSWORD, 'other@test')).toMatchObject({ code: 'ACCOUNT_LOCKED' });
      http.clock.pass(90 * DAY_MS);
      await guessElsewhere('own@test');
      expect(await sign(PASSWORD)).toMatchObject({ code: 'ACCOUNT_LOCKED' });
    },
    PATIENCE_MS,
  );

  it(
    'answers a name that nobody has to the letter as it answers one that somebody has',
    async () => {
      await make('real@test');
      const storyOf = async (login: string, address: string) => {
        const story: unknown[] = [];
        for (let i = 0; i < 7; i += 1) {
          const answer = await signIn(address, login, 'wrong');
          story.push(answer.ok ? 'ok' : [answer.code, answer.data]);
        }
        return story;
      };
      expect(await storyOf('nobody@test', '198.51.100.10')).toEqual(
        await storyOf('real@test', '198.51.100.11'),
      );
    },
    PATIENCE_MS,
  );

  it(
    'throttles an address that tries one password on many names, no other address, and no known device',
    async () => {
      await make('neighbour@test');
      const neighbour = () => signIn('2001:db8:1:2::ffff', 'neighbour@test', PASSWORD, { device: DEVICE });
      expect((await neighbour()).ok).toBe(true);
      const sign = (address: string, i: number) => signIn(address, `name-${i}@test`, 'Summer2026');
      const answers: Awaited<ReturnType<typeof sign>>[] = [];
      for (let i = 0; i < 24; i += 1) answers.push(await sign(`2001:db8:1:2::${i}`, i));
      const codes = codesOf(answers);
      expect(codes.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 'CREDENTIALS_WRONG'));
      expect(codes.slice(20)).toEqual(Array.from({ length: 4 }, () => 'RATE_LIMITED'));
      expect(answers[20]).toMatchObject({ data: { retryAtMs: http.clock.nowMs() + 10_000 } });
      expect((await neighbour()).ok).toBe(true);
      expect(await sign('2001:db8:1:3::1', 30)).toMatchObject({ code: 'CREDENTIALS_WRONG' });
    },
    PATIENCE_MS,
  );

  it(
    'lets one in with a one-time code that four bring at once',
    async () => {
      const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
      await make('code@test', secret);
      const totp = await generate({ secret, epoch: Math.floor(http.clock.nowMs() / 1000) });
      const answers = await Promise.all(
        Array.from({ length: 4 }, (_, i) => signIn(`203.0.113.${50 + i}`, 'code@test', PASSWORD, { totp })),
      );
      expect(codesOf(answers).sort()).toEqual(['TOTP_WRONG', 'TOTP_WRONG', 'TOTP_WRONG', 'ok']);
    },
    PATIENCE_MS,
  );

  it(
    'does not count the question for the code as a failure',
    async () => {
      await make('asked@test', 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP');
      for (let i = 0; i < 8; i += 1)
        expect(await signIn('203.0.113.70', 'asked@test', PASSWORD)).toMatchObject({ code: 'TOTP_REQUIRED' });
    },
    PATIENCE_MS,
  );

  it(
    'hashes few at once: strangers beyond that are told to come again, whoever is known is let in',
    whileHashing(async () => {
      await make('busy@test');
      const known = () => signIn('203.0.113.80', 'busy@test', PASSWORD, { device: DEVICE });
      expect((await known()).ok).toBe(true);
      const ask = (i: number) =>
        fetch(`${http.url}/api/v1/operator/session`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-forwarded-for': `192.0.2.${i}` },
          body: JSON.stringify({ login: `crowd-${i}@test`, password: 'x' }),
        });
      const crowd = Array.from({ length: 80 }, (_, i) => ask(i));
      expect(must(await known()).operator.displayName).toBe('busy@test');
      const answers = await Promise.all(crowd);
      const refused = answers.filter(({ status }) => status === 503);
      expect(refused.length).toBeGreaterThan(0);
      for (const one of refused) {
        expect(Number(one.headers.get('retry-after'))).toBeGreaterThan(0);
        expect(await one.json()).toMatchObject({ code: 'SIGN_IN_BUSY' });
      }
      expect(answers.filter(({ status }) => status !== 503 && status !== 401)).toEqual([]);
    }),
    PATIENCE_MS,
  );
});
