import { Controller, Inject } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { fail, ok } from '@liuliang/domain';
import type { FastifyReply } from 'fastify';
import { Database } from '../../platform/db/database';
import type { Env } from '../../platform/env';
import {
  addressOf,
  cookieOf,
  Input,
  keepInCookies,
  RawReply,
  RawRequest,
  refuseForeign,
  Serve,
  type InputOf,
  type ServedRequest,
} from '../../platform/http';
import { ENV } from '../../platform/tokens';
import { OperatorSignIn } from './operator-sign-in.service';
import { OperatorProfiles } from './operator-profiles';
import { SessionsService, type IssuedTokens } from './sessions.service';

/** Sessions of the console: the tokens are kept by the browser in cookies that no script reads. */
@Controller()
export class ConsoleController {
  constructor(
    private readonly db: Database,
    @Inject(ENV) private readonly env: Pick<Env, 'TLS'>,
    private readonly sessions: SessionsService,
    private readonly signingIn: OperatorSignIn,
    private readonly profiles: OperatorProfiles,
  ) {}

  @Serve(routes.openConsole)
  async open(
    @RawRequest() request: ServedRequest,
    @RawReply() reply: FastifyReply,
    @Input() { body }: InputOf<typeof routes.openConsole>,
  ) {
    refuseForeign(request);
    const signedIn = await this.signingIn.signIn({ ...body, address: addressOf(request) });
    if (!signedIn.ok) return signedIn;
    const { tokens, operator } = signedIn.value;
    this.keep(reply, tokens);
    return ok({ ...endsOf(tokens), operator: await this.profiles.of(operator) });
  }

  @Serve(routes.renewConsole)
  async renew(@RawRequest() request: ServedRequest, @RawReply() reply: FastifyReply) {
    refuseForeign(request);
    const token = cookieOf(request, 'refresh', this.env.TLS);
    if (token === null) return fail({ code: 'SIGN_IN_REQUIRED' as const });
    const renewed = await this.sessions.refresh(token);
    this.keep(reply, renewed.ok ? renewed.value : null);
    return renewed.ok ? ok(endsOf(renewed.value)) : renewed;
  }

  @Serve(routes.closeConsole)
  async close(@RawRequest() request: ServedRequest, @RawReply() reply: FastifyReply) {
    refuseForeign(request);
    const token = cookieOf(request, 'refresh', this.env.TLS);
    const revoked = token !== null && (await this.sessions.revoke(token));
    this.keep(reply, null);
    return { revoked };
  }

  private keep(reply: FastifyReply, tokens: IssuedTokens | null): void {
    keepInCookies(reply, tokens, { tls: this.env.TLS, nowMs: this.db.nowMs() });
  }
}

const endsOf = ({ accessExpiresAtMs, refreshExpiresAtMs }: IssuedTokens) => ({
  accessExpiresAtMs,
  refreshExpiresAtMs,
});
