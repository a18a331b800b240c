import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { PromptAnswer, SandboxControl } from './control';
import { ControlError } from './control-error';
import type { Fault } from './faults';
import type { PersonInput } from './people';
import type { TransferState } from './transfers';

const PREFIX = '/_sandbox';

/** Mounts the control surface. Browsers may use it only from the origins the options name. */
export function mountControl(
  app: FastifyInstance,
  control: SandboxControl,
  origins: ReadonlySet<string>,
): void {
  app.register(
    async (scope) => {
      scope.setErrorHandler((error, _request, reply) => {
        if (!(error instanceof ControlError)) throw error;
        return reply.code(error.status).send({ error: error.code, ...error.extra });
      });
      scope.addHook('onRequest', async (request, reply) => {
        const origin = request.headers.origin;
        if (origin === undefined || !origins.has(origin)) return;
        reply.header('access-control-allow-origin', origin).header('vary', 'origin');
        reply.header('access-control-allow-headers', 'content-type');
        reply.header('access-control-allow-methods', 'GET, POST, DELETE');
      });
      scope.options('/*', (_request, reply) => reply.code(204).send());
      mountPeople(scope, control);
      scope.post('/faults', (request, reply) => {
        control.injectFault(readBody<Fault>(request));
        return reply.code(201).send({ ok: true });
      });
      scope.delete('/faults', () => {
        control.clearFaults();
        return { ok: true };
      });
      scope.get('/messages', () => control.sentMessages());
      scope.get('/scene-codes', () => control.sceneCodes());
      mountTransfers(scope, control);
    },
    { prefix: PREFIX },
  );
}

function mountPeople(scope: FastifyInstance, control: SandboxControl): void {
  const keyOf = (request: FastifyRequest) => (request.params as { key: string }).key; // The route declares it.
  scope.get('/people', () => control.people());
  scope.post('/people', (request, reply) => {
    const { appid, ...input } = readBody<PersonInput & { appid?: string }>(request);
    return reply.code(201).send(control.putPerson(input, appid));
  });
  scope.post('/people/:key/login-code', (request, reply) => {
    const { appid } = readBody<{ appid?: string }>(request);
    return reply.code(201).send(control.loginCode(keyOf(request), appid));
  });
  scope.post('/people/:key/phone-code', (request, reply) => {
    const { appid } = readBody<{ appid?: string }>(request);
    return reply.code(201).send(control.phoneCode(keyOf(request), appid));
  });
  scope.post('/people/:key/prompt', (request, reply) => {
    const { templateIds, answer, appid } = readBody<{
      templateIds: string[];
      answer?: PromptAnswer;
      appid?: string;
    }>(request);
    control.answerPrompt(keyOf(request), templateIds, answer, appid);
    return reply.code(201).send({ ok: true });
  });
  scope.post('/people/:key/subscriptions', (request, reply) => {
    const { templateId, times, appid } = readBody<{ templateId: string; times?: number; appid?: string }>(
      request,
    );
    control.acceptSubscription(keyOf(request), templateId, times, appid);
    return reply.code(201).send({ ok: true });
  });
}

function mountTransfers(scope: FastifyInstance, control: SandboxControl): void {
  const billNoOf = (request: FastifyRequest) => (request.params as { billNo: string }).billNo; // The route declares it.
  scope.get('/transfers', () => control.transfers());
  scope.post('/transfers/:billNo/collect', (request) => control.collectTransfer(billNoOf(request)));
  scope.post('/transfers/:billNo/state', (request) => {
    const { state, failReason } = readBody<{ state: TransferState; failReason?: string }>(request);
    return control.advanceTransfer(billNoOf(request), state, failReason);
  });
}

/** A JSON object, `{}` for an empty body. Its fields are checked where they are used. */
function readBody<Shape>(request: FastifyRequest): Shape {
  const text = typeof request.body === 'string' && request.body.trim() !== '' ? request.body : '{}';
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new ControlError('BODY_INVALID', 400);
  }
  if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed))
    throw new ControlError('BODY_INVALID', 400);
  return parsed as Shape; // A claim, not a proof: the world checks each field before it uses it.
}
