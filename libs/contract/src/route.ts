import type { z } from 'zod';
import type { OperatorPermission } from './generated/permissions';
import type { ErrorCode } from './refusals';

/**
 * Who may call a route. Deny by default: the server refuses to boot a controller method that does not serve a
 * route value, and every route value names exactly one of these.
 *  - `public`: nobody needs to be signed in
 *  - `customer`: signed in through WeChat, joined or not
 *  - `member`: a customer who joined and consented
 *  - `guide`: a member with a live guide role in a store
 *  - `operator`: any signed-in operator; `operator:<permission>`: one whose role grants it
 *  - `open-api`: a signed machine call of a brand's connector
 */
export type Access =
  'public' | 'customer' | 'member' | 'guide' | 'operator' | `operator:${OperatorPermission}` | 'open-api';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** One HTTP route as a value: the server serves it, OpenAPI and the typed client are generated from it. */
export interface Route {
  readonly method: Method;
  /** Path below `/api/v1`, parameters as `:name`. */
  readonly path: string;
  readonly access: Access;
  readonly summary: string;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly reply: z.ZodType;
  /** Refusals in order of precedence; the ones every route can answer (see `commonErrors`) are not repeated. */
  readonly errors: readonly ErrorCode[];
  /** `csv`: the body is a file, `text/csv` or a workbook, and is streamed, not parsed. `download`: the reply is a file, not JSON. */
  readonly wire?: 'csv' | 'download';
}

/** Identity function that keeps method, path and codes as literal types. */
export const route = <const R extends Route>(value: R): R => value;
