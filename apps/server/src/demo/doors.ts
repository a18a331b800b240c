import type { FastifyInstance } from 'fastify';
import type { Sandbox } from '@liuliang/sandbox';

/** A person of the demo's cast, as the sign-in chooser shows them. */
export interface CastMember {
  readonly key: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly story: { readonly zh: string; readonly en: string };
}

export interface DemoCast {
  readonly consumer: readonly CastMember[];
  readonly guide: readonly CastMember[];
  readonly operator: { readonly login: string; readonly password: string };
}

/**
 * The demo's own doors: who can sign in, and the codes that wx.login and the phone button would give inside WeChat.
 * They exist only when DEMO=1, in front of the local sandbox; a real brand's server has none of them.
 */
export function installDemoDoors(fastify: FastifyInstance, sandbox: Sandbox, cast: DemoCast): void {
  const people = new Set([...cast.consumer, ...cast.guide].map((person) => person.key));
  const personOf = (body: unknown): string | null => {
    const person = (body as { person?: unknown } | null)?.person;
    return typeof person === 'string' && people.has(person) ? person : null;
  };
  fastify.get('/demo.json', async () => cast);
  fastify.post('/demo/login-code', async (request, reply) => {
    const person = personOf(request.body);
    if (!person) return reply.status(404).send({ code: 'CUSTOMER_UNKNOWN', requestId: String(request.id) });
    return { code: sandbox.control.loginCode(person).code };
  });
  fastify.post('/demo/phone-code', async (request, reply) => {
    const person = personOf(request.body);
    if (!person) return reply.status(404).send({ code: 'CUSTOMER_UNKNOWN', requestId: String(request.id) });
    return { code: sandbox.control.phoneCode(person).code };
  });
}
