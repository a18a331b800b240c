import type { WireAnswer, WireRequest } from '@liuliang/contract/client';
import { createTransport, type Tokens, type TransportParts } from './transport';

// Goal: screens never see a session end. Method: a wire that knows which access token is live, and counts.

const NOW_MS = 1_000_000_000_000;
const tokens = (access: string, livesMs = 600_000): Tokens => ({
  accessToken: access,
  accessExpiresAtMs: NOW_MS + livesMs,
  refreshToken: `refresh-of-${access}`,
  refreshExpiresAtMs: NOW_MS + 86_400_000,
  clock: [[0, 480]],
});
const ok = (body: unknown): WireAnswer => ({ status: 200, body });
const refusal = (status: number, code: string): WireAnswer => ({
  status,
  body: { code, requestId: 'req_1' },
});
const HOME: WireRequest = { method: 'GET', path: '/members/me/home', body: undefined };

/** A server where only `live` opens doors; refreshing makes `next` the live one. */
function world(held: Tokens | null, change: Partial<TransportParts> = {}) {
  const seen: string[] = [];
  const server = { live: 'old', next: tokens('new'), refresh: ok(tokens('new')) };
  let kept = held;
  const send = createTransport({
    wire: async ({ path }, accessToken) => {
      seen.push(path);
      if (path === '/session/refresh') {
        server.live = 'new';
        return server.refresh;
      }
      return accessToken === server.live ? ok('home') : refusal(401, 'SESSION_EXPIRED');
    },
    keeper: { read: () => kept, keep: (next) => void (kept = next), drop: () => void (kept = null) },
    signIn: async () => {
      seen.push('sign-in');
      server.live = 'signed-in';
      return ok(tokens('signed-in'));
    },
    nowMs: () => NOW_MS,
    ...change,
  });
  return { send, seen, server, kept: () => kept };
}

it('sends with the token in hand and asks nobody else', async () => {
  const { send, seen } = world(tokens('old'));
  expect(await send(HOME)).toEqual(ok('home'));
  expect(seen).toEqual(['/members/me/home']);
});

it('signs in first when there is no token', async () => {
  const { send, seen, kept } = world(null);
  expect(await send(HOME)).toEqual(ok('home'));
  expect(seen).toEqual(['sign-in', '/members/me/home']);
  expect(kept()?.accessToken).toBe('signed-in');
});

it('renews a token that is about to end before using it', async () => {
  const { send, seen } = world(tokens('old', 5_000));
  await send(HOME);
  expect(seen).toEqual(['/session/refresh', '/members/me/home']);
});

it('replaces a token that the server refuses, and sends the request once more', async () => {
  const { send, seen } = world(tokens('revoked'));
  expect(await send(HOME)).toEqual(ok('home'));
  expect(seen).toEqual(['/members/me/home', '/session/refresh', '/members/me/home']);
});

it('shares one renewal among requests at the same time, because a refresh token works once', async () => {
  const { send, seen } = world(tokens('old', 0));
  await Promise.all([send(HOME), send(HOME), send(HOME)]);
  expect(seen.filter((path) => path === '/session/refresh')).toHaveLength(1);
});

it('signs in again when the session itself is over', async () => {
  const { send, seen, server } = world(tokens('old', 0));
  server.refresh = refusal(401, 'SESSION_REVOKED');
  expect(await send(HOME)).toEqual(ok('home'));
  expect(seen).toEqual(['/session/refresh', 'sign-in', '/members/me/home']);
});

it('keeps the session when the server is too busy to renew it', async () => {
  const { send, server, kept } = world(tokens('old', 0));
  server.refresh = refusal(503, 'OVERLOADED');
  expect(await send(HOME)).toEqual(refusal(503, 'OVERLOADED'));
  expect(kept()?.refreshToken).toBe('refresh-of-old');
});

it('hands on why nobody could be signed in', async () => {
  const { send } = world(null, { signIn: async () => refusal(503, 'WECHAT_BUSY') });
  expect(await send(HOME)).toEqual(refusal(503, 'WECHAT_BUSY'));
});

it('passes other refusals through untouched', async () => {
  const { send } = world(tokens('old'), { wire: async () => refusal(403, 'MEMBER_REQUIRED') });
  expect(await send(HOME)).toEqual(refusal(403, 'MEMBER_REQUIRED'));
});
