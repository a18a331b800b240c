import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { ok, type Result } from '@liuliang/domain';
import {
  Input,
  Lists,
  NEWEST_FIRST,
  Serve,
  Who,
  type CustomerPrincipal,
  type InputOf,
  type Refusal,
} from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { memberOf } from '../points';
import { TransferViews } from './views';
import { Transfers } from './service';
import type { TransferRow } from './entities';

/** Points that members send to friends. */
@Controller()
export class TransfersMemberController {
  constructor(
    private readonly transferring: Transfers,
    private readonly views: TransferViews,
    private readonly lists: Lists,
    private readonly publicIds: PublicIds,
  ) {}

  @Serve(routes.myTransfers)
  transfers(@Who() who: CustomerPrincipal, @Input() input: InputOf<typeof routes.myTransfers>) {
    return this.lists.answer(routes.myTransfers, input, NEWEST_FIRST, async (page) => {
      const { items, ...mine } = await this.transferring.mine(memberOf(who), page);
      return { ...mine, items: await this.views.transfers(who.brandId, items, isSender(who)) };
    });
  }

  @Serve(routes.sendPoints)
  async send(@Who() who: CustomerPrincipal, @Input() { body }: InputOf<typeof routes.sendPoints>) {
    return this.transfer(who, await this.transferring.send(memberOf(who), body), () => true);
  }

  @Serve(routes.previewTransfer)
  async preview(@Who() who: CustomerPrincipal, @Input() { body }: InputOf<typeof routes.previewTransfer>) {
    return this.transfer(who, await this.transferring.preview(memberOf(who), body.code), isSender(who));
  }

  @Serve(routes.acceptTransfer)
  async accept(@Who() who: CustomerPrincipal, @Input() { body }: InputOf<typeof routes.acceptTransfer>) {
    return this.transfer(who, await this.transferring.accept(memberOf(who), body.code), () => false);
  }

  @Serve(routes.cancelTransfer)
  async cancelTransfer(
    @Who() who: CustomerPrincipal,
    @Input() { params }: InputOf<typeof routes.cancelTransfer>,
  ) {
    const transferId = this.publicIds.decode('trf', params.transferId) ?? 0;
    return this.transfer(who, await this.transferring.cancel(memberOf(who), transferId), () => true);
  }

  private async transfer<R extends Refusal>(
    who: CustomerPrincipal,
    answer: Result<TransferRow, R>,
    isSent: (row: TransferRow) => boolean,
  ) {
    if (!answer.ok) return answer;
    const [transfer] = await this.views.transfers(who.brandId, [answer.value], isSent);
    return ok(transfer as NonNullable<typeof transfer>);
  }
}

const isSender =
  ({ person }: CustomerPrincipal) =>
  (row: TransferRow): boolean =>
    person.family.includes(row.fromCustomerId);
