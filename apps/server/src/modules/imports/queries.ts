import { groupedBy } from '@liuliang/domain';
import { queryIn, type Reader } from '../../platform/db/statements';

/** Why lines were rejected. */
export interface Reason {
  readonly code: string;
  readonly count: number;
}

/** Reasons of rejected lines by import, the commonest first. */
export async function reasonsOf(
  reader: Reader,
  importIds: readonly number[],
): Promise<Map<number, Reason[]>> {
  const rows = await queryIn<Reason & { readonly importId: number }>(
    reader,
    importIds,
    (list) =>
      `SELECT import_id AS importId, code, COUNT(*) AS count FROM import_fault WHERE import_id IN (${list})
       GROUP BY import_id, code ORDER BY COUNT(*) DESC, code`,
  );
  return groupedBy(rows, (row) => row.importId);
}
