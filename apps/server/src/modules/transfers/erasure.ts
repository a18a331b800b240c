import { Injectable } from '@nestjs/common';
import type { ErasurePart, OfBrand, Person } from '../../platform/areas';
import type { Tx } from '../../platform/db/statements';
import { transfers } from './entities';

/** What a person wrote to a friend, or a friend to them, goes with the person; that points changed hands stays. */
@Injectable()
export class TransferErasure implements ErasurePart {
  async erase(tx: Tx, { id: brandId }: OfBrand, { family }: Person): Promise<void> {
    await transfers.set(tx, brandId, { fromCustomerId: family }, { message: '' });
    await transfers.set(tx, brandId, { toCustomerId: family }, { message: '' });
  }
}
