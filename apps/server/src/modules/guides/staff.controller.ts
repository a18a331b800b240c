import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { ok } from '@liuliang/domain';
import { Input, Serve, Who, type InputOf, type OperatorPrincipal } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { StaffService, type NamedBinding, type StaffView } from './staff.service';

@Controller()
export class StaffController {
  constructor(
    private readonly staff: StaffService,
    private readonly publicIds: PublicIds,
  ) {}

  @Serve(routes.guides)
  async all(@Who() { brandId }: OperatorPrincipal) {
    return { items: (await this.staff.all(brandId)).map((one) => this.shown(one)) };
  }

  @Serve(routes.moveGuide)
  async move(@Who() who: OperatorPrincipal, @Input() { params, body }: InputOf<typeof routes.moveGuide>) {
    const moved = await this.staff.move(who, this.guideOf(params.guideId), body.storeCode);
    return moved.ok ? ok(this.shown(moved.value)) : moved;
  }

  @Serve(routes.guideLeaves)
  async leave(@Who() who: OperatorPrincipal, @Input() { params, body }: InputOf<typeof routes.guideLeaves>) {
    const heir = body.handOverTo === null ? null : this.guideOf(body.handOverTo);
    const left = await this.staff.leave(who, this.guideOf(params.guideId), heir);
    return left.ok ? ok({ ...left.value, guide: this.shown(left.value.guide) }) : left;
  }

  @Serve(routes.customerGuide)
  async customerGuide(
    @Who() { brandId }: OperatorPrincipal,
    @Input() { params }: InputOf<typeof routes.customerGuide>,
  ) {
    const found = await this.staff.customerGuides(brandId, params.customerId);
    return found.ok ? ok({ items: found.value.map((one) => this.binding(one)) }) : found;
  }

  @Serve(routes.transferCustomer)
  async transfer(
    @Who() who: OperatorPrincipal,
    @Input() { params, body }: InputOf<typeof routes.transferCustomer>,
  ) {
    const customerId = this.customerOf(params.customerId);
    const moved = await this.staff.transfer(who, customerId, this.guideOf(body.guideId), body.reason);
    return moved.ok ? ok({ items: moved.value.map((one) => this.binding(one)) }) : moved;
  }

  /** 0 for anything that is no id of ours: no row has it. */
  private guideOf(text: string): number {
    return this.publicIds.decode('gde', text) ?? 0;
  }

  private customerOf(text: string): number {
    return this.publicIds.decode('cus', text) ?? 0;
  }

  private shown(one: StaffView) {
    return {
      guideId: this.publicIds.encode('gde', one.id),
      code: one.code.toString(),
      name: one.name,
      storeCode: one.storeCode?.toString() ?? null,
      storeName: one.storeName,
      customers: one.customers,
      leftAtMs: one.leftAtMs === 0 ? null : one.leftAtMs,
    };
  }

  private binding(one: NamedBinding) {
    return {
      guideId: this.publicIds.encode('gde', one.guideId),
      guideName: one.guideName,
      store: one.storeName,
      boundAtMs: one.boundAtMs,
      endedAtMs: one.endedAtMs,
      reason: one.reason,
      protectedUntilMs: one.protectedUntilMs,
    };
  }
}
