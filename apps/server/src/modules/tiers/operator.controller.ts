import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { fail, ok, parseDay } from '@liuliang/domain';
import type { Person } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import { Input, Serve, Who, type InputOf, type OperatorPrincipal } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { CustomersService } from '../members';
import { BackTestService } from './back-test.service';
import { DistributionService } from './distribution.service';
import { PassesService, type PassActor } from './passes.service';
import { TierScreens } from './screens.service';

const actorOf = (who: OperatorPrincipal): PassActor => {
  return { brandId: who.brandId, kind: 'operator', id: who.operatorId };
};

/** A draft tried on members, members by level, and what operators do to somebody's tier. */
@Controller()
export class OperatorTierController {
  constructor(
    private readonly backTests: BackTestService,
    private readonly distribution: DistributionService,
    private readonly screens: TierScreens,
    private readonly passes: PassesService,
    private readonly publicIds: PublicIds,
    private readonly db: Database,
    private readonly customers: CustomersService,
  ) {}

  @Serve(routes.backTestTierDraft)
  backTest(@Who() who: OperatorPrincipal, @Input() _empty: InputOf<typeof routes.backTestTierDraft>) {
    return this.backTests.run(who.brandId);
  }

  @Serve(routes.tierDistribution)
  async over(@Who() who: OperatorPrincipal, @Input() { query }: InputOf<typeof routes.tierDistribution>) {
    const [from, to] = [parseDay(query.from), parseDay(query.to)];
    if (from === null || to === null) return fail({ code: 'DAY_RANGE_INVALID' as const });
    return this.distribution.over(who.brandId, from, to, query.stepDays);
  }

  @Serve(routes.customerTier)
  customer(@Who() who: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.customerTier>) {
    return this.screens.ofCustomer(who, params.customerId);
  }

  @Serve(routes.grantTierPass)
  async grant(
    @Who() who: OperatorPrincipal,
    @Input() { params, body }: InputOf<typeof routes.grantTierPass>,
  ) {
    const person = await this.visible(who, params.customerId);
    if (!person) return fail({ code: 'CUSTOMER_UNKNOWN' as const });
    const granted = await this.passes.grant(actorOf(who), person.customerId, body);
    return granted.ok ? ok(await this.screens.pass(who.brandId, granted.value)) : granted;
  }

  @Serve(routes.cancelTierPass)
  async cancel(
    @Who() who: OperatorPrincipal,
    @Input() { params, body }: InputOf<typeof routes.cancelTierPass>,
  ) {
    const id = this.publicIds.decode('tps', params.passId);
    if (id === null) return fail({ code: 'TIER_PASS_UNKNOWN' as const });
    const cancelled = await this.passes.cancel(actorOf(who), { id }, body.reason);
    return cancelled.ok ? ok(await this.screens.pass(who.brandId, cancelled.value)) : cancelled;
  }

  @Serve(routes.revokeTier)
  async revoke(@Who() who: OperatorPrincipal, @Input() { params, body }: InputOf<typeof routes.revokeTier>) {
    const person = await this.visible(who, params.customerId);
    if (!person) return fail({ code: 'CUSTOMER_UNKNOWN' as const });
    const revoked = await this.passes.revoke(actorOf(who), person.customerId, body.toLevel, body.reason);
    return revoked.ok ? this.screens.ofCustomer(who, params.customerId) : revoked;
  }

  private visible(who: OperatorPrincipal, publicId: string): Promise<Person | null> {
    return this.db.read((reader) => this.customers.visible(reader, who, publicId));
  }
}
