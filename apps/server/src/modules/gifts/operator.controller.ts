import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { ok, type Result } from '@liuliang/domain';
import {
  BY_ID,
  Input,
  Lists,
  Serve,
  Who,
  type InputOf,
  type OperatorPrincipal,
  type Refusal,
} from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { GiftEditor } from './editor.service';
import { GiftOrders } from './orders.service';
import { GiftPickups } from './pickups.service';
import type { GiftRow } from './entities';
import { GiftViews } from './views';

/** The console's gifts and their orders. */
@Controller()
export class GiftsOperatorController {
  constructor(
    private readonly editor: GiftEditor,
    private readonly orders: GiftOrders,
    private readonly pickups: GiftPickups,
    private readonly views: GiftViews,
    private readonly lists: Lists,
    private readonly publicIds: PublicIds,
  ) {}

  @Serve(routes.editorGifts)
  async gifts(@Who() who: OperatorPrincipal) {
    const rows = await this.editor.all(who.brandId);
    return { items: rows.map((row) => this.views.gift(row)) };
  }

  @Serve(routes.createGift)
  async create(@Who() who: OperatorPrincipal, @Input() { body }: InputOf<typeof routes.createGift>) {
    return this.views.gift(await this.editor.create(who, body));
  }

  @Serve(routes.changeGift)
  async change(@Who() who: OperatorPrincipal, @Input() input: InputOf<typeof routes.changeGift>) {
    return this.gift(await this.editor.change(who, this.giftId(input.params.giftId), input.body));
  }

  @Serve(routes.publishGift)
  async publish(@Who() who: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.publishGift>) {
    return this.gift(await this.editor.publish(who, this.giftId(params.giftId)));
  }

  @Serve(routes.endGift)
  async end(@Who() who: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.endGift>) {
    return this.gift(await this.editor.end(who, this.giftId(params.giftId)));
  }

  @Serve(routes.giftOrders)
  giftOrders(@Who() who: OperatorPrincipal, @Input() input: InputOf<typeof routes.giftOrders>) {
    const { state, audience, giftId: gift } = input.query;
    const filter = { state, audience, giftId: gift === undefined ? undefined : this.giftId(gift) };
    return this.lists.answer(routes.giftOrders, input, BY_ID, async (page) => {
      const { items, next } = await this.orders.latest(who.brandId, filter, page);
      return { items: await this.views.orderRows(who.brandId, items), next };
    });
  }

  @Serve(routes.giftOrder)
  async giftOrder(@Who() who: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.giftOrder>) {
    const found = await this.orders.one(who.brandId, this.publicIds.decode('gor', params.orderId) ?? 0);
    return found.ok ? ok(await this.views.orderPage(who, found.value)) : found;
  }

  @Serve(routes.returnGift)
  async takeBack(@Who() who: OperatorPrincipal, @Input() input: InputOf<typeof routes.returnGift>) {
    const orderId = this.publicIds.decode('gor', input.params.orderId) ?? 0;
    const returned = await this.pickups.takeBack(who, orderId, input.body.reason);
    if (!returned.ok) return returned;
    const [row] = await this.views.orderRows(who.brandId, [returned.value]);
    return ok(row as NonNullable<typeof row>);
  }

  /** 0 for what is no id of ours: no gift has it. */
  private giftId(publicId: string): number {
    return this.publicIds.decode('gft', publicId) ?? 0;
  }

  private gift<R extends Refusal>(answer: Result<GiftRow, R>) {
    return answer.ok ? ok(this.views.gift(answer.value)) : answer;
  }
}
