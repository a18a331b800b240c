import { Injectable } from '@nestjs/common';
import type { routes } from '@liuliang/contract';
import { ok, type Result } from '@liuliang/domain';
import type { z } from 'zod';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import type { OperatorPrincipal, Refusal } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { BrandsService } from '../brands';
import { CustomersService } from '../members';
import { PointsOwners, principalOf } from '../points';
import type { GiftRow } from './entities';
import type { NamedGiftOrderRow } from './orders.queries';
import type { SettledOrder } from './orders.service';
import { PickupCodes } from './pickup-codes';

type Gift = z.input<(typeof routes)['createGift']['reply']>;
type GiftOrder = z.input<(typeof routes)['reserveGift']['reply']>;
type GiftPickup = z.input<(typeof routes)['collectGift']['reply']>;
type GiftOrderPage = z.input<(typeof routes)['giftOrder']['reply']>;
type GiftOrderRow = z.input<(typeof routes)['returnGift']['reply']>;

/** When it was handed over; 0: not yet. The release before noted only how it ended. */
const collectedAtMs = ({ handedAtMs, state, settledAtMs }: NamedGiftOrderRow): number =>
  handedAtMs || (state === 'collected' ? settledAtMs : 0);

const ownerOf = ({ ownerKind, ownerId }: NamedGiftOrderRow) => ({ kind: ownerKind, id: ownerId });

/** Rows as the contract shows them: public ids, names of stores and people, no row id. */
@Injectable()
export class GiftViews {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly owners: PointsOwners,
    private readonly customers: CustomersService,
    private readonly publicIds: PublicIds,
    private readonly codes: PickupCodes,
  ) {}

  gift(row: GiftRow): Gift {
    const { name, description, picture, points, audience, stock, state } = row;
    return {
      giftId: this.publicIds.encode('gft', row.id),
      name,
      description,
      picture: picture as Gift['picture'],
      points,
      cashFen: row.cashFen,
      audience,
      stock,
      limitEach: row.limitEach,
      left: row.leftCount,
      held: row.heldCount,
      taken: row.takenCount,
      state,
      changedAtMs: row.changedAtMs,
    };
  }

  /** The answer about one order, as whoever ordered it sees it. */
  async order<R extends Refusal>(
    brandId: number,
    answer: Result<NamedGiftOrderRow, R>,
  ): Promise<Result<GiftOrder, R>> {
    if (!answer.ok) return answer;
    const [order] = await this.orders(brandId, [answer.value]);
    return ok(order as GiftOrder); // One was handed in.
  }

  /** As whoever ordered them sees them. */
  orders(brandId: number, rows: readonly NamedGiftOrderRow[]): Promise<GiftOrder[]> {
    return this.db.read((reader) => this.ordersIn(reader, brandId, rows));
  }

  async ordersIn(reader: Reader, brandId: number, rows: readonly NamedGiftOrderRow[]): Promise<GiftOrder[]> {
    const stores = await this.storeNames(reader, brandId);
    return rows.map((row) => ({
      ...this.shown(row),
      giftId: this.publicIds.encode('gft', row.giftId),
      picture: row.picture,
      pickupCode: row.state === 'reserved' ? this.codes.shown(row) : null,
      store: stores.get(row.storeId) ?? null,
      createdAtMs: row.createdAtMs,
      settledAtMs: row.settledAtMs || null,
    }));
  }

  /** As the guide at the counter sees it. */
  async pickup(brandId: number, row: NamedGiftOrderRow): Promise<GiftPickup> {
    return (await this.pickups(brandId, [row]))[0] as GiftPickup;
  }

  /** As `pickup`, for a list of them. */
  async pickups(brandId: number, rows: readonly NamedGiftOrderRow[]): Promise<GiftPickup[]> {
    const who = await this.names(brandId, rows);
    const stores = await this.db.read((reader) => this.storeNames(reader, brandId));
    return rows.map((row) => {
      const atMs = collectedAtMs(row);
      return {
        ...this.shown(row),
        store: atMs > 0 ? (stores.get(row.storeId) ?? null) : null,
        picture: row.picture,
        audience: row.ownerKind,
        who: who.get(principalOf(ownerOf(row))) ?? null,
        collectedAtMs: atMs || null,
      };
    });
  }

  /** As operators see them. */
  async orderRows(brandId: number, rows: readonly NamedGiftOrderRow[]): Promise<GiftOrderRow[]> {
    const stores = await this.db.read((reader) => this.storeNames(reader, brandId));
    const who = await this.names(brandId, rows);
    return rows.map((row) => ({
      ...this.shown(row),
      giftId: this.publicIds.encode('gft', row.giftId),
      audience: row.ownerKind,
      ownerId: this.publicIds.encode(row.ownerKind === 'guide' ? 'gde' : 'cus', row.ownerId),
      who: who.get(principalOf(ownerOf(row))) ?? null,
      store: stores.get(row.storeId) ?? null,
      createdAtMs: row.createdAtMs,
      settledAtMs: row.settledAtMs || null,
    }));
  }

  /** One order with what became of it. The name of a member only for who may see it; guides are named to everybody. */
  async orderPage(
    viewer: OperatorPrincipal,
    { order, heldBy, settledBy }: SettledOrder,
  ): Promise<GiftOrderPage> {
    const { brandId } = viewer;
    const [row] = await this.orderRows(brandId, [order]);
    if (!row) throw new Error('One order was handed in, none came out');
    const guide = { kind: 'guide', id: order.handedBy } as const;
    const { isNamed, handedBy } = await this.db.read(async (reader) => ({
      isNamed:
        order.ownerKind === 'guide' ||
        (await this.customers.nameable(reader, viewer, [order.ownerId])).has(order.ownerId),
      handedBy: order.handedBy && (await this.owners.names(reader, brandId, [guide])).get(principalOf(guide)),
    }));
    const transaction = (id: number): string | null => (id === 0 ? null : this.publicIds.encode('ptx', id));
    return {
      ...row,
      who: isNamed ? row.who : null,
      collectedAtMs: collectedAtMs(order) || null,
      handedBy: handedBy || null,
      heldBy: transaction(heldBy),
      settledBy: transaction(settledBy),
    };
  }

  /** What everybody sees of an order. */
  private shown({ id, name, points, cashFen, state, expiresAtMs }: NamedGiftOrderRow) {
    return { orderId: this.publicIds.encode('gor', id), name, points, cashFen, state, expiresAtMs };
  }

  private names(brandId: number, rows: readonly NamedGiftOrderRow[]): Promise<Map<string, string | null>> {
    return this.db.read((reader) => this.owners.names(reader, brandId, rows.map(ownerOf)));
  }

  private async storeNames(reader: Reader, brandId: number): Promise<Map<number, string>> {
    const stores = await this.brands.stores(reader, brandId);
    return new Map([...stores.values()].map(({ id, name }) => [id, name]));
  }
}
