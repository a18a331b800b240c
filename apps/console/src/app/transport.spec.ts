import { createSessionStore, type SessionEnds } from './session';
import { createTransport, type RunAlone } from './transport';

const ends = (accessExpiresAtMs: number): SessionEnds => ({
  accessExpiresAtMs,
  refreshExpiresAtMs: 90_000_000,
});
const [OLD, NEW] = [ends(10_000_000), ends(20_000_000)];

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

/** A server and the browser's cookies: whether the access token in them is good, and whether the refresh token is. */
function serverWith(live: { access: boolean; refresh: boolean }) {
  const seen = { renewals: 0, headers: [] as Headers[] };
  const fetch = async (input: unknown, init?: RequestInit) => {
    seen.headers.push(new Headers(init?.headers));
    if (String(input).endsWith('/console/session/renew')) {
      seen.renewals += 1;
      if (!live.refresh) return answer(401, { code: 'SESSION_REVOKED', requestId: 'r' });
      live.access = true;
      return answer(200, NEW);
    }
    return live.access ? answer(200, { ok: true }) : answer(401, { code: 'SESSION_EXPIRED', requestId: 'r' });
  };
  return { fetch: fetch as typeof globalThis.fetch, seen };
}

const request = { method: 'GET', path: '/operator/me', body: undefined };

it('renews once for all calls that find the session expired, and sends each of them again', async () => {
  const session = createSessionStore(memory());
  session.signIn(OLD);
  const { fetch, seen } = serverWith({ access: false, refresh: true });
  const { send } = createTransport({ session, fetch, runAlone });
  const answers = await Promise.all([send(request), send(request), send(request)]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(seen.renewals).toBe(1);
  expect(session.state().ends).toEqual(NEW);
});

it('ends the session when renewing is refused too', async () => {
  const session = createSessionStore(memory());
  session.signIn(OLD);
  const { fetch } = serverWith({ access: false, refresh: false });
  const { send } = createTransport({ session, fetch, runAlone });
  expect((await send(request)).status).toBe(401);
  expect(session.state()).toEqual({ status: 'ended', ends: null });
});

it('goes on with the cookies that another tab has renewed meanwhile', async () => {
  const storage = memory();
  const session = createSessionStore(storage);
  session.signIn(OLD);
  const live = { access: false, refresh: true };
  const { fetch, seen } = serverWith(live);
  const lateAnswer = (async (...asked: Parameters<typeof fetch>) => {
    const answered = await fetch(...asked);
    if (!live.access) createSessionStore(storage).signIn(NEW);
    live.access = true;
    return answered;
  }) as typeof globalThis.fetch;
  const { send } = createTransport({ session, fetch: lateAnswer, runAlone });
  expect((await send(request)).status).toBe(200);
  expect(seen.renewals).toBe(0);
});

it('says with every call that a page of the console asks, and carries no token itself', async () => {
  const session = createSessionStore(memory());
  session.signIn(OLD);
  const { fetch, seen } = serverWith({ access: false, refresh: true });
  await createTransport({ session, fetch, runAlone }).send(request);
  expect(seen.headers).toHaveLength(3);
  for (const headers of seen.headers) {
    expect(headers.get('x-liuliang-console')).toBe('1');
    expect(headers.has('authorization')).toBe(false);
  }
});

it('does not sign anybody out because the network is gone', async () => {
  const session = createSessionStore(memory());
  session.signIn(OLD);
  let calls = 0;
  const fetch = async () => {
    calls += 1;
    if (calls === 1) return answer(401, { code: 'SESSION_EXPIRED', requestId: 'r' });
    throw new TypeError('fetch failed');
  };
  const { send } = createTransport({ session, fetch, runAlone });
  await expect(send(request)).rejects.toThrow('fetch failed');
  expect(session.state().status).toBe('signed-in');
});

it('leaves a wrong password alone: 401 without a session is an answer', async () => {
  const session = createSessionStore(memory());
  const fetch = async () => answer(401, { code: 'CREDENTIALS_WRONG', requestId: 'r' });
  const { send } = createTransport({ session, fetch, runAlone });
  expect((await send(request)).body).toMatchObject({ code: 'CREDENTIALS_WRONG' });
});

it('keeps when a session ends, never a token, and forgets it and what earlier releases kept on leaving', () => {
  const storage = memory();
  storage.setItem('liuliang.console.session', '{"accessToken":"a","refreshToken":"b"}');
  const session = createSessionStore(storage);
  expect(storage.getItem('liuliang.console.session')).toBeNull();
  session.signIn(OLD);
  expect(createSessionStore(storage).state()).toEqual({ status: 'signed-in', ends: OLD });
  session.leave('signed-out');
  expect(createSessionStore(storage).state()).toEqual({ status: 'signed-out', ends: null });
});

it('ends a session whose new tokens are refused at once, instead of asking for a sign-in on every screen', async () => {
  const session = createSessionStore(memory());
  session.signIn(OLD);
  const fetch = async (input: unknown) =>
    String(input).endsWith('/console/session/renew')
      ? answer(200, NEW)
      : answer(401, { code: 'SIGN_IN_REQUIRED', requestId: 'r' });
  const { send } = createTransport({ session, fetch: fetch as typeof globalThis.fetch, runAlone });
  expect((await send(request)).status).toBe(401);
  expect(session.state().status).toBe('ended');
});

describe('a server that is away', () => {
  const page = (status: number) =>
    new Response('<html>Bad gateway</html>', { status, headers: { 'content-type': 'text/html' } });
  it.each([
    ['nothing answers', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['a proxy answers 502 for it', () => Promise.resolve(page(502))],
    ['a network answers with its own page', () => Promise.resolve(page(200))],
    ['a network answers in plain words', () => Promise.resolve(new Response('Please sign in'))],
    ['a network answers with nothing at all', () => Promise.resolve(new Response(null, { status: 200 }))],
  ])('is told as one, when %s', async (_, fetch) => {
    const heard: string[] = [];
    const session = createSessionStore(memory());
    const { send } = createTransport({ session, fetch, runAlone, onReach: (reach) => heard.push(reach) });
    await expect(send(request)).rejects.toThrow();
    expect(heard).toEqual(['away']);
  });

  it('is not one that sends a file', async () => {
    const csv = new Response('a,b', { headers: { 'content-type': 'text/csv; charset=utf-8' } });
    const session = createSessionStore(memory());
    const { send } = createTransport({ session, fetch: () => Promise.resolve(csv), runAlone });
    expect(await send({ ...request, isFile: true })).toEqual({ status: 200, body: 'a,b' });
  });

  it('is not one that refuses in its own words', async () => {
    const heard: string[] = [];
    const fetch = () => Promise.resolve(answer(503, { code: 'OVERLOADED', requestId: 'r' }));
    const session = createSessionStore(memory());
    const { send } = createTransport({ session, fetch, runAlone, onReach: (reach) => heard.push(reach) });
    expect((await send(request)).status).toBe(503);
    expect(heard).toEqual(['there']);
  });
});
