import { Injectable } from '@nestjs/common';
import type { routes } from '@liuliang/contract';
import type { z } from 'zod';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import { PublicIds } from '../../platform/ids';
import { BrandsService } from '../brands';
import { GuideRolesService } from '../guides';
import { MembershipService } from '../members';
import type { NamedGiftOrderRow } from './orders.queries';
import type { GiftRow } from './queries';

type Gift = z.input<(typeof routes)['createGift']['reply']>;
type GiftOrder = z.input<(typeof routes)['reserveGift']['reply']>;
type GiftPickup = z.input<(typeof routes)['collectGift']['reply']>;
type GiftOrderRow = z.input<(typeof routes)['returnGift']['reply']>;

type Owned = Pick<NamedGiftOrderRow, 'ownerKind' | 'ownerId'>;
const ownerKey = ({ ownerKind, ownerId }: Owned): string => `${ownerKind}:${ownerId}`;

/** Rows as the contract shows them: public ids, names of stores and people, no row id. */
@Injectable()
export class GiftViews {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly membership: MembershipService,
    private readonly guides: GuideRolesService,
    private readonly publicIds: PublicIds,
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

  /** As whoever ordered them sees them. */
  async orders(brandId: number, rows: readonly NamedGiftOrderRow[]): Promise<GiftOrder[]> {
    const stores = await this.storeNames(brandId);
    return rows.map((row) => ({
      orderId: this.publicIds.encode('gor', row.id),
      giftId: this.publicIds.encode('gft', row.giftId),
      name: row.name,
      picture: row.picture,
      points: row.points,
      cashFen: row.cashFen,
      state: row.state,
      pickupCode: row.state === 'reserved' ? row.pickupCode : null,
      store: stores.get(row.storeId) ?? null,
      createdAtMs: row.createdAtMs,
      expiresAtMs: row.expiresAtMs,
      settledAtMs: row.settledAtMs || null,
    }));
  }

  /** As the guide at the counter sees it. */
  async pickup(brandId: number, row: NamedGiftOrderRow): Promise<GiftPickup> {
    const who = await this.db.read((reader) => this.names(reader, brandId, [row]));
    return {
      orderId: this.publicIds.encode('gor', row.id),
      name: row.name,
      picture: row.picture,
      points: row.points,
      cashFen: row.cashFen,
      state: row.state,
      audience: row.ownerKind,
      who: who.get(ownerKey(row)) ?? null,
      expiresAtMs: row.expiresAtMs,
      collectedAtMs: row.state === 'collected' ? row.settledAtMs : null,
    };
  }

  /** As operators see them. */
  async orderRows(brandId: number, rows: readonly NamedGiftOrderRow[]): Promise<GiftOrderRow[]> {
    const stores = await this.storeNames(brandId);
    const who = await this.db.read((reader) => this.names(reader, brandId, rows));
    return rows.map((row) => ({
      orderId: this.publicIds.encode('gor', row.id),
      giftId: this.publicIds.encode('gft', row.giftId),
      name: row.name,
      audience: row.ownerKind,
      ownerId: this.publicIds.encode(row.ownerKind === 'guide' ? 'gde' : 'cus', row.ownerId),
      who: who.get(ownerKey(row)) ?? null,
      points: row.points,
      cashFen: row.cashFen,
      state: row.state,
      store: stores.get(row.storeId) ?? null,
      createdAtMs: row.createdAtMs,
      expiresAtMs: row.expiresAtMs,
      settledAtMs: row.settledAtMs || null,
    }));
  }

  private async names(
    reader: Reader,
    brandId: number,
    rows: readonly Owned[],
  ): Promise<Map<string, string | null>> {
    const idsOf = (kind: Owned['ownerKind']): number[] => [
      ...new Set(rows.filter((row) => row.ownerKind === kind).map((row) => row.ownerId)),
    ];
    const profiles = await this.membership.profiles(reader, brandId, idsOf('member'));
    const guides = await this.guides.namesOf(reader, brandId, idsOf('guide'));
    return new Map([
      ...[...profiles.values()].map(({ customerId, nickname }): [string, string | null] => [
        `member:${customerId}`,
        nickname,
      ]),
      ...[...guides].map(([id, name]): [string, string | null] => [`guide:${id}`, name]),
    ]);
  }

  private async storeNames(brandId: number): Promise<Map<number, string>> {
    const stores = await this.db.read((reader) => this.brands.stores(reader, brandId));
    return new Map([...stores.values()].map(({ id, name }) => [id, name]));
  }
}
