import { errorTexts } from '@liuliang/contract/error-texts';
import { en } from './messages.en';
import { zh, type Messages } from './messages.zh';
import { type Language, language, useLanguage } from './platform/language';
import type { Problem } from './platform/resource.shared';

export type { Messages };

const tables: Record<Language, Messages> = { zh, en };

export const wordsOf = (which: Language): Messages => tables[which];

/** The words in the language chosen now, for code outside of components. */
export const words = (): Messages => tables[language.get().current];

export const useWords = (): Messages => tables[useLanguage()];

/** A text that the server sends in both languages. */
export const useBilingual = (): ((text: { zh: string; en: string }) => string) => {
  const current = useLanguage();
  return (text) => text[current];
};

/** What people read for a refusal. Codes newer than this build get the general sentence. */
export function problemText({ code }: Problem, which: Language): string {
  if (code === 'NETWORK') return tables[which].common.network;
  if (code === 'ANSWER_LOST') return tables[which].common.answerLost;
  const texts = errorTexts[code] ?? errorTexts['UNEXPECTED'];
  return texts === undefined ? code : texts[which === 'zh' ? 0 : 1];
}
