import { Catch, HttpException, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import {
  commonErrors,
  errors,
  type ErrorBody,
  type ErrorCode,
  type ErrorEntry,
  type Route,
} from '@liuliang/contract';
import type { FastifyReply } from 'fastify';
import type { Clock } from '../clock';
import { isDatabaseUnavailable } from '../db/retryable';
import type { Env } from '../env';
import { faultOf, type Logger } from '../log';
import { Metrics } from '../metrics';
import { CLOCK, ENV, LOG } from '../tokens';
import { RefusalError, type Refusal } from './refusal';
import type { ServedRequest } from './serve';

/** Errors of Fastify carry `statusCode`; Nest wraps some of them into its own, which carry a status. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode } = (error ?? {}) as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : 500;
}

function codeOf(error: unknown): ErrorCode {
  if (isDatabaseUnavailable(error)) return 'OVERLOADED';
  switch (statusOf(error)) {
    case 404:
      return 'ROUTE_UNKNOWN';
    case 413:
    case 414:
      return 'BODY_TOO_LARGE';
    case 415:
      return 'BODY_NOT_JSON';
    case 503:
      return 'OVERLOADED';
    default:
      return statusOf(error) >= 400 && statusOf(error) < 500 ? 'INPUT_INVALID' : 'UNEXPECTED';
  }
}

const NAMED_BY_ALL: ReadonlySet<ErrorCode> = new Set(commonErrors);

/** What is wrong with a refusal by the contract; null for nothing. Screens know only what the contract names. */
function breachOf({ code, ...data }: Refusal, route: Route | undefined): string | null {
  if (!NAMED_BY_ALL.has(code) && !route?.errors.includes(code)) return 'its route does not name it';
  const entry: ErrorEntry = errors[code];
  const isKnown = entry.data ? entry.data.safeParse(data).success : Object.keys(data).length === 0;
  return isKnown ? null : `its data are not those of the contract: ${Object.keys(data).join(', ')}`;
}

/** Whoever asks for these wants many: the histogram of requests counts them, and no line of the log is theirs. */
const COUNTED_ALONE: ReadonlySet<ErrorCode> = new Set(['SIGN_IN_BUSY']);

/** In whole seconds; two where nothing says when. */
const secondsUntil = (retryAtMs: unknown, clock: Clock): string =>
  typeof retryAtMs === 'number' ? String(Math.max(1, Math.ceil((retryAtMs - clock.nowMs()) / 1000))) : '2';

/**
 * The one shape of every error answer: code, data to act on, request id. Nothing of ours leaks through a 500.
 * A refusal that the contract does not know is a fault of ours: where replies are held to the contract it is answered
 * as one, elsewhere it is counted, since the caller may act on it all the same.
 */
@Catch()
export class RefusalFilter implements ExceptionFilter {
  constructor(
    @Inject(ENV) private readonly env: Env,
    @Inject(LOG) private readonly log: Logger,
    private readonly metrics: Metrics,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<ServedRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    this.answer(error, request, reply);
  }

  /** Also for what fails before Nest is reached. */
  answer(error: unknown, request: ServedRequest, reply: FastifyReply): void {
    const refusal = this.heldToContract(
      error instanceof RefusalError ? error.refusal : { code: codeOf(error) },
      request,
    );
    const { code, ...data } = refusal;
    // Also refusals with a code of 5xx: somebody has to know that WeChat or the database was away.
    if (errors[code].status >= 500 && !COUNTED_ALONE.has(code))
      this.log.error(
        { requestId: request.id, answered: code, ...faultOf(error) },
        'request failed on our side',
      );
    // A download that breaks half way cannot be refused any more, only cut, so that nobody takes it for whole.
    if (reply.raw.headersSent) return void reply.raw.destroy();
    const body: ErrorBody = {
      code,
      ...(Object.keys(data).length > 0 ? { data } : {}),
      requestId: String(request.id),
    };
    if (errors[code].retryable) void reply.header('retry-after', secondsUntil(data['retryAtMs'], this.clock));
    void reply.status(errors[code].status).type('application/json').send(body);
  }

  private heldToContract(refusal: Refusal, { id, route }: ServedRequest): Refusal {
    const breach = breachOf(refusal, route);
    if (breach === null) return refusal;
    const where = route ? `${route.method} ${route.path}` : 'none';
    this.metrics.undeclaredRefusals.inc({ route: where, code: refusal.code });
    this.log.error(
      { requestId: id, route: where, answered: refusal.code, breach },
      'answered a refusal that the contract does not know',
    );
    return this.env.CHECK_REPLIES ? { code: 'UNEXPECTED' } : refusal;
  }
}
