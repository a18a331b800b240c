import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '../../platform/clock';
import { Database } from '../../platform/db/database';
import { PublicIds } from '../../platform/ids';
import { CLOCK } from '../../platform/tokens';
import { BrandsService } from '../brands';
import { EventReads } from '../events';
import { BirthdaysService, ConsentsService, MembershipService } from '../members';
import { OrderReads } from '../orders';
import { PointsService } from '../ledger';

/** Rows of each kind in one export; more than any real customer has, little enough to answer at once. */
const ROWS_MAX = 5_000;
const PAGE = 100;

/** Everything held about a person as one document they can take along (PIPL article 45). */
@Injectable()
export class ExportService {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly membership: MembershipService,
    private readonly consents: ConsentsService,
    private readonly birthdays: BirthdaysService,
    private readonly points: PointsService,
    private readonly orders: OrderReads,
    private readonly events: EventReads,
    private readonly publicIds: PublicIds,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async everythingAbout({ brandId, customerId }: { readonly brandId: number; readonly customerId: number }) {
    return this.db.read(async (reader) => {
      const brand = await this.brands.byId(reader, brandId);
      const profile = (await this.membership.profiles(reader, brandId, [customerId])).get(customerId);
      const family = await this.membership.familyOf(reader, brand, customerId);
      const movements = [];
      let below: number | null = null;
      do {
        const page = await this.points.history(reader, brandId, customerId, below, PAGE);
        movements.push(...page.items);
        below = page.next;
      } while (below !== null && movements.length < ROWS_MAX);
      return {
        exportedAtMs: this.clock.nowMs(),
        brand: brand.name,
        customerId: this.publicIds.encode('cus', customerId),
        nickname: profile?.nickname ?? null,
        mobile: profile?.mobileMasked ?? null,
        joinedAtMs: profile?.joinedAtMs ?? null,
        birthday: (await this.birthdays.ofFamilies(reader, brandId, [family]))[0] ?? null,
        identities: await this.membership.identities(reader, brandId, customerId),
        consents: await this.consents.inForce(reader, family),
        orders: (await this.orders.ofCustomers(reader, brandId, family)).map(({ id: _, ...order }) => order),
        points: movements.map(({ kind, points, balanceAfter, occurredAtMs }) => ({
          kind,
          points,
          balanceAfter,
          occurredAtMs,
        })),
        events: await this.events.ofCustomers(reader, family, ROWS_MAX),
      };
    });
  }
}
