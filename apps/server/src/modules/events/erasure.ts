import { Injectable } from '@nestjs/common';
import type { ErasurePart, OfBrand, Person } from '../../platform/areas';
import type { Tx } from '../../platform/db/statements';
import { events } from './entities';

/** What an event was about is free text of whoever sent it, and goes; that something happened stays counted. */
@Injectable()
export class EventErasure implements ErasurePart {
  async erase(tx: Tx, { id: brandId }: OfBrand, { family }: Person): Promise<void> {
    await events.set(tx, brandId, { customerId: family }, { item: '' });
  }
}
