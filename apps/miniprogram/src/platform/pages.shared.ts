export interface Page<I> {
  readonly items: readonly I[];
  readonly nextCursor: string | null;
}

/** The longer list: what was there, then what is new; an item that moved across the page edge is not shown twice. */
export function joinPages<I, P extends Page<I>>(
  soFar: P,
  next: P,
  idOf: (item: P['items'][number]) => string,
): P {
  const known = new Set(soFar.items.map(idOf));
  return { ...next, items: [...soFar.items, ...next.items.filter((item) => !known.has(idOf(item)))] };
}
