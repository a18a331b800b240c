import { Injectable } from '@nestjs/common';
import { insertRows, type Reader, type Tx } from '../../platform/db/statements';
import { PASS, type PassRow } from './histories.queries';

/** Paid memberships and trial cards. */
@Injectable()
export class PassesQueries {
  async byKey(reader: Reader, brandId: number, passKey: Buffer): Promise<PassRow | null> {
    const rows = await reader.query<PassRow>(
      `SELECT ${PASS} FROM tier_pass WHERE brand_id = ? AND pass_key = ?`,
      [brandId, passKey],
    );
    return rows[0] ?? null;
  }

  async byId(reader: Reader, brandId: number, id: number): Promise<PassRow | null> {
    const rows = await reader.query<PassRow>(`SELECT ${PASS} FROM tier_pass WHERE brand_id = ? AND id = ?`, [
      brandId,
      id,
    ]);
    return rows[0] ?? null;
  }

  /** @returns false when the key is taken */
  async add(tx: Tx, brandId: number, pass: PassRow, grantedBy: number, nowMs: number): Promise<boolean> {
    const row = {
      id: pass.id,
      brand_id: brandId,
      customer_id: pass.customerId,
      pass_key: pass.passKey,
      kind: pass.kind,
      level: pass.level,
      starts_at_ms: pass.startsAtMs,
      ends_at_ms: pass.endsAtMs,
      amount_fen: pass.amountFen,
      granted_by: grantedBy,
      created_at_ms: nowMs,
      cancelled_at_ms: 0,
    };
    const columns = Object.keys(row);
    return (await insertRows(tx, 'tier_pass', columns, [Object.values(row)], { ignore: true })) === 1;
  }

  async cancel(tx: Tx, id: number, nowMs: number): Promise<void> {
    await tx.exec('UPDATE tier_pass SET cancelled_at_ms = ? WHERE id = ? AND cancelled_at_ms = 0', [
      nowMs,
      id,
    ]);
  }
}
