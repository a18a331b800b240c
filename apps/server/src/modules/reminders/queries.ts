import type { Reader } from '../../platform/db/statements';

/** How many people still take messages of a template, and how many; from the index alone. */
export async function totalsByTemplate(
  reader: Reader,
  brandId: number,
): Promise<Map<string, { people: number; left: number }>> {
  const rows = await reader.query<{ templateId: Buffer; people: number; total: number }>(
    `SELECT template_id AS templateId, COUNT(*) AS people, CAST(SUM(left_count) AS SIGNED) AS total
       FROM reminder_grant WHERE brand_id = ? AND left_count > 0 GROUP BY template_id`,
    [brandId],
  );
  return new Map(
    rows.map(({ templateId, people, total }) => [templateId.toString(), { people, left: total }]),
  );
}
