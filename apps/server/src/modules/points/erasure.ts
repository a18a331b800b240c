import { Injectable } from '@nestjs/common';
import type { ErasurePart, OfBrand, Person } from '../../platform/areas';
import type { Tx } from '../../platform/db/statements';
import { Idempotency } from '../../platform/idempotency';
import { principalOf } from './owners';

/** What a person asked under keys of their own, and what was answered. What came of it stands in the areas' rows. */
@Injectable()
export class PointsErasure implements ErasurePart {
  constructor(private readonly idempotency: Idempotency) {}

  async erase(tx: Tx, _brand: OfBrand, { family }: Person): Promise<void> {
    await this.idempotency.forget(
      tx,
      family.map((id) => principalOf({ kind: 'member', id })),
    );
  }
}
