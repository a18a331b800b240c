import { Injectable } from '@nestjs/common';
import type { Customer360 } from '@liuliang/contract';
import { fail, formatDay, layerCodes, ok, type Result } from '@liuliang/domain';
import type { z } from 'zod';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import { PublicIds } from '../../platform/ids';
import { BrandsService, type Brand } from '../brands';
import {
  CardsService,
  LayersService,
  CustomerList,
  rulesOf,
  TimelineService,
  type TimelineAsk,
  type TimelinePage,
} from '../insights';
import { ConsentsService, CustomersService, MembershipService } from '../members';
import { memberPoints, PointsReads } from '../ledger';
import { CustomerListService, type Viewer } from './list.service';

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
    private readonly points: PointsReads,
    private readonly cards: CardsService,
    private readonly layers: LayersService,
    private readonly customerList: CustomerList,
    private readonly timelines: TimelineService,
    private readonly list: CustomerListService,
    private readonly publicIds: PublicIds,
  ) {}

  async page(
    viewer: Viewer,
    publicId: string,
  ): Promise<Result<z.input<typeof Customer360>, UnknownCustomer>> {
    return this.db.read(async (reader): Promise<Result<z.input<typeof Customer360>, UnknownCustomer>> => {
      const brand = await this.brands.byId(reader, viewer.brandId);
      const customerId = await this.visible(reader, brand, viewer, publicId);
      const [item] = customerId === null ? [] : await this.list.itemsOf(reader, brand, [customerId]);
      if (customerId === null || !item) return fail({ code: 'CUSTOMER_UNKNOWN' });
      const family = await this.membership.familyOf(reader, brand, customerId);
      const profile = (await this.membership.profiles(reader, brand.id, [customerId])).get(customerId);
      const card = (await this.cards.card(reader, brand, [customerId])).get(customerId);
      const consents = await this.consents.inForce(reader, family);
      return ok({
        ...item,
        mobileMasked: profile?.mobileMasked ?? null,
        homeStore: await this.storeName(reader, brand, profile?.homeStoreId ?? null),
        identities: await this.membership.identities(reader, brand.id, customerId),
        consents: consents.map(({ purpose, granted, version, atMs }) => ({
          purpose,
          granted,
          version,
          atMs,
        })),
        aliases: family.slice(1).map((id) => this.publicIds.encode('cus', id)),
        refundedFen: card?.refundedFen ?? 0,
        pointsPending: (await this.points.balanceOf(reader, memberPoints({ brandId: brand.id, customerId })))
          .pending,
        layers: await this.layersOf(reader, brand, customerId),
      });
    });
  }

  async timeline(
    viewer: Viewer,
    publicId: string,
    page: TimelineAsk,
  ): Promise<Result<TimelinePage, UnknownCustomer>> {
    return this.db.read(async (reader): Promise<Result<TimelinePage, UnknownCustomer>> => {
      const brand = await this.brands.byId(reader, viewer.brandId);
      const customerId = await this.visible(reader, brand, viewer, publicId);
      if (customerId === null) return fail({ code: 'CUSTOMER_UNKNOWN' });
      const family = await this.membership.familyOf(reader, brand, customerId);
      return ok(await this.timelines.timeline(reader, brand, family, page));
    });
  }

  /** The customer behind an id, if this viewer may see them; somebody of another store is as unknown as nobody. */
  private async visible(
    reader: Reader,
    brand: Brand,
    viewer: Viewer,
    publicId: string,
  ): Promise<number | null> {
    const id = this.publicIds.decode('cus', publicId);
    if (id === null) return null;
    const keptId = (await this.customers.canonical(reader, brand, [id])).get(id);
    if (keptId === undefined) return null;
    const [visibleId] = await this.customerList.passing(reader, brand, { storeScope: viewer.storeScope }, [
      keptId,
    ]);
    return visibleId ?? null;
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

  private async storeName(reader: Reader, brand: Brand, storeId: number | null): Promise<string | null> {
    if (storeId === null) return null;
    const stores = await this.brands.stores(reader, brand.id);
    return [...stores.values()].find((store) => store.id === storeId)?.name ?? null;
  }
}
