import { Injectable } from '@nestjs/common';
import { fail, ok, type Result } from '@liuliang/domain';
import { actorOf } from '../../platform/actor';
import { readCode } from '../../platform/codes';
import { Database } from '../../platform/db/database';
import {
  pageOf,
  type CustomerPrincipal,
  type Newest,
  type OperatorPrincipal,
  type Page,
  type PageAsk,
  type Refusal,
  type RefusalOf,
  type RefuseOf,
} from '../../platform/http';
import { Idempotency } from '../../platform/idempotency';
import { PublicIds } from '../../platform/ids';
import { runOnce } from '../../platform/run-once';
import { CODE_GUESSES, Throttle } from '../../platform/throttle';
import { AuditLog } from '../audit';
import { guideOf, memberOf, PointsOwners } from '../points';
import { GiftOrderEnds } from './ends.service';
import { handedOverBy, knownOrder, orderById, type NamedGiftOrderRow } from './orders.queries';
import { PICKUP_CODE, PickupCodes } from './pickup-codes';

const ownerOf = ({ brandId, ownerKind, ownerId }: NamedGiftOrderRow) => ({
  brandId,
  kind: ownerKind,
  id: ownerId,
});

/** Handing gifts over at a counter, and taking them back. */
@Injectable()
export class GiftPickups {
  constructor(
    private readonly db: Database,
    private readonly idempotency: Idempotency,
    private readonly owners: PointsOwners,
    private readonly ends: GiftOrderEnds,
    private readonly audit: AuditLog,
    private readonly publicIds: PublicIds,
    private readonly codes: PickupCodes,
    private readonly throttle: Throttle,
  ) {}

  /** What a code stands for, whatever became of it. */
  preview(
    who: CustomerPrincipal,
    code: string,
  ): Promise<Result<NamedGiftOrderRow, RefusalOf<'previewGiftPickup'>>> {
    return this.throttled(who, () => this.previewNow(who, code));
  }

  private async previewNow(
    who: CustomerPrincipal,
    code: string,
  ): Promise<Result<NamedGiftOrderRow, RefusalOf<'previewGiftPickup'>>> {
    const order = await this.db.read((reader) => this.codes.find(reader, who.brandId, code));
    return order ? ok(order) : fail({ code: 'PICKUP_CODE_UNKNOWN' });
  }

  /**
   * The guide hands a gift over. A code is good for one gift; the same key again answers what was handed over then, so
   * that a lost answer costs nobody a second gift.
   */
  collect(
    who: CustomerPrincipal,
    code: string,
    key: string,
  ): Promise<Result<NamedGiftOrderRow, RefusalOf<'collectGift'>>> {
    return this.throttled(who, () => this.collectNow(who, code, key));
  }

  private async collectNow(
    who: CustomerPrincipal,
    code: string,
    key: string,
  ): Promise<Result<NamedGiftOrderRow, RefusalOf<'collectGift'>>> {
    const guide = who.guide;
    if (!guide) throw new Error('A guide route was reached without a guide');
    const request = {
      principal: `guide:${guide.guideId}`,
      operation: 'gifts.collect',
      key,
      // Kept with the answer, when the code has redeemed what it can.
      content: [readCode(PICKUP_CODE, code) ?? ''],
    };
    const collected = await runOnce(
      this.db,
      this.idempotency,
      request,
      async (tx, refuse: RefuseOf<'collectGift'>) => {
        const order = await this.codes.find(tx, who.brandId, code);
        if (!order) refuse('PICKUP_CODE_UNKNOWN');
        if (isOwn(who, order)) refuse('GIFT_PICKUP_OWN');
        await this.owners.lock(tx, ownerOf(order));
        await this.ends.collect(tx, order, guide, refuse);
        return { orderId: order.id };
      },
    );
    if (!collected.ok) return collected;
    const { orderId } = collected.value;
    return ok(await this.db.read((reader) => knownOrder(reader, who.brandId, orderId)));
  }

  /** Judges a code, unless the guide tried too many. */
  private throttled<T, R extends Refusal>(
    { person }: CustomerPrincipal,
    judged: () => Promise<Result<T, R>>,
  ): Promise<Result<T, R | Refusal<'RATE_LIMITED'>>> {
    return this.throttle.judge(CODE_GUESSES, String(person.customerId), judged, 'PICKUP_CODE_UNKNOWN');
  }

  /** What a guide handed over, newest first. */
  handedOver(who: CustomerPrincipal, page: PageAsk<Newest>): Promise<Page<NamedGiftOrderRow, Newest>> {
    const { id: guideId } = guideOf(who);
    return this.db.read(async (reader) => {
      const rows = await handedOverBy(reader, who.brandId, guideId, page);
      return pageOf(rows, page.limit, ({ handedAtMs, id }) => ({ atMs: handedAtMs, id }));
    });
  }

  /** A collected gift was brought back: stock and points are restored, the points into the lots they came from. */
  async takeBack(
    who: OperatorPrincipal,
    orderId: number,
    reason: string,
  ): Promise<Result<NamedGiftOrderRow, RefusalOf<'returnGift'>>> {
    const { brandId, operatorId } = who;
    return this.db.run('gifts.takeBack', async (tx) => {
      const order = await orderById(tx, brandId, orderId);
      if (!order) return fail({ code: 'GIFT_ORDER_UNKNOWN' });
      await this.owners.lock(tx, ownerOf(order));
      const taken = await this.ends.takeBack(tx, order, operatorId);
      if (taken.kind === 'elsewhere') return fail({ code: 'GIFT_ORDER_SETTLED', state: taken.state });
      await this.audit.record(tx, {
        brandId,
        actor: actorOf({ operatorId }),
        action: 'gift.returned',
        subject: this.publicIds.encode('gor', orderId),
        detail: { points: order.points, expired: taken.expired },
        note: { customerId: order.ownerKind === 'member' ? order.ownerId : 0, text: reason },
      });
      return ok(await knownOrder(tx, brandId, orderId));
    });
  }
}

/** Nobody hands a gift to themselves: not a guide's own, and not what the guide took as a member. */
const isOwn = (who: CustomerPrincipal, order: NamedGiftOrderRow): boolean =>
  (order.ownerKind === 'guide' ? guideOf(who) : memberOf(who)).family.includes(order.ownerId);
