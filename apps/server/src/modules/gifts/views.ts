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

type Owned = Pick<NamedGiftOrderRow, 'owner_kind' | 'owner_id'>;
const ownerKey = ({ owner_kind, owner_id }: Owned): string => `${owner_kind}:${owner_id}`;

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
      cashFen: row.cash_fen,
      audience,
      stock,
      limitEach: row.limit_each,
      left: row.left_count,
      held: row.held_count,
      taken: row.taken_count,
      state,
      changedAtMs: row.changed_at_ms,
    };
  }

  /** As whoever ordered them sees them. */
  async orders(brandId: number, rows: readonly NamedGiftOrderRow[]): Promise<GiftOrder[]> {
    const stores = await this.storeNames(brandId);
    return rows.map((row) => ({
      orderId: this.publicIds.encode('gor', row.id),
      giftId: this.publicIds.encode('gft', row.gift_id),
      name: row.name,
      picture: row.picture,
      points: row.points,
      cashFen: row.cash_fen,
      state: row.state,
      pickupCode: row.state === 'reserved' ? row.pickup_code : null,
      store: stores.get(row.store_id) ?? null,
      createdAtMs: row.created_at_ms,
      expiresAtMs: row.expires_at_ms,
      settledAtMs: row.settled_at_ms || null,
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
      cashFen: row.cash_fen,
      state: row.state,
      audience: row.owner_kind,
      who: who.get(ownerKey(row)) ?? null,
      expiresAtMs: row.expires_at_ms,
      collectedAtMs: row.state === 'collected' ? row.settled_at_ms : null,
    };
  }

  /** As operators see them. */
  async orderRows(brandId: number, rows: readonly NamedGiftOrderRow[]): Promise<GiftOrderRow[]> {
    const stores = await this.storeNames(brandId);
    const who = await this.db.read((reader) => this.names(reader, brandId, rows));
    return rows.map((row) => ({
      orderId: this.publicIds.encode('gor', row.id),
      giftId: this.publicIds.encode('gft', row.gift_id),
      name: row.name,
      audience: row.owner_kind,
      ownerId: this.publicIds.encode(row.owner_kind === 'guide' ? 'gde' : 'cus', row.owner_id),
      who: who.get(ownerKey(row)) ?? null,
      points: row.points,
      cashFen: row.cash_fen,
      state: row.state,
      store: stores.get(row.store_id) ?? null,
      createdAtMs: row.created_at_ms,
      expiresAtMs: row.expires_at_ms,
      settledAtMs: row.settled_at_ms || null,
    }));
  }

  private async names(
    reader: Reader,
    brandId: number,
    rows: readonly Owned[],
  ): Promise<Map<string, string | null>> {
    const idsOf = (kind: Owned['owner_kind']): number[] => [
      ...new Set(rows.filter((row) => row.owner_kind === kind).map((row) => row.owner_id)),
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
