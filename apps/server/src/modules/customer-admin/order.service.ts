import { Injectable } from '@nestjs/common';
import type { CustomerOrder } from '@liuliang/contract';
import { fail, ok, type Result } from '@liuliang/domain';
import type { z } from 'zod';
import { Database } from '../../platform/db/database';
import type { RefusalOf } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { CustomersService, MembershipService, type Viewer } from '../members';
import { OrderReads } from '../orders';

/** One order as operators see it, of a customer whom they may see. */
@Injectable()
export class CustomerOrderService {
  constructor(
    private readonly db: Database,
    private readonly orders: OrderReads,
    private readonly customers: CustomersService,
    private readonly membership: MembershipService,
    private readonly publicIds: PublicIds,
  ) {}

  /** The order with a number of the seller, of a customer whom they may see. */
  async find(viewer: Viewer, number: string): Promise<Result<{ orderId: string }, RefusalOf<'findOrder'>>> {
    return this.db.read(async (reader): Promise<Result<{ orderId: string }, RefusalOf<'findOrder'>>> => {
      const order = await this.orders.numbered(reader, viewer.brandId, number);
      const buyer = order && this.publicIds.encode('cus', order.customerId);
      const person = buyer && (await this.customers.visible(reader, viewer, buyer));
      return order && person
        ? ok({ orderId: this.publicIds.encode('ord', order.id) })
        : fail({ code: 'ORDER_UNKNOWN' });
    });
  }

  async order(
    viewer: Viewer,
    publicId: string,
  ): Promise<Result<z.input<typeof CustomerOrder>, RefusalOf<'customerOrder'>>> {
    const { publicIds } = this;
    const [orderId, refundId] = [
      publicIds.decode('ord', publicId) ?? 0,
      publicIds.decode('rfd', publicId) ?? 0,
    ];
    return this.db.read(
      async (reader): Promise<Result<z.input<typeof CustomerOrder>, RefusalOf<'customerOrder'>>> => {
        const order = await this.orders.whole(reader, viewer.brandId, { orderId, refundId });
        const buyer = order && publicIds.encode('cus', order.customerId);
        const person = buyer && (await this.customers.visible(reader, viewer, buyer));
        if (!order || !person) return fail({ code: 'ORDER_UNKNOWN' });
        const { customerId } = person;
        const profile = (await this.membership.profiles(reader, viewer.brandId, [customerId])).get(
          customerId,
        );
        return ok({
          orderId: publicIds.encode('ord', order.id),
          number: order.orderNumber,
          customerId: publicIds.encode('cus', customerId),
          nickname: profile?.nickname ?? null,
          paidAtMs: order.paidAtMs,
          receivedAtMs: order.receivedAtMs,
          amountFen: order.amountFen,
          refundedFen: order.refundedFen,
          channel: order.channel,
          store: order.storeName,
          lines: order.lines.map(({ line, item, quantity, amountFen, refundedFen }) => ({
            line,
            item: item.toString(),
            quantity,
            amountFen,
            refundedFen,
          })),
          refunds: order.refunds.map(({ id, refundKey, refundedAtMs, amountFen, state }) => ({
            refundId: publicIds.encode('rfd', id),
            number: refundKey.toString(),
            refundedAtMs,
            amountFen,
            state,
          })),
        });
      },
    );
  }
}
