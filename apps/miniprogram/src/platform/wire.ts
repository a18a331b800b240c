import Taro from '@tarojs/taro';
import type { WireAnswer, WireRequest } from '@liuliang/contract/client';
import { learnServerTime } from './clock';
import { network } from './network';

/** WeChat cuts requests at 60 s; a person at a counter has given up long before. */
const TIMEOUT_MS = 15_000;

/** What stands in for an answer that is none of ours: the sign-in page of a hotel's network, a proxy's own words. */
const UNREADABLE = { code: 'UNEXPECTED' } as const;
const BAD_GATEWAY = 502;

/**
 * Sends one request below the API base. Rejects only when no answer came. Whatever says that it went well and is not
 * JSON is an error like a gateway's, so that nobody takes it for data and keeps it.
 */
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
  if (!network.get().isConnected) network.patch({ isConnected: true });
  const body = objectIn(answer.data);
  if (body === null) return { status: Math.max(answer.statusCode, BAD_GATEWAY), body: UNREADABLE };
  noticeServerTime(body, sentAtMs);
  return { status: answer.statusCode, body };
}

/** Every answer of the API is an object; null for anything else. */
function objectIn(data: unknown): object | null {
  try {
    const read: unknown = typeof data === 'string' ? JSON.parse(data) : data;
    return typeof read === 'object' ? read : null;
  } catch {
    return null;
  }
}

function noticeServerTime(body: object, sentAtMs: number): void {
  if (!('serverNowMs' in body)) return;
  if (typeof body.serverNowMs === 'number') learnServerTime(body.serverNowMs, sentAtMs, Date.now());
}
