import { Injectable } from '@nestjs/common';
import type { routes } from '@liuliang/contract';
import { fail, giftHindrance, ok, type Result } from '@liuliang/domain';
import type { z } from 'zod';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import type { RefusalOf } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { gifts, type GiftRow } from './entities';
import { countsOfOrders } from './orders.queries';
import { PointsOwners, type AssetOwner } from '../points';

type Shelf = z.input<(typeof routes)['gifts']['reply']>;
type Card = z.input<(typeof routes)['gift']['reply']>;

/** Gifts as those see them who may take them. */
@Injectable()
export class AvailableGifts {
  constructor(
    private readonly db: Database,
    private readonly owners: PointsOwners,
    private readonly publicIds: PublicIds,
  ) {}

  async list(owner: AssetOwner): Promise<Shelf> {
    return this.db.read(async (reader) => {
      const onShelf = { state: 'live', audience: owner.kind } as const;
      const rows = await gifts.select(reader, owner.brandId, onShelf, { order: 'points, id' });
      const { available, items } = await this.cards(reader, owner, rows);
      return { asset: owner.asset, pointsAvailable: available, serverNowMs: this.db.nowMs(), items };
    });
  }

  async card(owner: AssetOwner, giftId: string): Promise<Result<Card, RefusalOf<'gift'>>> {
    return this.db.read(async (reader) => {
      const id = this.publicIds.decode('gft', giftId) ?? 0;
      const gift = await gifts.one(reader, owner.brandId, { id, state: 'live', audience: owner.kind });
      if (!gift) return fail({ code: 'GIFT_UNKNOWN' });
      const { items } = await this.cards(reader, owner, [gift]);
      return ok(items[0] as Card); // One gift was handed in, and each is answered.
    });
  }

  private async cards(
    reader: Reader,
    owner: AssetOwner,
    rows: readonly GiftRow[],
  ): Promise<{ available: number; items: Card[] }> {
    const { available, debt } = await this.owners.balance(reader, owner);
    const ids = rows.map((gift) => gift.id);
    const counts = await countsOfOrders(reader, owner.brandId, owner.kind, owner.family, ids);
    const items = rows.map((gift): Card => {
      const { name, description, picture, points, cashFen, leftCount, limitEach } = gift;
      const mine = counts.get(gift.id) ?? 0;
      return {
        giftId: this.publicIds.encode('gft', gift.id),
        name,
        description,
        picture,
        points,
        cashFen,
        left: leftCount,
        limitEach,
        mine,
        hindrance: giftHindrance(gift, { mine, available, debt }),
      };
    });
    return { available, items };
  }
}
