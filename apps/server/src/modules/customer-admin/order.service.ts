import { Injectable } from '@nestjs/common';
import type { CustomerOrder } from '@liuliang/contract';
import { fail, ok, type Result } from '@liuliang/domain';
import type { z } from 'zod';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import type { RefusalOf } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { OperatorsService } from '../identity';
import { CustomersService, MembershipService, type Viewer } from '../members';
import { OrderReads, type WholeOrder } from '../orders';

type Shown = z.input<typeof CustomerOrder>;
type RefundRow = Pick<WholeOrder['refunds'][number], 'id' | 'refundKey' | 'refundedAtMs' | 'amountFen'>;

/** One order as operators see it, of a customer whom they may see. */
@Injectable()
export class CustomerOrderService {
  constructor(
    private readonly db: Database,
    private readonly orders: OrderReads,
    private readonly customers: CustomersService,
    private readonly membership: MembershipService,
    private readonly operators: OperatorsService,
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
          refunds: await this.refundsOf(reader, viewer.brandId, order),
        });
      },
    );
  }

  /** Those that were taken back too, each with who did it. */
  private async refundsOf(reader: Reader, brandId: number, order: WholeOrder): Promise<Shown['refunds']> {
    const withdrawn = await this.orders.withdrawn(reader, brandId, order);
    const shown = (row: RefundRow) => ({
      refundId: this.publicIds.encode('rfd', row.id),
      number: row.refundKey.toString(),
      refundedAtMs: row.refundedAtMs,
      amountFen: row.amountFen,
    });
    const names = new Map<number, string | null>();
    for (const { withdrawnBy: id } of withdrawn)
      if (!names.has(id)) names.set(id, (await this.operators.byId(id))?.displayName ?? null);
    const all = [
      ...order.refunds.map((row) => ({ ...shown(row), state: row.state, withdrawn: null })),
      ...withdrawn.map((row) => ({
        ...shown(row),
        state: 'withdrawn' as const,
        withdrawn: { atMs: row.withdrawnAtMs, operator: names.get(row.withdrawnBy) ?? null },
      })),
    ];
    return all.sort((a, b) => a.refundedAtMs - b.refundedAtMs);
  }
}
