import type { INestApplicationContext } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants';
import { ModulesContainer } from '@nestjs/core';
import type { Route } from '@liuliang/contract';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Env } from '../env';
import { callerOf } from './guard';
import { AUTHENTICATOR, type Authenticator } from './principal';
import { RefusalError, type Refusal } from './refusal';
import type { RefusalFilter } from './replies';
import { argumentsOf, routeOf, untakenOf, type ServedRequest } from './serve';

const PREFIX = '/api/v1';
const JSON_TYPE = 'application/json; charset=utf-8';

type Method = (...input: unknown[]) => unknown;

/** A method of a controller that serves a route. */
export interface Handler {
  readonly name: string;
  readonly route: Route;
  readonly controller: object;
  readonly method: Method;
}

/**
 * Every handler of every controller. A method without a route is no handler: nobody reaches it.
 * @throws Error for a method that Nest's own router would serve, past everybody who asks who is calling, and for one that
 *   does not take what its route declares
 */
export function handlersOf(app: INestApplicationContext): Handler[] {
  const modules = [...app.get(ModulesContainer, { strict: false }).values()];
  const controllers = modules.flatMap((module) => [...module.controllers.values()]);
  return controllers.flatMap(({ instance }) => {
    const controller = instance as object;
    const prototype = Object.getPrototypeOf(controller) as object;
    return Object.getOwnPropertyNames(prototype).flatMap((name): Handler[] => {
      const method = Object.getOwnPropertyDescriptor(prototype, name)?.value as unknown;
      if (typeof method !== 'function' || name === 'constructor') return [];
      if (Reflect.hasMetadata(PATH_METADATA, method))
        throw new Error(`${name} serves no route of the contract`);
      const route = routeOf(method);
      if (!route) return [];
      const untaken = untakenOf(route, argumentsOf(controller, name));
      if (untaken.length > 0)
        throw new Error(`${name} does not take what ${route.path} declares: ${untaken.join(', ')}`);
      return [{ name, route, controller, method: method as Method }];
    });
  });
}

/**
 * Opens a door for every handler: who calls, what they bring, what is answered. Nest makes the controllers and what they
 * stand on, and is not asked again: what its router does around a handler cost more than a statement of ours.
 */
export function openDoors(
  fastify: FastifyInstance,
  app: INestApplicationContext,
  filter: RefusalFilter,
  env: Pick<Env, 'CHECK_REPLIES' | 'TLS'>,
): void {
  const authenticator = app.get<Authenticator>(AUTHENTICATOR, { strict: false });
  for (const { name, route, controller, method } of handlersOf(app)) {
    const readers = argumentsOf(controller, name);
    const names = [...route.path.matchAll(/:(\w+)/g)].map(([, param]) => param as string);
    const isHeld = env.CHECK_REPLIES && route.wire !== 'download';
    const serve = async (request: ServedRequest, reply: FastifyReply): Promise<void> => {
      request.route = route;
      // Answers are somebody's: no cache between us may keep one, nor a browser that others use afterwards.
      void reply.header('cache-control', 'no-store');
      try {
        request.principal = await callerOf(authenticator, route, request, env);
        const input = readers.map((read) => read(request, reply, route));
        const value = valueOf(await method.apply(controller, input));
        send(reply, isHeld ? route.reply.parse(value) : value, route);
      } catch (error) {
        filter.answer(error, request, reply);
      }
    };
    fastify.route({
      method: route.method,
      url: PREFIX + route.path,
      handler: (request, reply) => {
        // The router takes an empty part of a path for a parameter; it is another address.
        if (names.some((param) => (request.params as Record<string, string>)[param] === ''))
          return void reply.callNotFound();
        void serve(request as ServedRequest, reply);
      },
    });
  }
}

function send(reply: FastifyReply, value: unknown, { wire }: Route): void {
  if (wire === 'download' || value === undefined) void reply.send(value);
  else void reply.header('content-type', JSON_TYPE).send(JSON.stringify(value));
}

/** What a handler gives, or the refusal that it returned. */
function valueOf(returned: unknown): unknown {
  if (!isResult(returned)) return returned;
  if (!returned.ok) throw new RefusalError(returned.error as Refusal);
  return returned.value;
}

const isResult = (value: unknown): value is { ok: boolean; value?: unknown; error?: Refusal } =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as { ok?: unknown }).ok === 'boolean' &&
  ('value' in value || 'error' in value);
