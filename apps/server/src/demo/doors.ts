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
 * The demo's own doors: who can sign in, the codes that wx.login and the phone button would give inside WeChat, and
 * collecting a transfer. They exist only when DEMO=1, in front of the local sandbox; a real brand's server has none.
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
  // Nor has it wx.requestSubscribeMessage: in the demo everybody allows what they are asked about.
  fastify.post('/demo/prompt', async (request, reply) => {
    const person = personOf(request.body);
    const { templateIds } = (request.body ?? {}) as { templateIds?: unknown };
    const asked = Array.isArray(templateIds) ? templateIds.map(String).slice(0, 5) : [];
    if (!person || asked.length === 0)
      return reply.status(404).send({ code: 'CUSTOMER_UNKNOWN', requestId: String(request.id) });
    sandbox.control.answerPrompt(person, asked);
    return { answers: Object.fromEntries(asked.map((id) => [id, 'accept'])) };
  });
  // A browser has no wx.requestMerchantTransfer: whoever holds the package of a transfer collects it here.
  fastify.post('/demo/payout-claim', async (request, reply) => {
    const { package: packed } = (request.body ?? {}) as { package?: unknown };
    const transfer = sandbox.control
      .transfers()
      .find(({ packageInfo, state }) => packageInfo === packed && state === 'WAIT_USER_CONFIRM');
    if (!transfer) return reply.status(404).send({ code: 'PAYOUT_UNKNOWN', requestId: String(request.id) });
    sandbox.control.collectTransfer(transfer.outBillNo);
    return { isCollected: true };
  });
}
