import { Injectable } from '@nestjs/common';
import type { ErasurePart, OfBrand, Person } from '../../platform/areas';
import type { Tx } from '../../platform/db/statements';
import { inboxItems, touches } from './entities';

/** What a person was told goes with the person; that a message of a kind was sent stays counted. */
@Injectable()
export class TouchErasure implements ErasurePart {
  async erase(tx: Tx, { id: brandId }: OfBrand, { family }: Person): Promise<void> {
    await inboxItems.remove(tx, brandId, { customerId: family });
    await touches.set(tx, brandId, { customerId: family }, { payload: '{}' });
  }
}
