import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refusalBody, WechatAnswer, type Answer } from './answers';
import type { Fault } from './faults';
import { serve } from './struck';
import {
  sessionAnswer,
  phoneAnswer,
  plainTokenAnswer,
  stableTokenAnswer,
  subscribeSendAnswer,
} from './wechat.answers';
import { sceneCodeAnswer } from './scene-codes';
import { PATHS, type World } from './world';

type Fields = Record<string, unknown>;

/** Mounts the WeChat side at the root of the app, method errors included. */
export function mountWechat(app: FastifyInstance, world: World): void {
  const get = (path: string, decide: (world: World, query: Fields) => Answer) =>
    mount(app, world, 'GET', path, (request) => decide(world, queryOf(request)));
  const post = (path: string, decide: (world: World, query: Fields, body: Fields) => Answer | Buffer) =>
    mount(app, world, 'POST', path, (request) => decide(world, queryOf(request), bodyOf(request)));
  get(PATHS.session, sessionAnswer);
  get(PATHS.plainToken, plainTokenAnswer);
  post(PATHS.stableToken, (inWorld, _query, body) => stableTokenAnswer(inWorld, body));
  post(PATHS.phone, phoneAnswer);
  post(PATHS.subscribeSend, subscribeSendAnswer);
  post(PATHS.sceneCode, sceneCodeAnswer);
}

function mount(
  app: FastifyInstance,
  world: World,
  method: 'GET' | 'POST',
  path: string,
  decide: (request: FastifyRequest) => Answer | Buffer,
): void {
  serve(app, world, method, path, {
    work: (request) => answerOf(world, () => decide(request)),
    send: (answer, reply) =>
      Buffer.isBuffer(answer) ? reply.type('image/png').send(answer) : reply.send(answer),
    strike: (fault, reply) => strike(world, fault, reply),
  });
  app.route({
    method: method === 'GET' ? 'POST' : 'GET',
    url: path,
    handler: () => refusalBody(method === 'GET' ? 43001 : 43002, world.settings.random),
  });
}

function answerOf(world: World, decide: () => Answer | Buffer): Answer | Buffer {
  try {
    return decide();
  } catch (error) {
    // Only the refusals are answers; anything else is a fault of the sandbox and becomes a 500.
    if (error instanceof WechatAnswer) return refusalBody(error.errcode, world.settings.random, error.detail);
    throw error;
  }
}

function strike(world: World, fault: Fault, reply: FastifyReply): FastifyReply {
  if (fault.status !== undefined && fault.errcode === undefined) {
    return reply.code(fault.status).type('text/html').send(`<html><body>${fault.status}</body></html>`);
  }
  return reply.code(fault.status ?? 200).send(refusalBody(fault.errcode ?? -1, world.settings.random));
}

function queryOf(request: FastifyRequest): Fields {
  return { ...(request.query as Fields) }; // Fastify parses every query string into an object.
}

function bodyOf(request: FastifyRequest): Fields {
  const text = typeof request.body === 'string' ? request.body.trim() : '';
  if (text === '') throw new WechatAnswer(44002);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new WechatAnswer(47001);
  }
  if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed)) throw new WechatAnswer(47001);
  return { ...parsed };
}
