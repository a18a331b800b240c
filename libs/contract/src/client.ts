import type { z } from 'zod';
import { routeTable } from './generated/route-table';
import type { Routes } from './generated/routes';
import type { CommonErrorCode } from './refusals';

export type { PublicIdKind } from './generated/ids';
export type { OperatorPermission } from './generated/permissions';
export type { Routes, RouteName } from './generated/routes';
export type { ErrorCode, ErrorBody } from './refusals';

/** What a transport (Taro.request, fetch) is handed; `path` is complete below the base URL, query included. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  /** What comes is a file to download or to print, not JSON. */
  readonly isFile?: boolean;
}
export interface WireAnswer {
  readonly status: number;
  readonly body: unknown;
}
/** Sends one request. Rejects only when no answer came (offline, time-out). */
export type Send = (request: WireRequest) => Promise<WireAnswer>;

type Input<R, K extends 'params' | 'query' | 'body'> = R extends { readonly [P in K]: infer S }
  ? S extends z.ZodType
    ? { [P in K]: z.input<S> }
    : unknown
  : unknown;
type CallInput<R> = Input<R, 'params'> & Input<R, 'query'> & Input<R, 'body'>;

/** The reply of a route by its name, as the screens see it. */
export type ReplyOf<N extends keyof Routes> = z.output<Routes[N]['reply']>;

/** `NETWORK`: no answer. Anything else is a code of the route or one that every route may answer. */
export type ClientErrorCode<N extends keyof Routes> =
  Routes[N]['errors'][number] | CommonErrorCode | 'NETWORK';

export type ClientAnswer<N extends keyof Routes> =
  | { readonly ok: true; readonly value: ReplyOf<N> }
  | {
      readonly ok: false;
      readonly code: ClientErrorCode<N>;
      readonly data: Record<string, unknown>;
      readonly requestId: string | null;
    };

type Call<N extends keyof Routes> =
  unknown extends CallInput<Routes[N]>
    ? () => Promise<ClientAnswer<N>>
    : (input: CallInput<Routes[N]>) => Promise<ClientAnswer<N>>;

export type Client = { readonly [N in keyof Routes]: Call<N> };

type AnyInput = { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown };

/** Fills `:name` parameters and appends the query; undefined query values are left out. */
export function pathOf(template: string, input: AnyInput): string {
  const path = template.replace(/:([A-Za-z]+)/g, (_, name: string) =>
    encodeURIComponent(input.params?.[name] ?? ''),
  );
  const query = Object.entries(input.query ?? {})
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&');
  return query ? `${path}?${query}` : path;
}

function toAnswer(answer: WireAnswer): ClientAnswer<keyof Routes> {
  if (answer.status < 400) return { ok: true, value: answer.body as never };
  const body = (typeof answer.body === 'object' && answer.body !== null ? answer.body : {}) as Record<
    string,
    unknown
  >;
  return {
    ok: false,
    code: (typeof body['code'] === 'string' ? body['code'] : 'UNEXPECTED') as CommonErrorCode,
    data: (body['data'] as Record<string, unknown> | undefined) ?? {},
    requestId: typeof body['requestId'] === 'string' ? body['requestId'] : null,
  };
}

/**
 * A typed client over any transport. It carries no zod: types come from the contract, the run-time table of methods
 * and paths is generated. Comparing `code` with one that the route cannot answer does not compile.
 */
export function createClient(send: Send): Client {
  const client: Record<string, (input?: AnyInput) => Promise<ClientAnswer<keyof Routes>>> = {};
  for (const [name, [method, template, wire]] of Object.entries(routeTable)) {
    client[name] = async (input = {}) => {
      try {
        const isFile = wire === 'download';
        return toAnswer(await send({ method, path: pathOf(template, input), body: input.body, isFile }));
      } catch {
        // The transport rejects only when nothing came back, so whether the server acted is unknown to the caller.
        return { ok: false, code: 'NETWORK', data: {}, requestId: null };
      }
    };
  }
  // Every route is in the table, which the compiler cannot see of a loop.
  return client as unknown as Client;
}
