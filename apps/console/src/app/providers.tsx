import { QueryClientProvider } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { UiProvider } from '../ui/context';
import { queryClient } from './api';
import { LanguageProvider, messagesOf } from './language';
import { usePreferences } from './preferences';

// Before sign-in no brand is known; the product's default zone stands in.
export const DEFAULT_TIME_ZONE = 'Asia/Shanghai';

/** Language and data cache for everything below, signed in or not. */
export function Providers({ children }: { readonly children: ReactNode }) {
  const { language, isDark } = usePreferences();
  const ui = useMemo(
    () => ({ language, isDark, timeZone: DEFAULT_TIME_ZONE, words: messagesOf(language).ui }),
    [language, isDark],
  );
  return (
    <QueryClientProvider client={queryClient}>
      <LanguageProvider value={language}>
        <UiProvider value={ui}>{children}</UiProvider>
      </LanguageProvider>
    </QueryClientProvider>
  );
}
