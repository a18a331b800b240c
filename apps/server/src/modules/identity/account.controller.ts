import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { Input, Serve, Who, type InputOf, type OperatorPrincipal } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { OwnAccount } from './own-account.service';

/** The own account of whoever is signed in to the console. */
@Controller()
export class AccountController {
  constructor(
    private readonly account: OwnAccount,
    private readonly publicIds: PublicIds,
  ) {}

  @Serve(routes.changeMyPassword)
  changePassword(@Who() who: OperatorPrincipal, @Input() { body }: InputOf<typeof routes.changeMyPassword>) {
    return this.account.changePassword(who, body);
  }

  @Serve(routes.beginMyTotp)
  beginTotp(@Who() who: OperatorPrincipal, @Input() { body }: InputOf<typeof routes.beginMyTotp>) {
    return this.account.beginTotp(who, body);
  }

  @Serve(routes.confirmMyTotp)
  confirmTotp(@Who() who: OperatorPrincipal, @Input() { body }: InputOf<typeof routes.confirmMyTotp>) {
    return this.account.confirmTotp(who, body.totp);
  }

  @Serve(routes.mySessions)
  async sessions(@Who() who: OperatorPrincipal) {
    const open = await this.account.openSessions(who);
    const items = open.map(({ id, createdAtMs, expiresAtMs }) => ({
      sessionId: this.publicIds.encode('ses', id),
      openedAtMs: createdAtMs,
      endsAtMs: expiresAtMs,
      isThis: id === who.sessionId,
    }));
    return { items };
  }

  @Serve(routes.endMySession)
  endSession(@Who() who: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.endMySession>) {
    // Row 0 is nobody's.
    return this.account.endSession(who, this.publicIds.decode('ses', params.sessionId) ?? 0);
  }

  @Serve(routes.endMyOtherSessions)
  async endOthers(@Who() who: OperatorPrincipal) {
    return { ended: await this.account.endOthers(who) };
  }
}
