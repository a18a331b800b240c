import { queryText } from '../ui/query';

/** A Chinese mobile number as people type it: spaces, hyphens and the country code are theirs to choose. */
const MOBILE = /^(?:\+?86)?1[3-9]\d{9}$/;

/** Personal data never goes into an address, where histories, logs and shared links would keep it. */
export const isMobile = (text: string): boolean => MOBILE.test(text.replace(/[\s-]/g, ''));

export interface SearchTarget {
  readonly to: string;
  /** Travels in the history entry instead of the address. */
  readonly state: { readonly mobile: string } | null;
}

/** Where a search leads: the customers list, with the text in the address unless it is a mobile number. */
export function searchTarget(
  text: string,
  others: Readonly<Record<string, string | null | undefined>> = {},
): SearchTarget {
  const wanted = text.trim();
  const query = (search: string | null) => {
    const written = queryText({ ...others, search, cursor: null, page: null });
    return `/customers${written ? `?${written}` : ''}`;
  };
  if (!isMobile(wanted)) return { to: query(wanted), state: null };
  return { to: query(null), state: { mobile: wanted.replace(/[\s-]/g, '') } };
}

/** What the list is searched for: from the history entry or the address. */
export function searchedFor(params: URLSearchParams, state: unknown): string {
  const mobile = (state as { mobile?: unknown } | null)?.mobile;
  return typeof mobile === 'string' ? mobile : (params.get('search') ?? '').slice(0, 64);
}
