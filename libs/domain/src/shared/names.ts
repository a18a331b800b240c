/** As people count: a family of emoji, or a letter with its accents, is one sign. */
const NAME_SIGNS_MAX = 32;
/** What every column for names holds, also as ciphertext: 64 units are at most 192 bytes of UTF-8. */
const NAME_UNITS_MAX = 64;

/** Blanks of every width, ends of lines, and the one sign that is drawn as a blank; the byte order mark has no width. */
const BLANKS = /(?:(?!\uFEFF)\s|[\u0085\u2800])+/gu;

/**
 * What nobody sees, and what turns the text around it: controls, halves of pairs, private and forbidden code points, and
 * all that readers may ignore, zero-width signs and overrides of direction among it. Kept, as the first group: what
 * joins two emoji to one, and what asks for their colour.
 */
const UNSEEN =
  /((?<=\p{Extended_Pictographic}\p{Emoji_Modifier}?\uFE0F?)\u200D(?=\p{Extended_Pictographic})|(?<=\p{Extended_Pictographic})\uFE0F|(?<=[0-9#*])\uFE0F(?=\u20E3))|[\p{Cc}\p{Cs}\p{Co}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/gu;

/** More marks over one letter than any language writes cover the lines around it. */
const PILED_MARKS = /(\p{M}{6})\p{M}+/gu;

/** At least one of these is seen: marks alone are not. */
const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u;

/**
 * The name of a person as it may be shown to others: in one line, in one spelling (NFC), without anything unseen, at
 * most 32 signs as people count them. Every door by which such names come in keeps what this returns.
 * @returns empty for what shows nothing
 */
export function cleanName(text: string): string {
  const seen = text.replace(BLANKS, ' ').replace(UNSEEN, (_, kept: string | undefined) => kept ?? '');
  const plain = seen.normalize('NFC').replace(PILED_MARKS, '$1').replace(/ +/g, ' ').trim();
  const name = shortened(plain);
  return SEEN.test(name) ? name : '';
}

/** The first signs, none of them cut in two. */
function shortened(text: string): string {
  // So many units are no more signs, and hardly any name is longer.
  if (text.length <= NAME_SIGNS_MAX) return text;
  let [end, signs] = [0, 0];
  for (const { segment, index } of new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text)) {
    if (signs === NAME_SIGNS_MAX || index + segment.length > NAME_UNITS_MAX) break;
    signs += 1;
    end = index + segment.length;
  }
  return text.slice(0, end).trimEnd();
}
