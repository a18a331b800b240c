import { NEVER_MS } from '@liuliang/domain';
import { queryIn, type Reader } from '../../platform/db/statements';

/** How many customers each guide looks after today. */
export async function countsOf(
  reader: Reader,
  brandId: number,
  guideIds: readonly number[],
): Promise<Map<number, number>> {
  const rows = await queryIn<{ guideId: number; n: number }>(
    reader,
    guideIds,
    (list) =>
      `SELECT guide_id AS guideId, COUNT(*) AS n FROM guide_binding WHERE guide_id IN (${list}) AND ended_at_ms = ?` +
      ' AND +brand_id = ? GROUP BY guide_id',
    [],
    [NEVER_MS, brandId],
  );
  return new Map(rows.map(({ guideId, n }) => [guideId, n]));
}
