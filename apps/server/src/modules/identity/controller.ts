import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { fail, ok } from '@liuliang/domain';
import {
  addressOf,
  Input,
  RawRequest,
  Serve,
  Who,
  type InputOf,
  type OperatorPrincipal,
  type ServedRequest,
} from '../../platform/http';
import { OperatorSignIn } from './operator-sign-in.service';
import { OperatorProfiles } from './operator-profiles';
import { OperatorsService } from './operators.service';
import { SessionsService } from './sessions.service';

@Controller()
export class IdentityController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly operators: OperatorsService,
    private readonly signingIn: OperatorSignIn,
    private readonly profiles: OperatorProfiles,
  ) {}

  @Serve(routes.refreshSession)
  refresh(@Input() { body }: InputOf<typeof routes.refreshSession>) {
    return this.sessions.refresh(body.refreshToken);
  }

  @Serve(routes.signOut)
  async signOut(@Input() { body }: InputOf<typeof routes.signOut>) {
    return { revoked: await this.sessions.revoke(body.refreshToken) };
  }

  @Serve(routes.signInOperator)
  async signIn(
    @RawRequest() request: ServedRequest,
    @Input() { body }: InputOf<typeof routes.signInOperator>,
  ) {
    const signedIn = await this.signingIn.signIn({ ...body, address: addressOf(request) });
    if (!signedIn.ok) return signedIn;
    return ok({ ...signedIn.value.tokens, operator: await this.profiles.of(signedIn.value.operator) });
  }

  @Serve(routes.operatorProfile)
  async me(@Who() who: OperatorPrincipal) {
    const operator = await this.operators.byId(who.operatorId);
    return operator ? ok(await this.profiles.of(operator)) : fail({ code: 'SESSION_REVOKED' as const });
  }
}
