import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import { isFinal, type Fault } from './faults';
import type { World } from './world';

/** Counts a call of a path and answers it, unless a fault takes the place of the answer, before the work or after it. */
export async function answerOrStrike<A>(
  world: World,
  path: string,
  reply: FastifyReply,
  ways: {
    work(): A;
    send(answer: A, fault: Fault | null): FastifyReply;
    strike(fault: Fault): FastifyReply;
  },
): Promise<FastifyReply> {
  world.calls.set(path, (world.calls.get(path) ?? 0) + 1);
  const fault = world.faults.take(path);
  // Unreferenced, so that a test run ends without waiting for an answer nobody wants any more.
  if (fault?.delayMs) await delay(fault.delayMs, undefined, { ref: false });
  const strike = (final: Fault) => (final.isDropped ? cut(reply) : ways.strike(final));
  if (isFinal(fault) && !fault.appliesEffect) return strike(fault);
  const answer = ways.work();
  return isFinal(fault) ? strike(fault) : ways.send(answer, fault);
}

function cut(reply: FastifyReply): FastifyReply {
  reply.hijack();
  reply.raw.destroy();
  return reply;
}
