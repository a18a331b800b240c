import { createSessionStore, type Tokens } from './session';
import { createTransport, type RunAlone } from './transport';

const tokens = (name: string): Tokens => ({
  accessToken: `access-${name}`,
  accessExpiresAtMs: 10_000_000,
  refreshToken: `refresh-${name}`,
  refreshExpiresAtMs: 90_000_000,
});

const memory = () => {
  const values = new Map<string, string>();
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  };
};

const runAlone: RunAlone = (work) => work();
const answer = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

/** A server that knows one access token at a time, as ours does, and counts how often it was asked to refresh. */
function serverWith(live: { access: string | null; refresh: string | null }) {
  const seen = { refreshes: 0, paths: [] as string[] };
  const fetch = async (input: unknown, init?: RequestInit) => {
    const path = String(input);
    seen.paths.push(path);
    if (path.endsWith('/session/refresh')) {
      seen.refreshes += 1;
      const { refreshToken } = JSON.parse(String(init?.body)) as { refreshToken: string };
      if (refreshToken !== live.refresh) return answer(401, { code: 'SESSION_REVOKED', requestId: 'r' });
      live.access = 'access-new';
      live.refresh = 'refresh-new';
      return answer(200, tokens('new'));
    }
    const sent = new Headers(init?.headers).get('authorization');
    return sent === `Bearer ${live.access}`
      ? answer(200, { ok: true })
      : answer(401, { code: 'SESSION_EXPIRED', requestId: 'r' });
  };
  return { fetch: fetch as typeof globalThis.fetch, seen };
}

const request = { method: 'GET', path: '/operator/me', body: undefined };

it('refreshes once for all calls that find the session expired, and sends each of them again', async () => {
  const session = createSessionStore(memory());
  session.signIn(tokens('old'));
  const { fetch, seen } = serverWith({ access: null, refresh: 'refresh-old' });
  const { send } = createTransport({ session, fetch, runAlone });
  const answers = await Promise.all([send(request), send(request), send(request)]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(seen.refreshes).toBe(1);
  expect(session.state().tokens?.refreshToken).toBe('refresh-new');
});

it('ends the session when the refresh token is refused too', async () => {
  const session = createSessionStore(memory());
  session.signIn(tokens('old'));
  const { fetch } = serverWith({ access: null, refresh: null });
  const { send } = createTransport({ session, fetch, runAlone });
  expect((await send(request)).status).toBe(401);
  expect(session.state()).toEqual({ status: 'ended', tokens: null });
});

it('goes on with the tokens that another tab has fetched meanwhile', async () => {
  const storage = memory();
  const session = createSessionStore(storage);
  session.signIn(tokens('old'));
  createSessionStore(storage).signIn(tokens('new'));
  const { fetch, seen } = serverWith({ access: 'access-new', refresh: 'refresh-new' });
  const { send } = createTransport({ session, fetch, runAlone });
  expect((await send(request)).status).toBe(200);
  expect(seen.refreshes).toBe(0);
});

it('does not sign anybody out because the network is gone', async () => {
  const session = createSessionStore(memory());
  session.signIn(tokens('old'));
  let calls = 0;
  const fetch = (async () => {
    calls += 1;
    if (calls === 1) return answer(401, { code: 'SESSION_EXPIRED', requestId: 'r' });
    throw new TypeError('fetch failed');
  }) as unknown as typeof globalThis.fetch;
  const { send } = createTransport({ session, fetch, runAlone });
  await expect(send(request)).rejects.toThrow('fetch failed');
  expect(session.state().status).toBe('signed-in');
});

it('leaves a wrong password alone: 401 without a session is an answer', async () => {
  const session = createSessionStore(memory());
  const fetch = (async () =>
    answer(401, { code: 'CREDENTIALS_WRONG', requestId: 'r' })) as unknown as typeof globalThis.fetch;
  const { send } = createTransport({ session, fetch, runAlone });
  expect((await send(request)).body).toMatchObject({ code: 'CREDENTIALS_WRONG' });
});

it('keeps only the tokens of a session and forgets them on leaving', () => {
  const storage = memory();
  const session = createSessionStore(storage);
  session.signIn(tokens('a'));
  expect(createSessionStore(storage).state().status).toBe('signed-in');
  session.leave('signed-out');
  expect(createSessionStore(storage).state()).toEqual({ status: 'signed-out', tokens: null });
});
