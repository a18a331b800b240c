export type UrlChanges = Readonly<Record<string, string | null | undefined>>;

/** The query with some values changed; null, undefined and '' take the name out, so that addresses stay short. */
export function changedQuery(current: URLSearchParams, changes: UrlChanges): URLSearchParams {
  const next = new URLSearchParams(current);
  for (const [name, value] of Object.entries(changes)) {
    if (value == null || value === '') next.delete(name);
    else next.set(name, value);
  }
  return next;
}

/** One of the allowed values, or undefined: an address is typed by people. */
export function oneOf<const T extends string>(value: string | null, allowed: readonly T[]): T | undefined {
  return allowed.find((candidate) => candidate === value);
}

/** Query text for a link: `a=1&b=2`, without the empty ones. */
export const queryText = (values: UrlChanges): string =>
  changedQuery(new URLSearchParams(), values).toString();
