import { Injectable } from '@nestjs/common';
import type { Customer360 } from '@liuliang/contract';
import { fail, formatDay, layerCodes, ok, type Result } from '@liuliang/domain';
import type { z } from 'zod';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import { PublicIds } from '../../platform/ids';
import { BrandsService, type Brand } from '../brands';
import { CustomerCards } from '../customer-cards';
import { LayersService, rulesOf, TimelineService, type TimelineAsk, type TimelinePage } from '../insights';
import { ConsentsService, CustomersService, MembershipService, MergesService, type Viewer } from '../members';
import { ArrivalsService } from '../scene-codes';
import { itemOf } from './list.service';

export type UnknownCustomer = { readonly code: 'CUSTOMER_UNKNOWN' };

/** The page of one customer. Ids of aliases lead to the customer they were merged into. */
@Injectable()
export class CustomerPageService {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly customers: CustomersService,
    private readonly membership: MembershipService,
    private readonly consents: ConsentsService,
    private readonly cards: CustomerCards,
    private readonly layers: LayersService,
    private readonly timelines: TimelineService,
    private readonly merges: MergesService,
    private readonly arrivals: ArrivalsService,
    private readonly publicIds: PublicIds,
  ) {}

  async page(
    viewer: Viewer,
    publicId: string,
  ): Promise<Result<z.input<typeof Customer360>, UnknownCustomer>> {
    return this.db.read(async (reader): Promise<Result<z.input<typeof Customer360>, UnknownCustomer>> => {
      const brand = await this.brands.byId(reader, viewer.brandId);
      const person = await this.customers.visible(reader, viewer, publicId);
      if (!person) return fail({ code: 'CUSTOMER_UNKNOWN' });
      const { customerId, family } = person;
      const card = (await this.cards.cards(reader, brand, [customerId])).get(customerId);
      if (!card) throw new Error('A person was found who is not there');
      const consents = await this.consents.inForce(reader, brand.id, family);
      // Most people were never merged, and are asked about nothing.
      const merges = family.length > 1 ? await this.merges.standingInto(reader, brand.id, customerId) : [];
      return ok({
        ...itemOf(this.publicIds, card),
        mobileMasked: card.mobileMasked,
        homeStore: card.homeStore,
        joinedBy: await this.arrivals.origin(reader, brand.id, family),
        identities: await this.membership.identities(reader, brand.id, customerId),
        consents: consents.map(({ purpose, granted, version, atMs }) => ({
          purpose,
          granted,
          version,
          atMs,
        })),
        aliases: family.slice(1).map((id) => this.publicIds.encode('cus', id)),
        merges: merges.map((merge) => ({
          mergeId: this.publicIds.encode('mrg', merge.id),
          aliasId: this.publicIds.encode('cus', merge.aliasId),
          atMs: merge.atMs,
        })),
        refundedFen: card.refundedFen,
        pointsPending: card.balance.pending,
        layers: await this.layersOf(reader, brand, customerId),
      });
    });
  }

  async timeline(
    viewer: Viewer,
    publicId: string,
    page: TimelineAsk,
    kinds?: readonly string[],
  ): Promise<Result<TimelinePage, UnknownCustomer>> {
    return this.db.read(async (reader): Promise<Result<TimelinePage, UnknownCustomer>> => {
      const person = await this.customers.visible(reader, viewer, publicId);
      if (!person) return fail({ code: 'CUSTOMER_UNKNOWN' });
      return ok(await this.timelines.timeline(reader, { id: viewer.brandId }, person.family, page, kinds));
    });
  }

  private async layersOf(
    reader: Reader,
    brand: Brand,
    customerId: number,
  ): Promise<{ from: string; layer: string }[]> {
    const codes = layerCodes(rulesOf(brand).model);
    const steps = await this.layers.steps(reader, brand, customerId);
    return steps.map(({ day, layer }) => ({ from: formatDay(day), layer: codes[layer] ?? 'none' }));
  }
}
