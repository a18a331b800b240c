/** Where a page of a list goes on: strictly before this instant and id. */
export interface Before {
  readonly atMs: number;
  readonly id: number;
}

const FIRST: Before = { atMs: Number.MAX_SAFE_INTEGER, id: Number.MAX_SAFE_INTEGER };

/** Where a page goes on; anything that is no cursor of ours is the first page. */
export function beforeOf(cursor: string | undefined): Before {
  const [atMs, id] = (cursor ?? '').split('.').map(Number);
  return Number.isSafeInteger(atMs) && Number.isSafeInteger(id)
    ? { atMs: atMs as number, id: id as number }
    : FIRST;
}

/** Cuts off the row that was read to see whether there are more. */
export function pageOf<R extends { readonly id: number; readonly created_at_ms: number }>(
  rows: readonly R[],
  limit: number,
): { readonly shown: readonly R[]; readonly nextCursor: string | null } {
  const last = rows[limit - 1];
  const nextCursor = rows.length > limit && last ? `${last.created_at_ms}.${last.id}` : null;
  return { shown: rows.slice(0, limit), nextCursor };
}
