import type { Route } from '@liuliang/contract';
import type { Result } from '@liuliang/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { isBrokenText } from './body';
import type { Principal } from './principal';
import { RefusalError, type CodeOf } from './refusal';

export const ROUTE = 'liuliang:route';
const ARGUMENTS = 'liuliang:arguments';

/** What becomes of a request before it is an argument of a handler. */
export type ArgumentOf = (request: ServedRequest, reply: FastifyReply, route: Route) => unknown;

/** A request on its way through guard, parsing and handler. */
export interface ServedRequest extends FastifyRequest {
  principal?: Principal;
  rawBody?: Buffer;
  /** Parsed by the contract; set once by `@Input()`. */
  route?: Route;
}

type Part<R, K extends 'params' | 'query' | 'body'> = R extends { readonly [P in K]: infer S }
  ? S extends z.ZodType
    ? z.output<S>
    : undefined
  : undefined;

/** What a handler receives for a route: parameters, query and body, parsed and with defaults filled in. */
export interface InputOf<R> {
  readonly params: Part<R, 'params'>;
  readonly query: Part<R, 'query'>;
  readonly body: Part<R, 'body'>;
}

/** The reply a handler owes for a route, before it is written out. */
export type ReplyFor<R extends Route> = z.input<R['reply']>;

/** What a handler may give back. A download writes its own reply and can only refuse before it begins. */
type AnswerOf<R extends Route> =
  | (R['wire'] extends 'download' ? undefined : Readonlys<ReplyFor<R>>)
  | Result<R['wire'] extends 'download' ? unknown : Readonlys<ReplyFor<R>>, { readonly code: CodeOf<R> }>;
type Readonlys<T> = T extends object ? { readonly [K in keyof T]: Readonlys<T[K]> } : T;
type Handler<R extends Route> = (...input: never[]) => AnswerOf<R> | Promise<AnswerOf<R>>;

/**
 * Serves a route of the contract: method, path, access, parsing and refusals all come from the value. A handler that
 * answers something else, or could refuse with a code that the route does not name, does not compile.
 */
export function Serve<R extends Route>(
  route: R,
): <H extends Handler<R>>(
  target: object,
  name: string | symbol,
  handler: TypedPropertyDescriptor<H>,
) => void {
  return (_target, _name, { value }) => {
    if (value) Reflect.defineMetadata(ROUTE, route, value);
  };
}

/** The route that a method of a controller serves; undefined for any other method. */
export const routeOf = (handler: object): Route | undefined =>
  Reflect.getMetadata(ROUTE, handler) as Route | undefined;

/** The arguments that a handler takes, in their order. */
export const argumentsOf = (controller: object, name: string): readonly ArgumentOf[] =>
  (Reflect.getMetadata(ARGUMENTS, controller, name) as ArgumentOf[] | undefined) ?? [];

/**
 * What a route declares and its handler does not take: nobody would hold it to the contract, so that a confirmation
 * which is wrong or missing would confirm.
 */
export function untakenOf(route: Route, readers: readonly ArgumentOf[]): string[] {
  const parts = readers.includes(readInput)
    ? []
    : (['params', 'query', 'body'] as const).filter((part) => route[part]);
  return route.wire === 'csv' && !readers.includes(readRequest) ? [...parts, 'csv'] : parts;
}

/** A decorator for an argument of a handler. */
const argument = (read: ArgumentOf) => (): ParameterDecorator => (controller, name, index) => {
  if (name === undefined) throw new Error('Only handlers take arguments of a request');
  const list = [...argumentsOf(controller, String(name))];
  list[index] = read;
  Reflect.defineMetadata(ARGUMENTS, list, controller, String(name));
};

/** The body was looked at when it was parsed; path and query come from the address. */
function refuseBrokenTexts(values: unknown, place: string): void {
  for (const [name, text] of Object.entries(values ?? {})) {
    const texts = Array.isArray(text) ? text : [text];
    if (isBrokenText(name) || texts.some((one) => typeof one === 'string' && isBrokenText(one))) {
      throw new RefusalError({ code: 'INPUT_INVALID', faults: [{ field: place, fault: 'broken_text' }] });
    }
  }
}

function parsed(type: z.ZodType | undefined, value: unknown, place: string): unknown {
  if (!type) return undefined;
  if (place !== 'body') refuseBrokenTexts(value, place);
  const result = type.safeParse(value ?? {});
  if (result.success) return result.data;
  // Paths and codes only: the values may be personal.
  const faults = result.error.issues.slice(0, 20).map((issue) => ({
    field: [place, ...issue.path.map(String)].join('.').slice(0, 120),
    fault: issue.code,
  }));
  throw new RefusalError({ code: 'INPUT_INVALID', faults });
}

/** What a route is asked for, held to its shapes. @throws RefusalError INPUT_INVALID */
export const inputOf = (
  route: Route,
  { params, query, body }: { readonly params: unknown; readonly query: unknown; readonly body: unknown },
): InputOf<Route> =>
  ({
    params: parsed(route.params, params, 'params'),
    query: parsed(route.query, query, 'query'),
    body: parsed(route.body, body, 'body'),
  }) as InputOf<Route>;

const readInput: ArgumentOf = (request, _reply, route) => inputOf(route, request);
const readRequest: ArgumentOf = (request): ServedRequest => request;

/** The parsed input of the route: `@Input() input: InputOf<typeof routes.x>`. */
export const Input = argument(readInput);

/** Who is calling; it has been checked that the route allows it. */
export const Who = argument(({ principal }): Principal => {
  if (!principal) throw new Error('A handler asked who is calling before anybody knew');
  return principal;
});

/** The raw request, for the few routes that stream (CSV upload) or look at the bytes. */
export const RawRequest = argument(readRequest);

/** The reply itself, for downloads, which tell their own type and name. */
export const RawReply = argument((_request, reply): FastifyReply => reply);
