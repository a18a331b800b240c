import type { MessagePlace } from '@liuliang/contract';
import { grouped } from '@liuliang/domain';

/** A text in the languages of the product. */
export interface BothLanguages {
  readonly zh: string;
  readonly en: string;
}

/**
 * A message to one person, with the names of its blanks as a type: whoever sends it must fill them all. The text is
 * filled when it is read, so that wording can be corrected for what was sent.
 */
export interface MessageTemplate<Blank extends string = string> {
  readonly code: string;
  /** marketing asks for consent to marketing and obeys caps; service asks for membership only. */
  readonly messageClass: 'marketing' | 'service';
  readonly blanks: readonly Blank[];
  /** The screen where its thing is. */
  readonly leadsTo: MessagePlace;
  readonly title: BothLanguages;
  readonly body: BothLanguages;
}

/**
 * Declares a message of service: where its thing is, and in each language its title, then its body. Its owner hands it to
 * `TouchesService.queue` and lists it in the area's manifest.
 */
export const serviceMessage = <const Blank extends string>(
  code: string,
  blanks: readonly Blank[],
  leadsTo: MessagePlace,
  { zh, en }: Readonly<Record<keyof BothLanguages, readonly [title: string, body: string]>>,
): MessageTemplate<Blank> => ({
  code,
  messageClass: 'service',
  blanks,
  leadsTo,
  title: { zh: zh[0], en: en[0] },
  body: { zh: zh[1], en: en[1] },
});

/**
 * Fills `{name}` blanks; an unknown blank stays as it is rather than vanish. What is called `points` is a whole number
 * and what is called `date` a day like 2026-12-31: both are told as people write them.
 */
export function fillTemplate(
  text: BothLanguages,
  values: Readonly<Record<string, string>>,
  language: keyof BothLanguages,
): string {
  return text[language]
    .replace(/\{points\} points/g, values['points'] === '1' ? '{points} point' : '$&')
    .replace(/\{(\w+)\}/g, (blank, name: string) => {
      const value = values[name];
      if (value === undefined) return blank;
      if (name === 'points') return grouped(value);
      return name === 'date' ? dayInWords(value, language) : value;
    });
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** 2026-12-31 as 2026年12月31日 or 31 Dec 2026. */
function dayInWords(day: string, language: keyof BothLanguages): string {
  const [, year, month, date] = /^(\d+)-(\d\d)-(\d\d)$/.exec(day) ?? [];
  if (year === undefined) return day;
  return language === 'zh'
    ? `${year}年${Number(month)}月${Number(date)}日`
    : `${Number(date)} ${MONTHS[Number(month) - 1] ?? ''} ${year}`;
}

/** Names in the texts that are not declared, and declared ones that no text uses. */
export function strayBlanks({ blanks, title, body }: MessageTemplate): string[] {
  const used = new Set<string>();
  for (const text of [title.zh, title.en, body.zh, body.en]) {
    for (const [, name = ''] of text.matchAll(/\{(\w+)\}/g)) used.add(name);
  }
  return [...[...used].filter((name) => !blanks.includes(name)), ...blanks.filter((name) => !used.has(name))];
}
