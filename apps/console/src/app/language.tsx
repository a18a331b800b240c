import { errorTexts } from '@liuliang/contract/error-texts';
import { createContext, useContext } from 'react';
import type { Language } from '../ui/format';
import { en } from './messages.en';
import { zh, type Messages } from './messages.zh';

const tables: Record<Language, Messages> = { zh, en };

const LanguageContext = createContext<Language>('zh');
export const LanguageProvider = LanguageContext.Provider;

export const useLanguage = (): Language => useContext(LanguageContext);

/** The message table in the operator's language. */
export const useMessages = (): Messages => tables[useLanguage()];

/** A feature's own words: loaded with its screens, so that the first visit does not carry them. */
export const useWords = <T,>(words: Readonly<Record<Language, T>>): T => words[useLanguage()];

export const messagesOf = (language: Language): Messages => tables[language];

/** The word for a code that data carries; the code itself when the table does not know it (brands add their own). */
export const wordFor = (words: Readonly<Record<string, string>>, code: string): string => words[code] ?? code;

/**
 * What a refusal code says, from the contract's own table. No answer at all means another thing of what was to be done,
 * which may have taken effect, than of what was to be read, which is asked for again.
 */
export function useErrorText(of: 'done' | 'read' = 'done'): (code: string) => string {
  const language = useLanguage();
  const m = useMessages();
  return (code) => {
    if (code === 'NETWORK') {
      if (of === 'done') return m.app.maybeDone;
      // A browser that believes itself on line found a server that does not answer.
      return navigator.onLine ? m.app.away : m.app.network;
    }
    const [zhText, enText] = errorTexts[code] ?? errorTexts['UNEXPECTED'] ?? [code, code];
    return language === 'zh' ? zhText : enText;
  };
}
