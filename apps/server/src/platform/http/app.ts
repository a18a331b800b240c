import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import helmet from '@fastify/helmet';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DynamicModule } from '@nestjs/common';
import { errors, type ErrorCode } from '@liuliang/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { JOB_DRIVER, type JobDriver } from '../jobs';
import type { Platform } from '../platform';
import { installBodyParsers } from './body';
import { openDoors } from './doors';
import { installHealth } from './health';
import { RefusalFilter } from './replies';
import { installSites } from './sites';

/** A request must have arrived whole by then; slower ones are no client of ours (slow-loris). Uploads are small enough. */
const REQUEST_TIMEOUT_MS = 120_000;
const HEADERS_TIMEOUT_MS = 20_000;
const HSTS_SECONDS = 365 * 24 * 60 * 60;

/**
 * Builds the HTTP door on Fastify: body limits, security headers, request ids, health, metrics, the built apps, and
 * every handler below `/api/v1`. Does not listen.
 * @param prepare runs on the bare Fastify instance before Nest's routes exist (the demo's own doors)
 */
export async function createHttpApp(
  module: DynamicModule,
  platform: Platform,
  prepare: (fastify: FastifyInstance) => void = () => undefined,
): Promise<NestFastifyApplication> {
  const filter = new RefusalFilter(platform.env, platform.log, platform.metrics, platform.clock);
  const adapter = new FastifyAdapter({
    logger: false,
    // As many addresses of X-Forwarded-For, from the right, as proxies of ours wrote there; the rest is hearsay.
    // A function, because Fastify trusts nobody when it is given a number.
    trustProxy: platform.env.PROXIES > 0 && ((_address: string, hop: number) => hop < platform.env.PROXIES),
    requestTimeout: REQUEST_TIMEOUT_MS,
    routerOptions: { maxParamLength: 128 },
    genReqId: () => randomUUID(),
    // An address that is no address fails before any hook or handler of ours.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      filter.answer(error, request, reply.header('x-request-id', String(request.id))),
    clientErrorHandler: refuseBrokenRequest,
  } as never);
  // Nest types the instance by its own generics; it is the one that was opened above.
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  fastify.server.headersTimeout = HEADERS_TIMEOUT_MS;
  // Pages bring their own policy (see sites.ts); answers of the API are never rendered.
  await fastify.register(helmet as never, {
    contentSecurityPolicy: false,
    // Only where TLS is in front: a browser that has read it refuses to come without for a year. Other hosts below the
    // name are not ours to speak for.
    hsts: platform.env.TLS && { maxAge: HSTS_SECONDS, includeSubDomains: false },
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', String(request.id));
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions?.url ?? 'unknown';
    platform.metrics.requests.observe({ route, status: String(reply.statusCode) }, reply.elapsedTime / 1000);
    done();
  });
  installSites(fastify, platform.env);
  prepare(fastify);
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter as never, {
    logger: ['error', 'warn'],
    bodyParser: false,
    abortOnError: false,
  });
  installHealth(fastify, platform, app.get<JobDriver>(JOB_DRIVER, { strict: false }));
  installBodyParsers(fastify);
  openDoors(fastify, app, filter, platform.env);
  return app;
}

/** What is not HTTP at all gets the same shape of answer, if anybody still listens. */
function refuseBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const code: ErrorCode = error.code === 'HPE_HEADER_OVERFLOW' ? 'BODY_TOO_LARGE' : 'INPUT_INVALID';
  const body = JSON.stringify({ code, requestId: randomUUID() });
  socket.end(
    `HTTP/1.1 ${errors[code].status} Refused\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
