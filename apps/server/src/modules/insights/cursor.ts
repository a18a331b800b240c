import { refuse } from '../../platform/http';

/** Where a page ended: whole numbers in the order of the sort, opaque to the reader. */
export type Keyset = readonly number[];

/** Writes a keyset as a cursor. */
export function cursorOf(keyset: Keyset): string {
  return keyset.map((part) => part.toString(36)).join('.');
}

/** Reads a cursor of `parts` whole numbers; null without one. Anything else is refused with INPUT_INVALID. */
export function keysetOf(cursor: string | undefined, parts: number): Keyset | null {
  if (cursor === undefined) return null;
  const keyset = cursor
    .split('.')
    .map((part) => (/^-?[0-9a-z]{1,11}$/.test(part) ? parseInt(part, 36) : Number.NaN));
  const isSound = keyset.length === parts && keyset.every(Number.isSafeInteger);
  return isSound ? keyset : refuse('INPUT_INVALID', { faults: [{ field: 'query.cursor', fault: 'custom' }] });
}

/** Cuts a page from rows read one beyond the limit, with the cursor of the next page or null at the end. */
export function pageOf<T>(
  rows: readonly T[],
  limit: number,
  keysetOfRow: (row: T) => Keyset,
): { items: T[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? cursorOf(keysetOfRow(last)) : null };
}
