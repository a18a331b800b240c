import { createStore, useStore } from './store';
import { readStored, writeStored } from './storage';

export type Language = 'zh' | 'en';

export const language = createStore<{ current: Language }>({
  current: readStored<Language>('language') ?? 'zh',
});

export function changeLanguage(current: Language): void {
  writeStored('language', current);
  language.set({ current });
}

export const useLanguage = (): Language => useStore(language).current;
