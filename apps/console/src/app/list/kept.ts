/** What an operator arranged for a list, kept in this browser: columns left out, views by name. */
type Kind = 'columns' | 'views';

const keyOf = (kind: Kind, listId: string) => `liuliang.console.list.${kind}.${listId}`;

export function readKept<T>(kind: Kind, listId: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(keyOf(kind, listId)) ?? 'null') as T | null;
  } catch {
    return null; // Written by another release, or by hand.
  }
}

export const writeKept = (kind: Kind, listId: string, value: unknown): void =>
  localStorage.setItem(keyOf(kind, listId), JSON.stringify(value));

export interface SavedView {
  readonly name: string;
  /** The address below the list's path: filters and columns. */
  readonly query: string;
}

/** What a view keeps of an address: everything but the page, which will be another one tomorrow. */
export function viewQuery(search: string): string {
  const params = new URLSearchParams(search);
  params.delete('cursor');
  params.delete('page');
  params.sort();
  return params.toString();
}

/** The views with one more; a name is used once, the newest wins. */
export const withView = (views: readonly SavedView[], view: SavedView): readonly SavedView[] => [
  ...views.filter(({ name }) => name !== view.name),
  view,
];

/** The keys of the columns that are left out: as the address says, else as they were last left out on this device. */
export function hiddenFrom(address: string | null, kept: readonly string[]): ReadonlySet<string> {
  return new Set(address === null ? kept : address.split(','));
}
