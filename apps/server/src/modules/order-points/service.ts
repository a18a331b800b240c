import { Injectable } from '@nestjs/common';
import type { routes, ErrorCode } from '@liuliang/contract';
import {
  DAY_MS,
  fail,
  isOrderPoints,
  ok,
  orderPointsLimits,
  worthOf,
  type Identity,
  type Result,
} from '@liuliang/domain';
import type { z } from 'zod';
import { settingsOf } from '../../platform/areas';
import { spendingSettings } from '../points';
import { ContentHashes } from '../../platform/content-hash';
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import type { RefusalOf, RefuseOf } from '../../platform/http';
import { refusalsAsValues, sameRequest } from '../../platform/run-once';
import { BrandsService, type Brand } from '../brands';
import { CustomersService } from '../members';
import { Holds, type HoldView, mustHold } from '../ledger';
import { orderPoints, type OrderPointsRow } from './entities';
import { holdKeyOf, OrderPointsViews } from './views';

type HoldReply = z.input<(typeof routes)['holdOrderPoints']['reply']>;

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

const MINUTE_MS = 60_000;
/** An order that is not paid within a month is none. */
const HOLD_DAYS_MAX = 30;

/**
 * Points + cash: an order holds points when it is made, captures them when it is paid, releases them when it dies, and
 * gives them back when it is refunded. Every step may be repeated by its key; an unknown outcome is settled by asking.
 * Order of locks: customer, the order's row, accounts.
 */
@Injectable()
export class OrderPoints {
  constructor(
    private readonly db: Database,
    private readonly customers: CustomersService,
    private readonly brands: BrandsService,
    private readonly holds: Holds,
    private readonly views: OrderPointsViews,
    private readonly hashes: ContentHashes,
  ) {}

  /** Holds points for an order. The same key with the same content answers the same hold, whatever became of it. */
  async hold(
    brandId: number,
    asked: OrderPointsAsked,
  ): Promise<Result<HoldReply, RefusalOf<'holdOrderPoints'>>> {
    return refusalsAsValues((refuse: RefuseOf<'holdOrderPoints'>) =>
      this.db.run('orderPoints.hold', async (tx) => {
        const brand = await this.brands.byId(tx, brandId);
        const found = await this.customers.find(tx, brand, asked.identity);
        if (found === null) return fail({ code: 'CUSTOMER_UNKNOWN' });
        const storeId = await this.storeOf(tx, brand, asked.store);
        if (storeId === null) return fail({ code: 'STORE_UNKNOWN' });
        const { customerId } = (await this.customers.lock(tx, brand, [found])).person(found);
        const row = this.rowOf(brand, customerId, storeId, asked);
        const { requestKey, contentHash } = row;
        const made = await orderPoints.one(tx, brandId, { requestKey }, { lock: 'update' });
        const earlier = sameRequest(made, { contentHash }, refuse);
        if (earlier) return ok(await this.views.shown(tx, brand, earlier));
        const refusal = this.refusalOf(brand, asked);
        if (refusal) return fail(refusal);
        if (!(await orderPoints.insertNew(tx, row))) refuse('REQUEST_IN_PROGRESS');
        const hold = await this.place(tx, brand, row, asked, refuse);
        return ok(await this.views.shown(tx, brand, { ...row, holdId: hold.id }));
      }),
    );
  }

  async find(brandId: number, key: string): Promise<Result<HoldReply, RefusalOf<'orderPointsHold'>>> {
    return this.db.read(async (reader) => {
      const row = await orderPoints.one(reader, brandId, { requestKey: Buffer.from(key) });
      if (!row) return fail({ code: 'HOLD_UNKNOWN' });
      return ok(await this.views.shown(reader, await this.brands.byId(reader, brandId), row));
    });
  }

  /** @param points fewer than were held: the rest goes back */
  async capture(
    brandId: number,
    key: string,
    points: number | undefined,
  ): Promise<Result<HoldReply, RefusalOf<'captureOrderPoints'>>> {
    return this.settle('orderPoints.capture', brandId, key, async (tx, row) => {
      if (points !== undefined && points > row.points)
        return fail({ code: 'CAPTURE_EXCEEDS', points: row.points });
      return this.holds.capture(tx, {
        brandId,
        key: holdKeyOf(key),
        to: row.storeId === 0 ? { kind: 'redemption' } : { kind: 'store', storeId: row.storeId },
        points: points ?? row.points,
        explanation: explanationOf(row),
      });
    });
  }

