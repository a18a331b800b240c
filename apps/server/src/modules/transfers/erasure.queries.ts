import { Injectable } from '@nestjs/common';
import type { ErasurePart, OfBrand, Person } from '../../platform/areas';
import type { Tx } from '../../platform/db/statements';

/** What a person wrote to a friend goes with the person; that points changed hands stays. */
@Injectable()
export class TransferErasure implements ErasurePart {
  async erase(tx: Tx, { id: brandId }: OfBrand, { family }: Person): Promise<void> {
    const list = family.map(() => '?').join(',');
    await tx.exec(
      `UPDATE points_transfer SET message = '' WHERE brand_id = ? AND from_customer_id IN (${list})`,
      [brandId, ...family],
    );
  }
}
