import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isFinal, type Fault } from './faults';
import type { World } from './world';

interface Ways<A> {
  readonly work: (request: FastifyRequest) => A;
  readonly send: (answer: A, reply: FastifyReply, fault: Fault | null) => FastifyReply;
  readonly strike: (fault: Fault, reply: FastifyReply) => FastifyReply;
}

/** Serves a path: counts each call and answers it, unless a fault takes the place of the answer, before the work or after. */
export function serve<A>(
  app: FastifyInstance,
  world: World,
  method: 'GET' | 'POST',
  path: string,
  ways: Ways<A>,
): void {
  app.route({
    method,
    url: path,
    handler: async (request, reply) => {
      world.calls.set(path, (world.calls.get(path) ?? 0) + 1);
      const fault = world.faults.take(path);
      // Unreferenced, so that a test run ends without waiting for an answer nobody wants any more.
      if (fault?.delayMs) await delay(fault.delayMs, undefined, { ref: false });
      const strike = (final: Fault) => (final.isDropped ? cut(reply) : ways.strike(final, reply));
      if (isFinal(fault) && !fault.appliesEffect) return strike(fault);
      const answer = ways.work(request);
      return isFinal(fault) ? strike(fault) : ways.send(answer, reply, fault);
    },
  });
}

function cut(reply: FastifyReply): FastifyReply {
  reply.hijack();
  reply.raw.destroy();
  return reply;
}
