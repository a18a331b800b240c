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
  readonly title: BothLanguages;
  readonly body: BothLanguages;
}

/**
 * Declares a message of service: in each language its title, then its body. Its owner hands it to `TouchesService.queue`
 * and lists it in the area's manifest.
 */
export const serviceMessage = <const Blank extends string>(
  code: string,
  blanks: readonly Blank[],
  { zh, en }: Readonly<Record<keyof BothLanguages, readonly [title: string, body: string]>>,
): MessageTemplate<Blank> => ({
  code,
  messageClass: 'service',
  blanks,
  title: { zh: zh[0], en: en[0] },
  body: { zh: zh[1], en: en[1] },
});

/** Fills `{name}` blanks; an unknown blank stays as it is rather than vanish. */
export function fillTemplate(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (blank, name: string) => values[name] ?? blank);
}

/** Names in the texts that are not declared, and declared ones that no text uses. */
export function strayBlanks({ blanks, title, body }: MessageTemplate): string[] {
  const used = new Set<string>();
  for (const text of [title.zh, title.en, body.zh, body.en]) {
    for (const [, name = ''] of text.matchAll(/\{(\w+)\}/g)) used.add(name);
  }
  return [...[...used].filter((name) => !blanks.includes(name)), ...blanks.filter((name) => !used.has(name))];
}
