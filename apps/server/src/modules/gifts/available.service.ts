import { Injectable } from '@nestjs/common';
import type { routes } from '@liuliang/contract';
import { fail, giftHindrance, ok, usablePoints, type PointsBalance, type Result } from '@liuliang/domain';
import type { z } from 'zod';
import { Database } from '../../platform/db/database';
import type { RefusalOf } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { shelfOf } from './orders.queries';
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
    const { balance, items } = await this.shelf(owner, null);
    return {
      asset: owner.asset,
      pointsAvailable: usablePoints(balance),
      pointsDebt: balance.debt,
      serverNowMs: this.db.nowMs(),
      items,
    };
  }

  async card(owner: AssetOwner, giftId: string): Promise<Result<Card, RefusalOf<'gift'>>> {
    const { items } = await this.shelf(owner, this.publicIds.decode('gft', giftId) ?? 0);
    const [card] = items;
    return card ? ok(card) : fail({ code: 'GIFT_UNKNOWN' });
  }

  private shelf(
    owner: AssetOwner,
    giftId: number | null,
  ): Promise<{ readonly balance: PointsBalance; readonly items: Card[] }> {
    return this.db.read(async (reader) => {
      const rows = await shelfOf(reader, owner.brandId, owner.kind, owner.family, giftId);
      const balance = await this.owners.balance(reader, owner);
      const items = rows.map((gift): Card => {
        const { name, description, picture, points, cashFen, leftCount, limitEach, mine } = gift;
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
          hindrance: giftHindrance(gift, { mine, ...balance }),
        };
      });
      return { balance, items };
    });
  }
}
