import { Injectable } from '@nestjs/common';
import type { OutboxPayload } from '@liuliang/contract';
import { consumes } from '../../platform/areas';
import type { Tx } from '../../platform/db/statements';
import { BrandsService } from '../brands';
import { IngestService } from './ingest.service';

/** Joining is a step of the member's journey: once per person, whatever dies between the join and this. */
@Injectable()
export class JoinedEvent {
  constructor(
    private readonly brands: BrandsService,
    private readonly ingest: IngestService,
  ) {}

  async track(
    tx: Tx,
    { brandId, customerId, joinedAtMs }: OutboxPayload<'members.joined.v1'>,
  ): Promise<void> {
    const brand = await this.brands.byId(tx, brandId);
    const event = { eventId: 'joined', type: 'member.joined', occurredAtMs: joinedAtMs };
    await this.ingest.trackWithin(tx, brand, customerId, [event]);
  }
}

export const importConsumers = [
  consumes('imports.joined', 'members.joined.v1', JoinedEvent, (it, tx, joined) => it.track(tx, joined)),
];
