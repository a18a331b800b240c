/** What copying out of chats and spreadsheets leaves at the edges of a text: white space of every kind, and marks that nobody sees. */
const EDGE = /^[\s\u200B-\u200F\u202A-\u202E\u2060-\u2069]+|[\s\u200B-\u200F\u202A-\u202E\u2060-\u2069]+$/gu;

/** How people keep a spreadsheet from reading a number: `="00123"`. */
const AS_TEXT = /^="([^"]*)"$/;

/** A long number as a spreadsheet shows and saves it: most of its digits are lost. */
const COLLAPSED = /^[+-]?\d(?:[.,]\d+)?E[+-]\d{1,3}$/iu;

/** A cell as its writer meant it: without blanks around it, and `="00123"` as 00123. */
export function cellText(text: string): string {
  if (isPlain(text)) return text;
  const bare = text.replace(EDGE, '');
  const meant = AS_TEXT.exec(bare)?.[1];
  return meant === undefined ? bare : meant.replace(EDGE, '');
}

/** Whether a spreadsheet has made `1.23E+15` of an id. The id is lost; the column must be saved as text. */
export const isCollapsedNumber = (text: string): boolean =>
  // The sign is the only thing that all of them have and hardly any id: most texts are done here.
  (text.includes('+') || text.includes('-')) && COLLAPSED.test(text);

/**
 * Yuan in decimals as fen, by the digits and never by a fraction in binary: `12.3` is 1230.
 * @returns null for anything but digits with at most two behind one point: no sign, separator or currency
 */
export function fenOfYuan(text: string): number | null {
  const parts = /^(\d{1,11})(?:\.(\d{1,2}))?$/.exec(text);
  if (!parts) return null;
  return Number(`${parts[1] as string}${(parts[2] ?? '').padEnd(2, '0')}`);
}

/** Most cells begin and end with a sign that can be seen, and have no quotes to take off. */
function isPlain(text: string): boolean {
  return text === '' || (isVisible(text.charCodeAt(0)) && isVisible(text.charCodeAt(text.length - 1)));
}

const EQUALS = 0x3d;
const isVisible = (code: number): boolean => code > 0x20 && code < 0x7f && code !== EQUALS;
