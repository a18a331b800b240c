import { Injectable } from '@nestjs/common';
import { isOrderPoints, orderHoldUntilMs, orderPointsLimits, worthOf, type Identity } from '@liuliang/domain';
import { settingsOf } from '../../platform/areas';
import { ContentHashes } from '../../platform/content-hash';
import type { Tx } from '../../platform/db/statements';
import type { RefuseOf } from '../../platform/http';
import { sameRequest } from '../../platform/run-once';
import { BrandsService } from '../brands';
import { Holds, mustHold } from '../ledger';
import { CustomersService } from '../members';
import { spendingSettings, type SpendingRules } from '../points';
import { orderPoints, type OrderPointsRow } from './entities';
import { explanationOf, holdKeyOf } from './views';

export interface OrderPointsAsked {
  readonly identity: Identity;
  readonly key: string;
  readonly points: number;
  readonly orderKey: string;
  readonly orderFen: number;
  /** Code of the store; null online. */
  readonly store: string | null;
  readonly untilMs?: number | undefined;
}

/** Sets points aside for an order. Order of locks: customer, the order's row, accounts. */
@Injectable()
export class OrderPointsHolding {
  constructor(
    private readonly customers: CustomersService,
    private readonly brands: BrandsService,
    private readonly holds: Holds,
    private readonly hashes: ContentHashes,
  ) {}

  /** The row of the order, new or as it was made under the same key with the same content. */
  async hold(
    tx: Tx,
    brandId: number,
    asked: OrderPointsAsked,
    refuse: RefuseOf<'holdOrderPoints'>,
  ): Promise<OrderPointsRow> {
    const brand = await this.brands.byId(tx, brandId);
    const rules = settingsOf(brand, spendingSettings).orders;
    const { identity, key, points, orderKey, orderFen, store } = asked;
    const found = await this.customers.find(tx, brand, identity);
    if (found === null) refuse('CUSTOMER_UNKNOWN');
    const stores = await this.brands.stores(tx, brandId);
    const storeId = store === null ? 0 : (stores.get(store)?.id ?? refuse('STORE_UNKNOWN'));
    const { customerId } = (await this.customers.lock(tx, brand, [found])).person(found);
    const requestKey = Buffer.from(key);
    const said = [identity.kind, identity.value, points, orderKey, orderFen, store ?? '', asked.untilMs ?? 0];
    const contentHash = this.hashes.of(brandId, said);
    const made = await orderPoints.one(tx, brandId, { requestKey }, { lock: 'update' });
    const earlier = sameRequest(made, { contentHash }, refuse);
    if (earlier) return earlier;
    const nowMs = tx.nowMs();
    const untilMs = checked(asked, rules, nowMs, refuse);
    const row: OrderPointsRow = {
      ...{ id: tx.nextId(), brandId, requestKey, contentHash, customerId },
      ...{ orderKey: Buffer.from(orderKey), orderFen, storeId, points },
      worthFen: worthOf(points, rules),
      holdId: 0,
      createdAtMs: nowMs,
    };
    if (!(await orderPoints.insertNew(tx, row))) refuse('REQUEST_IN_PROGRESS');
    const hold = await this.holds.place(tx, {
      brandId,
      key: holdKeyOf(key),
      owner: { kind: 'member', id: customerId },
      asset: 'points',
      points,
      purpose: 'order',
      untilMs,
      explanation: explanationOf(row),
    });
    const { id: holdId } = mustHold(hold, refuse);
    await orderPoints.set(tx, brandId, { id: row.id }, { holdId });
    return { ...row, holdId };
  }
}

/**
 * Whether the brand lets this order be paid with so many points; whether they are there is for the ledger to say.
 * @returns until when they are held
 */
function checked(
  { orderFen, points, untilMs: askedMs }: OrderPointsAsked,
  rules: SpendingRules['orders'],
  nowMs: number,
  refuse: RefuseOf<'holdOrderPoints'>,
): number {
  if (!rules.enabled) refuse('ORDER_POINTS_DISABLED');
  const limits = orderPointsLimits(orderFen, rules);
  if (!isOrderPoints(points, limits, rules.stepPoints))
    refuse('ORDER_POINTS_NOT_ALLOWED', { ...limits, pointsStep: rules.stepPoints });
  const untilMs = orderHoldUntilMs(askedMs, nowMs, rules.holdMinutes);
  if (untilMs === null)
    refuse('INPUT_INVALID', { faults: [{ field: 'body.untilMs', fault: 'out_of_range' }] });
  return untilMs;
}
