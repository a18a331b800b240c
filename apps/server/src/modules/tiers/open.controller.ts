import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { fail, ok } from '@liuliang/domain';
import { Input, Serve, Who, type ConnectorPrincipal, type InputOf } from '../../platform/http';
import { checkIdentity } from '../members';
import { PassesService, type PassActor } from './passes.service';
import { TierScreens } from './screens.service';

const actorOf = (who: ConnectorPrincipal): PassActor => ({ brandId: who.brandId, kind: 'connector', id: 0 });

/** Passes sold elsewhere. Their own keys make repeats harmless. */
@Controller()
export class OpenTierController {
  constructor(
    private readonly passes: PassesService,
    private readonly screens: TierScreens,
  ) {}

  @Serve(routes.openGrantTierPass)
  async grant(@Who() who: ConnectorPrincipal, @Input() { body }: InputOf<typeof routes.openGrantTierPass>) {
    const identity = checkIdentity(body.identityKind, body.identity);
    if (!identity.ok) return fail({ code: identity.error.code });
    const customerId = await this.passes.memberBehind(who.brandId, identity.value);
    if (customerId === null) return fail({ code: 'CUSTOMER_UNKNOWN' as const });
    const granted = await this.passes.grant(actorOf(who), customerId, body);
    return granted.ok ? ok(await this.screens.pass(who.brandId, granted.value)) : granted;
  }

  @Serve(routes.openCancelTierPass)
  async cancel(@Who() who: ConnectorPrincipal, @Input() { body }: InputOf<typeof routes.openCancelTierPass>) {
    const cancelled = await this.passes.cancel(actorOf(who), { passKey: body.passKey }, body.reason);
    return cancelled.ok ? ok(await this.screens.pass(who.brandId, cancelled.value)) : cancelled;
  }
}
