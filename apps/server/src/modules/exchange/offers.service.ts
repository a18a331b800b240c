import { Injectable } from '@nestjs/common';
import type { routes } from '@liuliang/contract';
import { dayOf, exchangeOffer, usablePoints } from '@liuliang/domain';
import type { z } from 'zod';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import { BrandsService } from '../brands';
import { SamePerson } from '../members';
import { PointsOwners, type AssetOwner } from '../points';
import { exchangeRates, type RateRow } from './entities';
import { givenOn } from './queries';

type Offers = z.input<(typeof routes)['exchangeOffers']['reply']>;

/** Where a member's points can go, and why not. */
@Injectable()
export class ExchangeOffers {
  constructor(
    private readonly db: Database,
    private readonly owners: PointsOwners,
    private readonly twins: SamePerson,
    private readonly brands: BrandsService,
  ) {}

  async offers(member: AssetOwner): Promise<Offers> {
    return this.db.read(async (reader) => {
      const balance = await this.owners.balance(reader, member);
      const order = 'to_brand_id';
      const items: Offers['items'] = [];
      for (const rate of await exchangeRates.select(reader, { fromBrandId: member.brandId }, { order }))
        items.push(await this.offer(reader, member, rate, balance));
      return { pointsAvailable: usablePoints(balance), items };
    });
  }

  private async offer(
    reader: Reader,
    member: AssetOwner,
    rate: RateRow,
    balance: { readonly available: number; readonly debt: number },
  ): Promise<Offers['items'][number]> {
    const from = await this.brands.byId(reader, member.brandId);
    const to = await this.brands.byId(reader, rate.toBrandId);
    const today = dayOf(this.db.nowMs(), from.timeZone);
    const givenToday = await givenOn(reader, member.family, to.id, today);
    const twin = await this.twins.memberIn(reader, { brandId: member.brandId, customerId: member.id }, to.id);
    const { fromPoints, toPoints } = rate;
    const offer = exchangeOffer(rate, { ...balance, givenToday, isMemberThere: twin !== null });
    return { brand: to.code, brandName: to.name, fromPoints, toPoints, ...offer };
  }
}
