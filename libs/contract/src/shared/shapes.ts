import { z } from 'zod';
import { route, type Access, type Route } from '../route';
import { page, PageQuery, PublicId } from './schemas';

/** The names behind the colons of a path: `giftId` of `/operator/gifts/:giftId/end`. */
type IdsIn<Path extends string> = Path extends `${string}/:${infer Name}/${infer After}`
  ? Name | IdsIn<`/${After}`>
  : Path extends `${string}/:${infer Name}`
    ? Name
    : never;

function paramsOf<const P extends string>(path: P) {
  const ids = [...path.matchAll(/:(\w+)/g)].map(([, name]) => [name, PublicId] as const);
  // What the pattern finds at run time is what `IdsIn` says of the same text.
  return z.strictObject(Object.fromEntries(ids) as Record<IdsIn<P>, typeof PublicId>);
}

/** What a route says besides what its shape knows. */
type Rest = Omit<Route, 'method' | 'path' | 'access' | 'params'>;

/** Reads one thing, or what hangs on it. Every parameter of the path is a public id. */
export const one = <const A extends Access, const P extends string, const R extends Rest>(
  access: A,
  path: P,
  rest: R,
) => route({ method: 'GET', path, access, params: paramsOf(path), ...rest });

/** Does something to one thing. Every parameter of the path is a public id. */
export const command = <const A extends Access, const P extends string, const R extends Rest>(
  access: A,
  path: P,
  rest: R,
) => route({ method: 'POST', path, access, params: paramsOf(path), ...rest });

interface ListOf<T extends z.ZodType, F extends z.ZodRawShape> {
  readonly summary: string;
  readonly of: T;
  /** What narrows the list down. */
  readonly filters?: F;
}

/** Reads a list page by page; nothing of its own refuses it. */
export const pages = <
  const A extends Access,
  const P extends string,
  T extends z.ZodType,
  F extends z.ZodRawShape = Record<never, never>,
>(
  access: A,
  path: P,
  { summary, of, filters }: ListOf<T, F>,
) =>
  route({
    method: 'GET',
    path,
    access,
    summary,
    query: PageQuery.extend(filters ?? ({} as F)),
    reply: page(of),
    errors: [],
  });
