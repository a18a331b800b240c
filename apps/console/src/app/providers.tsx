import { QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useLayoutEffect, useMemo, useState, type ReactNode } from 'react';
import { UiProvider } from '../ui/context';
import { themeConfig } from '../ui/theme';
import { queryClient } from './api';
import { LanguageProvider, messagesOf } from './language';
import { usePreferences } from './preferences';

// Before sign-in no brand is known; the product's default zone stands in.
export const DEFAULT_TIME_ZONE = 'Asia/Shanghai';

/** Language, theme and data cache for everything below. */
export function Providers({ children }: { readonly children: ReactNode }) {
  const { language, isDark } = usePreferences();
  const [theme, setTheme] = useState<ReturnType<typeof themeConfig> | null>(null);
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    dayjs.locale(language === 'zh' ? 'zh-cn' : 'en');
    // Read after the attribute is set: the tokens of the other theme are other colours.
    setTheme(themeConfig(isDark, matchMedia('(prefers-reduced-motion: reduce)').matches));
  }, [isDark, language]);
  const ui = useMemo(
    () => ({ language, isDark, timeZone: DEFAULT_TIME_ZONE, words: messagesOf(language).ui }),
    [language, isDark],
  );
  if (!theme) return null;
  return (
    <ConfigProvider
      theme={theme}
      locale={language === 'zh' ? zhCN : enUS}
      button={{ autoInsertSpace: false }}
    >
      <QueryClientProvider client={queryClient}>
        <LanguageProvider value={language}>
          <UiProvider value={ui}>{children}</UiProvider>
        </LanguageProvider>
      </QueryClientProvider>
    </ConfigProvider>
  );
}