  async release(brandId: number, key: string): Promise<Result<HoldReply, RefusalOf<'releaseOrderPoints'>>> {
    return this.settle('orderPoints.release', brandId, key, async (tx) => {
      const released = await this.holds.release(tx, { brandId, key: holdKeyOf(key), reason: 'order' });
      // It lapsed before: the points are back already, which is all that was asked for.
      if (released.ok || released.error.code === 'HOLD_LAPSED') return ok(null);
      return fail(released.error);
    });
  }

  private async settle<C extends ErrorCode>(
    name: string,
    brandId: number,
    key: string,
    work: (tx: Tx, row: OrderPointsRow) => Promise<Result<unknown, { readonly code: C }>>,
  ): Promise<Result<HoldReply, { readonly code: C | 'HOLD_UNKNOWN' }>> {
    return this.db.run(name, async (tx) => {
      const row = await this.views.lock(tx, brandId, key);
      if (!row) return fail({ code: 'HOLD_UNKNOWN' });
      const done = await work(tx, row);
      if (!done.ok) return done;
      return ok(await this.views.shown(tx, await this.brands.byId(tx, brandId), row));
    });
  }

  private async place(
    tx: Tx,
    brand: Brand,
    row: OrderPointsRow,
    asked: OrderPointsAsked,
    refuse: RefuseOf<'holdOrderPoints'>,
  ): Promise<HoldView> {
    const { holdMinutes } = settingsOf(brand, spendingSettings).orders;
    const hold = await this.holds.place(tx, {
      brandId: row.brandId,
      key: holdKeyOf(asked.key),
      owner: { kind: 'member', id: row.customerId },
      asset: 'points',
      points: row.points,
      purpose: 'order',
      untilMs: asked.untilMs ?? row.createdAtMs + holdMinutes * MINUTE_MS,
      explanation: explanationOf(row),
    });
    const view = mustHold(hold, refuse);
    await orderPoints.set(tx, row.brandId, { id: row.id }, { holdId: view.id });
    return view;
  }

  private rowOf(brand: Brand, customerId: number, storeId: number, asked: OrderPointsAsked): OrderPointsRow {
    const { key, points, orderKey, orderFen, store, untilMs, identity } = asked;
    const said = [identity.kind, identity.value, points, orderKey, orderFen, store ?? '', untilMs ?? 0];
    return {
      id: this.db.nextId(),
      brandId: brand.id,
      requestKey: Buffer.from(key),
      contentHash: this.hashes.of(brand.id, said),
      customerId,
      orderKey: Buffer.from(orderKey),
      orderFen,
      storeId,
      points,
      worthFen: worthOf(points, settingsOf(brand, spendingSettings).orders),
      holdId: 0,
      createdAtMs: this.db.nowMs(),
    };
  }

  /** Whether the brand lets this order be paid with so many points; whether they are there is for the ledger to say. */
  private refusalOf(brand: Brand, asked: OrderPointsAsked): RefusalOf<'holdOrderPoints'> | null {
    const rules = settingsOf(brand, spendingSettings).orders;
    if (!rules.enabled) return { code: 'ORDER_POINTS_DISABLED' };
    const limits = orderPointsLimits(asked.orderFen, rules);
    if (!isOrderPoints(asked.points, limits, rules.stepPoints))
      return { code: 'ORDER_POINTS_NOT_ALLOWED', ...limits, pointsStep: rules.stepPoints };
    const nowMs = this.db.nowMs();
    const { untilMs = nowMs + 1 } = asked;
    if (untilMs <= nowMs || untilMs > nowMs + HOLD_DAYS_MAX * DAY_MS)
      return { code: 'INPUT_INVALID', faults: [{ field: 'body.untilMs', fault: 'out_of_range' }] };
    return null;
  }

  private async storeOf(reader: Reader, brand: Brand, code: string | null): Promise<number | null> {
    if (code === null) return 0;
    return (await this.brands.stores(reader, brand.id)).get(code)?.id ?? null;
  }
}

const explanationOf = (row: OrderPointsRow) => ({
  orderKey: row.orderKey.toString(),
  storeId: row.storeId,
  worthFen: row.worthFen,
});
