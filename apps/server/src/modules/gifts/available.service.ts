import { Injectable } from '@nestjs/common';
import type { routes } from '@liuliang/contract';
import { fail, ok, type Result } from '@liuliang/domain';
import type { z } from 'zod';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import type { RefusalOf } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { GiftOrdersQueries } from './orders.queries';
import { GiftsQueries, type GiftRow } from './queries';
import { PointsOwners, type AssetOwner } from '../points';

type Shelf = z.input<(typeof routes)['gifts']['reply']>;
type Card = z.input<(typeof routes)['gift']['reply']>;

/** Gifts as those see them who may take them. */
@Injectable()
export class AvailableGifts {
  constructor(
    private readonly db: Database,
    private readonly gifts: GiftsQueries,
    private readonly orders: GiftOrdersQueries,
    private readonly owners: PointsOwners,
    private readonly publicIds: PublicIds,
  ) {}

  async list(owner: AssetOwner): Promise<Shelf> {
    return this.db.read(async (reader) => {
      const gifts = await this.gifts.shelf(reader, owner.brandId, owner.kind);
      const { available, items } = await this.cards(reader, owner, gifts);
      return { asset: owner.asset, pointsAvailable: available, serverNowMs: this.db.nowMs(), items };
    });
  }

  async card(owner: AssetOwner, giftId: string): Promise<Result<Card, RefusalOf<'gift'>>> {
    return this.db.read(async (reader): Promise<Result<Card, RefusalOf<'gift'>>> => {
      const id = this.publicIds.decode('gft', giftId) ?? 0;
      const gift = await this.gifts.byId(reader, owner.brandId, id);
      if (!gift || gift.state !== 'live' || gift.audience !== owner.kind)
        return fail({ code: 'GIFT_UNKNOWN' });
      const { items } = await this.cards(reader, owner, [gift]);
      return ok(items[0] as Card); // One gift was handed in, and each is answered.
    });
  }

  private async cards(
    reader: Reader,
    owner: AssetOwner,
    gifts: readonly GiftRow[],
  ): Promise<{ available: number; items: Card[] }> {
    const { available, debt } = await this.owners.balance(reader, owner);
    const family = await this.owners.family(reader, owner);
    const ids = gifts.map((gift) => gift.id);
    const counts = await this.orders.countsOf(reader, owner.brandId, owner.kind, family, ids);
    const items = gifts.map((gift): Card => {
      const mine = counts.get(gift.id) ?? 0;
      const hindrance =
        gift.limitEach > 0 && mine >= gift.limitEach
          ? 'limit_reached'
          : gift.leftCount === 0
            ? 'sold_out'
            : debt > 0
              ? 'debt'
              : available < gift.points
                ? 'points_too_few'
                : null;
      return {
        giftId: this.publicIds.encode('gft', gift.id),
        name: gift.name,
        description: gift.description,
        picture: gift.picture,
        points: gift.points,
        cashFen: gift.cashFen,
        left: gift.leftCount,
        limitEach: gift.limitEach,
        mine,
        hindrance,
      };
    });
    return { available, items };
  }
}
