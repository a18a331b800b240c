import { Injectable } from '@nestjs/common';
import type { routes } from '@liuliang/contract';
import type { z } from 'zod';
import { Database } from '../../platform/db/database';
import type { CustomerPrincipal } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { EventsService } from '../events';
import { ConsentsService, MembershipService, PersonExport } from '../members';
import { OrderReads } from '../orders';
import { TouchesService } from '../touches';

type MyData = z.input<(typeof routes)['myData']['reply']>;
type Who = Pick<CustomerPrincipal, 'brandId' | 'person'>;

/** What is held about a person: in short for their screen, and in full to take along. */
@Injectable()
export class MyDataService {
  constructor(
    private readonly db: Database,
    private readonly document: PersonExport,
    private readonly membership: MembershipService,
    private readonly consents: ConsentsService,
    private readonly orders: OrderReads,
    private readonly events: EventsService,
    private readonly touches: TouchesService,
    private readonly publicIds: PublicIds,
  ) {}

  everythingAbout({ brandId, person }: CustomerPrincipal) {
    return this.db.read((reader) => this.document.everythingAbout(reader, brandId, person));
  }

  async myData({ brandId, person: { customerId, family } }: Who): Promise<MyData> {
    return this.db.read(async (reader) => {
      const profile = (await this.membership.profiles(reader, brandId, [customerId])).get(customerId);
      return {
        customerId: this.publicIds.encode('cus', customerId),
        nickname: profile?.nickname ?? null,
        mobileMasked: profile?.mobileMasked ?? null,
        joinedAtMs: profile?.joinedAtMs ?? null,
        identities: await this.membership.identities(reader, brandId, customerId),
        consents: await this.consents.inForce(reader, brandId, family),
        held: {
          events: await this.events.count(reader, brandId, family),
          orders: await this.orders.count(reader, brandId, family),
          messages: await this.touches.count(reader, brandId, family),
        },
      };
    });
  }
}
