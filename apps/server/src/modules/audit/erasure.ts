import { Injectable } from '@nestjs/common';
import type { ErasurePart, OfBrand, Person } from '../../platform/areas';
import type { Tx } from '../../platform/db/statements';
import { auditNotes } from './entities';

/** What was written about a person goes with them; that somebody did something to a number stays. */
@Injectable()
export class AuditErasure implements ErasurePart {
  async erase(tx: Tx, { id: brandId }: OfBrand, { family }: Person): Promise<void> {
    await auditNotes.remove(tx, brandId, { customerId: family });
  }
}
