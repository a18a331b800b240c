import { queryText } from '../ui/query';

/** A Chinese mobile number as people type it: spaces, hyphens and the country code are theirs to choose. */
const MOBILE = /^(?:\+?86)?1[3-9]\d{9}$/;

/** Ids and order numbers: of these signs, a digit among them. Whatever else is typed may be somebody's name. */
const NUMBER = /^(?=.*\d)[\w.:/-]*$/;

/** Personal data never goes into an address, where histories, logs and shared links would keep it. */
export const isMobile = (text: string): boolean => MOBILE.test(text.replace(/[\s-]/g, ''));

export interface SearchTarget {
  readonly to: string;
  /** Travels in the history entry instead of the address. */
  readonly state: { readonly sought: string } | null;
}

/** Where a search leads: the customers list, with the text in the address unless it may be a name or a mobile number. */
export function searchTarget(
  text: string,
  others: Readonly<Record<string, string | null | undefined>> = {},
): SearchTarget {
  const wanted = text.trim();
  const query = (search: string | null) => {
    const written = queryText({ ...others, search, cursor: null, page: null });
    return `/customers${written ? `?${written}` : ''}`;
  };
  if (isMobile(wanted)) return { to: query(null), state: { sought: wanted.replace(/[\s-]/g, '') } };
  if (wanted === '' || NUMBER.test(wanted)) return { to: query(wanted), state: null };
  return { to: query(null), state: { sought: wanted } };
}

/** What the list is searched for: from the history entry or the address. */
export function searchedFor(params: URLSearchParams, state: unknown): string {
  const sought = (state as { sought?: unknown } | null)?.sought;
  return typeof sought === 'string' ? sought : (params.get('search') ?? '').slice(0, 64);
}

export interface PaletteItem {
  readonly group: 'found' | 'gifts' | 'pages';
  /** Null: to the order or the customers whom the text finds. */
  readonly to: string | null;
  readonly title: string;
}

interface Named {
  readonly to: string;
  readonly title: string;
  /** By which of them a part is looked for; the title in every language. */
  readonly words: readonly string[];
}

interface PaletteSources {
  /** Where the text leads when it is the id of something. */
  readonly idAddress: string | null;
  readonly canFind: boolean;
  readonly screens: readonly Named[];
  readonly gifts: readonly Named[];
  readonly words: {
    readonly open: (id: string) => string;
    readonly find: (text: string) => string;
  };
}

const PALETTE_GIFTS_MAX = 8;

/** What a text of the global search may open, the likeliest first; with no text every screen. */
export function paletteOf(
  text: string,
  { idAddress, canFind, screens, gifts, words }: PaletteSources,
): readonly PaletteItem[] {
  const wanted = text.trim().toLowerCase();
  const matching = (named: readonly Named[], group: PaletteItem['group']) =>
    named
      .filter((one) => one.words.some((word) => word.toLowerCase().includes(wanted)))
      .map(({ to, title }) => ({ group, to, title }));
  if (wanted === '') return matching(screens, 'pages');
  if (idAddress) return [{ group: 'found', to: idAddress, title: words.open(text.trim()) }];
  return [
    ...matching(screens, 'pages'),
    ...matching(gifts, 'gifts').slice(0, PALETTE_GIFTS_MAX),
    ...(canFind ? [{ group: 'found', to: null, title: words.find(text.trim()) } as const] : []),
  ];
}
