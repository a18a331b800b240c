import { useSyncExternalStore } from 'react';
import type { Language } from '../ui/format';
import { languageOf } from './browser-language';

interface Preferences {
  readonly language: Language;
  readonly isDark: boolean;
}

const KEY = 'liuliang.console.preferences';
const listeners = new Set<() => void>();
let current = stored();
onDocument(current);

/** Until the operator decides, the browser does: Chinese unless it prefers another language to it; dark as its system. */
function stored(): Preferences {
  const fallback = {
    language: languageOf(navigator.languages),
    isDark: matchMedia('(prefers-color-scheme: dark)').matches,
  };
  try {
    const saved = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Preferences>;
    return {
      language: saved.language === 'en' || saved.language === 'zh' ? saved.language : fallback.language,
      isDark: typeof saved.isDark === 'boolean' ? saved.isDark : fallback.isDark,
    };
  } catch {
    return fallback;
  }
}

/** The document follows at once, so that whatever is drawn anew finds the colours of its theme. */
function onDocument({ language, isDark }: Preferences): void {
  document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}

export function changePreferences(changes: Partial<Preferences>): void {
  current = { ...current, ...changes };
  localStorage.setItem(KEY, JSON.stringify(current));
  onDocument(current);
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const usePreferences = (): Preferences => useSyncExternalStore(subscribe, () => current);
