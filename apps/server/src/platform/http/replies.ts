import {
  Catch,
  HttpException,
  Inject,
  Injectable,
  type ArgumentsHost,
  type CallHandler,
  type ExceptionFilter,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { errors, type ErrorBody, type ErrorCode, type Route } from '@liuliang/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import type { Env } from '../env';
import type { Logger } from '../log';
import { ENV, LOG } from '../tokens';
import { RefusalError, type Refusal } from './refusal';
import { ROUTE } from './serve';

const isResult = (value: unknown): value is { ok: boolean; value?: unknown; error?: Refusal } =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as { ok?: unknown }).ok === 'boolean' &&
  ('value' in value || 'error' in value);

/** Turns a returned refusal into an error answer, and in tests and demos holds every reply to its contract. */
@Injectable()
export class ReplyInterceptor implements NestInterceptor {
  constructor(@Inject(ENV) private readonly env: Env) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const route = Reflect.getMetadata(ROUTE, context.getHandler()) as Route;
    return next.handle().pipe(
      map((returned) => {
        if (isResult(returned) && !returned.ok) throw new RefusalError(returned.error as Refusal);
        const value = isResult(returned) ? returned.value : returned;
        return this.env.CHECK_REPLIES && route.wire !== 'download' ? route.reply.parse(value) : value;
      }),
    );
  }
}

function codeOf(error: unknown): ErrorCode {
  if (error instanceof RefusalError) return error.refusal.code;
  const { statusCode, code } = error as { statusCode?: number; code?: string };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' || statusCode === 413) return 'BODY_TOO_LARGE';
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' || statusCode === 415) return 'BODY_NOT_JSON';
  if (error instanceof HttpException && error.getStatus() === 404) return 'ROUTE_UNKNOWN';
  if (statusCode === 400 || (error instanceof HttpException && error.getStatus() === 400))
    return 'INPUT_INVALID';
  return 'UNEXPECTED';
}

/** A stack without the first line: messages of database errors quote values, frames never do. */
const framesOf = (error: unknown): string =>
  error instanceof Error
    ? (error.stack ?? '')
        .split('\n')
        .filter((line) => /^\s+at /.test(line))
        .slice(0, 12)
        .join('\n')
    : '';

/** The one shape of every error answer: code, data to act on, request id. Nothing of ours leaks through a 500. */
@Catch()
export class RefusalFilter implements ExceptionFilter {
  constructor(@Inject(LOG) private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    this.answer(error, request, reply);
  }

  /** Also used as Fastify's own error handler, for what fails before Nest is reached. */
  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const code = codeOf(error);
    if (code === 'UNEXPECTED') {
      const driver = (error as { driverError?: { code?: string } }).driverError?.code;
      const kind = error instanceof Error ? error.constructor.name : typeof error;
      this.log.error({ requestId: request.id, kind, driver, frames: framesOf(error) }, 'unexpected error');
    }
    const { code: _, ...data } = error instanceof RefusalError ? error.refusal : { code };
    const body: ErrorBody = {
      code,
      ...(Object.keys(data).length > 0 ? { data } : {}),
      requestId: String(request.id),
    };
    if (errors[code].retryable) void reply.header('retry-after', '2');
    void reply.status(errors[code].status).type('application/json').send(body);
  }
}
