import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { ok } from '@liuliang/domain';
import { Input, Serve, Who, type InputOf, type OperatorPrincipal } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { Transfers } from './service';
import { TransferViews } from './views';

/** A transfer for who reads the ledger. */
@Controller()
export class TransfersOperatorController {
  constructor(
    private readonly transfers: Transfers,
    private readonly views: TransferViews,
    private readonly publicIds: PublicIds,
  ) {}

  @Serve(routes.transfer)
  async transfer(@Who() who: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.transfer>) {
    const found = await this.transfers.one(who.brandId, this.publicIds.decode('trf', params.transferId) ?? 0);
    return found.ok ? ok(await this.views.transferPage(who, found.value)) : found;
  }
}
