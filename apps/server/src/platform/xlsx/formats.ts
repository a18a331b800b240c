/** How a spreadsheet shows a number: all that we need to know of it. */
export type NumberFormat =
  | { readonly kind: 'plain' }
  /** Whole, with zeros in front up to so many digits. */
  | { readonly kind: 'zeros'; readonly digits: number }
  | { readonly kind: 'date' }
  | { readonly kind: 'scientific' }
  | { readonly kind: 'percent' }
  /** Separators, currencies, fractions, a fixed number of decimals. */
  | { readonly kind: 'dressed' };

export const PLAIN: NumberFormat = { kind: 'plain' };

/** Formats that have a number and no text; 27 to 36 and 50 to 58 are dates in East Asian ones. */
const DATES: readonly (readonly [number, number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];
const PLAIN_IDS = [0, 1, 49];
const PERCENT_IDS = [9, 10];
const SCIENTIFIC_IDS = [11, 48];

export function formatById(id: number): NumberFormat {
  if (PLAIN_IDS.includes(id)) return PLAIN;
  if (DATES.some(([from, to]) => id >= from && id <= to)) return { kind: 'date' };
  if (PERCENT_IDS.includes(id)) return { kind: 'percent' };
  return { kind: SCIENTIFIC_IDS.includes(id) ? 'scientific' : 'dressed' };
}

/** Colours, conditions and blanks of the width of a sign change nothing that is read. */
const UNSEEN = /\[(?:black|blue|cyan|green|magenta|red|white|yellow|color ?\d+|[<>=][^\]]*)\]|_./gi;
/** What is shown as it stands; not elapsed time, which is `[h]:mm`. */
const LITERALS = /"[^"]*"|\\.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi;

/** By its text: `yyyy-mm-dd`, `0000`, `#,##0.00`. Only what it does to numbers above zero counts. */
export function formatByText(text: string): NumberFormat {
  const shown = text.replace(UNSEEN, '').trim();
  const whole = sectionOf(shown);
  if (/^(general|g\/通用格式|@|0|#|)$/i.test(whole)) return PLAIN;
  if (/^0+$/.test(whole)) return { kind: 'zeros', digits: whole.length };
  const code = sectionOf(shown.replace(LITERALS, ''));
  if (/[0#?]e[+-]/i.test(code)) return { kind: 'scientific' };
  if (/[ymdhs]|aaa|上午|下午/i.test(code.replace(/general/gi, ''))) return { kind: 'date' };
  return { kind: code.includes('%') ? 'percent' : 'dressed' };
}

const sectionOf = (code: string): string => (code.split(';', 1)[0] ?? '').trim();
