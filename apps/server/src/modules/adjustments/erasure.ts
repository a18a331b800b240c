import { Injectable } from '@nestjs/common';
import type { ErasurePart, OfBrand, Person } from '../../platform/areas';
import type { Tx } from '../../platform/db/statements';
import { Idempotency } from '../../platform/idempotency';
import { adjustments } from './entities';

/** What operators wrote about a person goes with the person; that points were given or taken stays. */
@Injectable()
export class AdjustmentErasure implements ErasurePart {
  constructor(private readonly idempotency: Idempotency) {}

  async erase(tx: Tx, { id: brandId }: OfBrand, { family }: Person): Promise<void> {
    const own = { ownerKind: 'member', ownerId: family } as const;
    const columns = ['requestedBy', 'requestKey'] as const;
    for (const { requestedBy, requestKey } of await adjustments.select(tx, brandId, own, { columns })) {
      // The key keeps a hash of the request, and so of the reason, which is short enough to be guessed.
      const key = requestKey.toString().slice(`${requestedBy}:`.length);
      const principal = `operator:${requestedBy}`;
      await this.idempotency.forgetKey(tx, { principal, operation: 'adjustments.request', key });
    }
    await adjustments.set(tx, brandId, own, { reason: '', decisionNote: '' });
  }
}
