import Taro from '@tarojs/taro';

/** The server's demo mode: a cast of people to be, and the sandbox's codes for them. Absent in production. */
export interface DemoPerson {
  readonly key: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly story: { readonly zh: string; readonly en: string };
}
export interface DemoCast {
  readonly consumer: readonly DemoPerson[];
  readonly guide: readonly DemoPerson[];
}

const ORIGIN = __API_BASE__.replace(/\/api\/v1$/, '');

/** The cast, or null when this server is not a demo. Rejects when there is no connection. */
export async function demoCast(): Promise<DemoCast | null> {
  const answer = await Taro.request<Partial<DemoCast> | null>({ url: `${ORIGIN}/demo.json` });
  if (answer.statusCode !== 200 || !Array.isArray(answer.data?.consumer)) return null;
  return { consumer: answer.data.consumer, guide: answer.data.guide ?? [] };
}

/** A one-time code of the sandbox for a person; null when this server gives none. */
export async function requestDemo(
  path: '/demo/login-code' | '/demo/phone-code',
  person: string,
): Promise<string | null> {
  const answer = await Taro.request<{ code?: string } | null>({
    url: `${ORIGIN}${path}`,
    method: 'POST',
    data: { person },
    header: { 'content-type': 'application/json' },
  });
  return answer.statusCode < 400 ? (answer.data?.code ?? null) : null;
}

/** Collects a transfer of the sandbox; false where the server has no sandbox. */
export async function claimInDemo(packed: string): Promise<boolean> {
  const answer = await Taro.request<unknown>({
    url: `${ORIGIN}/demo/payout-claim`,
    method: 'POST',
    data: { package: packed },
    header: { 'content-type': 'application/json' },
  });
  return answer.statusCode < 400;
}

/** The sandbox's WeChat asks the person and is allowed; false where the server has no sandbox. */
export async function answerInDemo(person: string, templateIds: readonly string[]): Promise<boolean> {
  const answer = await Taro.request<unknown>({
    url: `${ORIGIN}/demo/prompt`,
    method: 'POST',
    data: { person, templateIds },
    header: { 'content-type': 'application/json' },
  });
  return answer.statusCode < 400;
}
