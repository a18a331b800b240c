import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { BY_ID, Input, Lists, Serve, Who, type InputOf, type OperatorPrincipal } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { Adjustments } from './adjustments.service';
import { AdjustmentPages } from './pages.service';
import { AdjustmentSettings } from './settings.service';

/** Adjustments by hand in the console: request, decide, look back. */
@Controller()
export class AdjustmentsController {
  constructor(
    private readonly adjusting: Adjustments,
    private readonly settings: AdjustmentSettings,
    private readonly pages: AdjustmentPages,
    private readonly lists: Lists,
    private readonly publicIds: PublicIds,
  ) {}

  @Serve(routes.requestAdjustment)
  async request(@Who() who: OperatorPrincipal, @Input() { body }: InputOf<typeof routes.requestAdjustment>) {
    return this.pages.answer(who, await this.adjusting.request(who, body));
  }

  @Serve(routes.adjustments)
  latest(@Who() who: OperatorPrincipal, @Input() input: InputOf<typeof routes.adjustments>) {
    return this.lists.answer(routes.adjustments, input, BY_ID, (page) =>
      this.pages.latest(who, input.query, page),
    );
  }

  @Serve(routes.adjustment)
  one(@Who() who: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.adjustment>) {
    return this.pages.one(who, this.idOf(params.adjustmentId));
  }

  @Serve(routes.approveAdjustment)
  async approve(@Who() who: OperatorPrincipal, @Input() input: InputOf<typeof routes.approveAdjustment>) {
    const id = this.idOf(input.params.adjustmentId);
    return this.pages.answer(who, await this.adjusting.approve(who, id, input.body.note));
  }

  @Serve(routes.refuseAdjustment)
  async refuse(@Who() who: OperatorPrincipal, @Input() input: InputOf<typeof routes.refuseAdjustment>) {
    const id = this.idOf(input.params.adjustmentId);
    return this.pages.answer(who, await this.adjusting.refuse(who, id, input.body.note));
  }

  @Serve(routes.withdrawAdjustment)
  async withdraw(
    @Who() who: OperatorPrincipal,
    @Input() { params }: InputOf<typeof routes.withdrawAdjustment>,
  ) {
    return this.pages.answer(who, await this.adjusting.withdraw(who, this.idOf(params.adjustmentId)));
  }

  @Serve(routes.adjustmentSettings)
  limits(@Who() who: OperatorPrincipal) {
    return this.settings.current(who.brandId);
  }

  @Serve(routes.changeAdjustmentSettings)
  changeLimits(
    @Who() who: OperatorPrincipal,
    @Input() { body }: InputOf<typeof routes.changeAdjustmentSettings>,
  ) {
    return this.settings.change(who, body);
  }

  /** 0 for what is no id of ours: no adjustment has it. */
  private idOf(publicId: string): number {
    return this.publicIds.decode('adj', publicId) ?? 0;
  }
}
