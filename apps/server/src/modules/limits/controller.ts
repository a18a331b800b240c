import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { Input, Serve, Who, type InputOf, type OperatorPrincipal } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { Limits } from './limits.service';
import { LimitPages } from './pages.service';
import { PublishingLimits } from './publishing';

/** Looser limits in the console: read, agree, take back. They are asked for where the limit is set. */
@Controller()
export class LimitsController {
  constructor(
    private readonly limits: Limits,
    private readonly pages: LimitPages,
    private readonly publishing: PublishingLimits,
    private readonly publicIds: PublicIds,
  ) {}

  @Serve(routes.limitChanges)
  recent(@Who() who: OperatorPrincipal) {
    return this.pages.recent(who);
  }

  @Serve(routes.approveLimitChange)
  async approve(@Who() who: OperatorPrincipal, @Input() input: InputOf<typeof routes.approveLimitChange>) {
    return this.pages.answer(who, await this.limits.approve(who, this.idOf(input.params.limitChangeId)));
  }

  @Serve(routes.withdrawLimitChange)
  async withdraw(@Who() who: OperatorPrincipal, @Input() input: InputOf<typeof routes.withdrawLimitChange>) {
    return this.pages.answer(who, await this.limits.withdraw(who, this.idOf(input.params.limitChangeId)));
  }

  @Serve(routes.publishingSettings)
  publishingSettings(@Who() { brandId }: OperatorPrincipal) {
    return this.publishing.current(brandId);
  }

  @Serve(routes.changePublishingSettings)
  changePublishing(
    @Who() who: OperatorPrincipal,
    @Input() { body }: InputOf<typeof routes.changePublishingSettings>,
  ) {
    return this.publishing.change(who, body);
  }

  /** 0 for what is no id of ours: no change has it. */
  private idOf(publicId: string): number {
    return this.publicIds.decode('lch', publicId) ?? 0;
  }
}
