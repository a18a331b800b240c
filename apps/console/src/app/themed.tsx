import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useMemo, type ReactNode } from 'react';
import { themeConfig } from '../ui/theme';
import { usePreferences } from './preferences';

/** The library of components in the operator's language and colours, for everything behind the sign-in. */
export function Themed({ children }: { readonly children: ReactNode }) {
  const { language, isDark } = usePreferences();
  // The document bears the theme already (preferences.ts): its tokens are the colours that are read here.
  const theme = useMemo(
    () => themeConfig(isDark, matchMedia('(prefers-reduced-motion: reduce)').matches),
    [isDark],
  );
  // Before the calendars below are drawn, not after it.
  useMemo(() => dayjs.locale(language === 'zh' ? 'zh-cn' : 'en'), [language]);
  return (
    <ConfigProvider
      theme={theme}
      locale={language === 'zh' ? zhCN : enUS}
      button={{ autoInsertSpace: false }}
    >
      {children}
    </ConfigProvider>
  );
}
