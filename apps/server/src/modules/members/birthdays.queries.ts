import { Injectable } from '@nestjs/common';
import { insertRows, queryIn, type Reader, type Tx } from '../../platform/db/statements';

export interface BirthdayRow {
  readonly customerId: number;
  readonly value: Buffer;
  readonly changedAtMs: number;
}

@Injectable()
export class BirthdaysQueries {
  async of(reader: Reader, brandId: number, customerIds: readonly number[]): Promise<BirthdayRow[]> {
    return queryIn<BirthdayRow>(
      reader,
      customerIds,
      (list) =>
        'SELECT customer_id AS customerId, value, changed_at_ms AS changedAtMs FROM customer_birthday' +
        ` WHERE brand_id = ? AND customer_id IN (${list})`,
      [brandId],
    );
  }

  /** An empty value keeps when it was changed, and nothing else. */
  async save(tx: Tx, brandId: number, { customerId, value, changedAtMs }: BirthdayRow): Promise<void> {
    const columns = ['customer_id', 'brand_id', 'value', 'changed_at_ms'];
    await insertRows(tx, 'customer_birthday', columns, [[customerId, brandId, value, changedAtMs]], {
      tail: tx.dialect.upsert(['customer_id'], ['value', 'changed_at_ms']),
    });
  }

  async remove(tx: Tx, brandId: number, customerIds: readonly number[]): Promise<void> {
    const list = customerIds.map(() => '?').join(',');
    await tx.exec(`DELETE FROM customer_birthday WHERE brand_id = ? AND customer_id IN (${list})`, [
      brandId,
      ...customerIds,
    ]);
  }
}
