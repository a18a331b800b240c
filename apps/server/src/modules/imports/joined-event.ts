import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Outbox } from '../../platform/outbox';
import { BrandsService } from '../brands';
import { joined } from './consumers';
import { IngestService } from './ingest.service';

/** Joining is a step of the member's journey: once per person, whatever dies between the join and this. */
@Injectable()
export class JoinedEvent implements OnModuleInit {
  constructor(
    private readonly outbox: Outbox,
    private readonly brands: BrandsService,
    private readonly ingest: IngestService,
  ) {}

  onModuleInit(): void {
    this.outbox.consume(joined, async (tx, { brandId, customerId, joinedAtMs }) => {
      const brand = await this.brands.byId(tx, brandId);
      const event = { eventId: 'joined', type: 'member.joined', occurredAtMs: joinedAtMs };
      await this.ingest.trackWithin(tx, brand, customerId, [event]);
    });
  }
}
