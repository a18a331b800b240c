import { demoUrl } from './browser';

type Json = Record<string, unknown>;

/** Sends one request of the API, or of the demo's own doors, and fails on a refusal. */
export async function call(method: string, path: string, body?: unknown, token?: string): Promise<Json> {
  const answer = await fetch(`${demoUrl()}${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const reply = (await answer.json()) as Json;
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(reply)}`);
  return reply;
}

/** What the stories need of a session. */
export interface Session {
  readonly accessToken: string;
  readonly customerId: string;
  readonly guide: { readonly guideId: string } | null;
}

/** A person of the cast, signed in as their own phone would. */
export async function signIn(person: string): Promise<Session> {
  const { code } = await call('POST', '/demo/login-code', { person });
  const session: unknown = await call('POST', '/api/v1/session/wechat', { brand: 'islet', code });
  return session as Session;
}

/** The demo's operator, or a colleague with the same password, signed in. */
async function operatorToken(colleague?: string): Promise<string> {
  const { operator: account } = (await call('GET', '/demo.json')) as {
    operator: { login: string; password: string };
  };
  const { password, login } = account;
  const { accessToken } = await call('POST', '/api/v1/operator/session', {
    password,
    login: colleague ?? login,
  });
  return String(accessToken);
}

/** What the demo's operator can do, signed in once. */
export async function operator(): Promise<(method: string, path: string, body?: unknown) => Promise<Json>> {
  const token = await operatorToken();
  return (method, path, body) => call(method, `/api/v1/operator${path}`, body, token);
}

/** A file of balances that a colleague of the operator hands over. @returns the id of the import */
export async function balancesFrom(colleague: string, lines: readonly string[]): Promise<string> {
  const answer = await fetch(`${demoUrl()}/api/v1/operator/imports?kind=balances&fileName=balances.csv`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', authorization: `Bearer ${await operatorToken(colleague)}` },
    body: lines.join('\n'),
  });
  if (!answer.ok) throw new Error(`The file was answered ${answer.status}`);
  return String(((await answer.json()) as Json)['importId']);
}

/** Lets the operator prepare points for one customer as a bulk act, which then waits to be confirmed. */
export async function preparedAct(customerId: string): Promise<void> {
  const ask = await operator();
  const deed = { kind: 'adjust', asset: 'points', points: 1, reason: '只为有一份批量操作' };
  await ask('POST', '/bulk-acts', {
    ...{ key: `e2e-bulk-${Date.now()}`, deed },
    people: { customerIds: [customerId] },
  });
}
