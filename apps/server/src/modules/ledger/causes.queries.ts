import { causeOf, type Cause, type CauseFacts, type HoldPurpose } from '@liuliang/domain';
import { queryIn, type Reader } from '../../platform/db/statements';

/** What a row of the ledger says of its cause, with the hold that it placed or settled. */
export interface CauseColumns {
  holdPurpose: HoldPurpose | null;
  holdKey: Buffer | null;
}

interface CauseRow extends CauseColumns {
  id: number;
  postingKey: Buffer;
  referenceKind: string;
  referenceId: number;
}

/** Of transactions `t` the hold that each is about; one that was placed has the id of the transaction that placed it. */
export const JOIN_HOLD =
  " LEFT JOIN points_hold h ON h.id = CASE WHEN t.reference_kind = 'hold' THEN t.reference_id ELSE t.id END";

export const causeFactsOf = (row: Omit<CauseRow, 'id'>): CauseFacts => ({
  postingKey: row.postingKey.toString('latin1'),
  referenceKind: row.referenceKind,
  referenceId: row.referenceId,
  hold:
    row.holdPurpose === null || row.holdKey === null
      ? null
      : { purpose: row.holdPurpose, key: row.holdKey.toString('latin1') },
});

/** The causes of transactions of a brand, by row id. */
export async function causesOf(
  reader: Reader,
  brandId: number,
  transactionIds: readonly number[],
): Promise<Map<number, Cause>> {
  const rows = await queryIn<CauseRow>(
    reader,
    [...new Set(transactionIds)],
    (list) =>
      'SELECT t.id, t.posting_key AS postingKey, t.reference_kind AS referenceKind, t.reference_id AS referenceId,' +
      ` h.purpose AS holdPurpose, h.hold_key AS holdKey FROM ledger_transaction t${JOIN_HOLD}` +
      ` WHERE t.brand_id = ? AND t.id IN (${list})`,
    [brandId],
  );
  return new Map(rows.map((row) => [row.id, causeOf(causeFactsOf(row))]));
}
