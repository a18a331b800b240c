import type { Language } from '../ui/format';

/**
 * The console's language for the languages that a browser asks for, the dearest first: the first of them that the
 * console has, English for whoever reads neither.
 */
export function languageOf(asked: readonly string[]): Language {
  const [first] = asked
    .map((tag) => tag.toLowerCase().split('-')[0])
    .filter((tag): tag is Language => tag === 'zh' || tag === 'en');
  return first ?? (asked.length === 0 ? 'zh' : 'en');
}
