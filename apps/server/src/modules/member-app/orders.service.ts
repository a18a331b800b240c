import { Injectable } from '@nestjs/common';
import type { routes } from '@liuliang/contract';
import type { z } from 'zod';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import { pageOf, type CustomerPrincipal, type Newest, type PageAsk } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { memberPoints, NOTHING_OF_ORDER, OrderPoints, type PointsOfOrder } from '../ledger';
import { OrderReads, type OrderView } from '../orders';

type Who = Pick<CustomerPrincipal, 'brandId' | 'person'>;
type Whole = z.input<(typeof routes)['myOrder']['reply']>;

/** Names of a list; whoever wants more opens the order. */
const ITEMS_SHOWN = 3;

/** What a member bought, under whichever of their cards, with what it earned. */
@Injectable()
export class MyOrdersService {
  constructor(
    private readonly db: Database,
    private readonly orders: OrderReads,
    private readonly points: OrderPoints,
    private readonly publicIds: PublicIds,
  ) {}

  async page({ brandId, person }: Who, page: PageAsk<Newest>) {
    return this.db.read(async (reader) => {
      const rows = await this.orders.page(reader, brandId, person.family, page);
      const { items, next } = pageOf(rows, page.limit, ({ paidAtMs, id }) => ({ atMs: paidAtMs, id }));
      const ids = items.map(({ id }) => id);
      const named = await this.orders.firstItems(reader, ids, ITEMS_SHOWN + 1);
      const points = await this.points.ofOrders(reader, this.holder({ brandId, person }), ids);
      return {
        next,
        items: items.map((order) => {
          const names = named.get(order.id) ?? [];
          return {
            ...this.head(order, points.get(order.id)),
            items: names.slice(0, ITEMS_SHOWN).filter((name) => name !== ''),
            hasMoreItems: names.length > ITEMS_SHOWN,
          };
        }),
      };
    });
  }

  /** Null for an order that is not theirs, as for one that does not exist. */
  async whole(who: Who, publicId: string): Promise<Whole | null> {
    const orderId = this.publicIds.decode('ord', publicId);
    if (orderId === null) return null;
    return this.db.read((reader) => this.wholeIn(reader, who, orderId));
  }

  private async wholeIn(reader: Reader, who: Who, orderId: number): Promise<Whole | null> {
    const order = await this.orders.whole(reader, who.brandId, { orderId, refundId: 0 });
    if (!order || !who.person.family.includes(order.customerId)) return null;
    const points = (await this.points.ofOrders(reader, this.holder(who), [orderId])).get(orderId);
    const lotId = points?.lotId ?? null;
    return {
      ...this.head(order, points),
      lines: order.lines.map(({ item, quantity, amountFen, refundedFen }) => ({
        item: item.toString(),
        quantity,
        amountFen,
        refundedFen,
      })),
      refunds: order.refunds
        .filter(({ state }) => state === 'applied')
        .map(({ refundedAtMs, amountFen }) => ({ refundedAtMs, amountFen })),
      lotId: lotId === null ? null : this.publicIds.encode('lot', lotId),
    };
  }

  private head(order: OrderView, points: PointsOfOrder = NOTHING_OF_ORDER) {
    const { earned, waiting, usableFromMs, left, untilMs } = points;
    return {
      orderId: this.publicIds.encode('ord', order.id),
      number: order.orderNumber,
      paidAtMs: order.paidAtMs,
      amountFen: order.amountFen,
      refundedFen: order.refundedFen,
      channel: order.channel,
      store: order.storeName,
      points: { earned, waiting, usableFromMs, left, untilMs },
    };
  }

  private holder = ({ brandId, person }: Who) => memberPoints({ brandId, customerId: person.customerId });
}
