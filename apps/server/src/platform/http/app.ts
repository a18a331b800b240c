import { randomUUID } from 'node:crypto';
import helmet from '@fastify/helmet';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DynamicModule } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import type { Platform } from '../platform';
import { installBodyParsers } from './body';
import { installHealth } from './health';
import { RefusalFilter } from './replies';
import { installSites } from './sites';

/** Answers must come sooner than a phone gives up; uploads stream and are not held to it. */
const REQUEST_TIMEOUT_MS = 120_000;

/**
 * Builds the HTTP door on Fastify: body limits, security headers, request ids, health, metrics, the built apps, and
 * every controller below `/api/v1`. Does not listen.
 * @param prepare runs on the bare Fastify instance before Nest's routes exist (the demo's own doors)
 */
export async function createHttpApp(
  module: DynamicModule,
  platform: Platform,
  prepare: (fastify: FastifyInstance) => void = () => undefined,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    logger: false,
    trustProxy:
      platform.env.PROXIES === 0 ? false : (_address: string, hop: number) => hop <= platform.env.PROXIES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    routerOptions: { maxParamLength: 128 },
    genReqId: () => randomUUID(),
  });
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  const filter = new RefusalFilter(platform.log);
  fastify.setErrorHandler((error, request, reply) => filter.answer(error, request, reply));
  // Pages bring their own policy (see sites.ts); answers of the API are never rendered.
  await fastify.register(helmet as never, { contentSecurityPolicy: false, hsts: false });
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', String(request.id));
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions?.url ?? 'unknown';
    platform.metrics.requests.observe({ route, status: String(reply.statusCode) }, reply.elapsedTime / 1000);
    done();
  });
  installHealth(fastify, platform);
  installSites(fastify);
  prepare(fastify);
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter as never, {
    logger: ['error', 'warn'],
    bodyParser: false,
    abortOnError: false,
  });
  installBodyParsers(fastify);
  app.setGlobalPrefix('api/v1');
  app.enableShutdownHooks([]);
  return app;
}
