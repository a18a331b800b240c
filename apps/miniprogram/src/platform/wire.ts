import Taro from '@tarojs/taro';
import type { WireAnswer, WireRequest } from '@liuliang/contract/client';
import { learnServerTime } from './clock';

/** WeChat cuts requests at 60 s; a person at a counter has given up long before. */
const TIMEOUT_MS = 15_000;

/** Sends one request below the API base. Rejects only when no answer came. */
export async function sendOverWire(request: WireRequest, accessToken: string | null): Promise<WireAnswer> {
  const sentAtMs = Date.now();
  const answer = await Taro.request<unknown>({
    url: `${__API_BASE__}${request.path}`,
    method: request.method as keyof Taro.request.Method,
    // WeChat labels every body as JSON, and an empty one is not valid JSON; so there is always an object.
    data: request.method === 'GET' ? undefined : (request.body ?? {}),
    header: {
      ...(request.method === 'GET' ? {} : { 'content-type': 'application/json' }),
      ...(accessToken === null ? {} : { authorization: `Bearer ${accessToken}` }),
    },
    dataType: 'json',
    timeout: TIMEOUT_MS,
  });
  noticeServerTime(answer.data, sentAtMs);
  return { status: answer.statusCode, body: answer.data };
}

function noticeServerTime(body: unknown, sentAtMs: number): void {
  if (typeof body !== 'object' || body === null || !('serverNowMs' in body)) return;
  if (typeof body.serverNowMs === 'number') learnServerTime(body.serverNowMs, sentAtMs, Date.now());
}
