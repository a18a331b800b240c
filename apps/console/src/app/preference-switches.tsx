import type { ReactNode } from 'react';
import { PlainButton } from '../ui/plain';
import type { Language } from '../ui/format';
import { useMessages } from './language';
import { changePreferences, usePreferences } from './preferences';
import styles from './preference-switches.module.css';

const LANGUAGES: Readonly<Record<Language, string>> = { zh: '中文', en: 'English' };

/** Language and light or dark. Without the library of components: they stand beside the sign-in too. */
export function PreferenceSwitches() {
  const { language, isDark } = usePreferences();
  const m = useMessages();
  const themeLabel = isDark ? m.app.toLight : m.app.toDark;
  return (
    <div className={styles.row}>
      <div role="group" aria-label={m.app.language} className={styles.languages}>
        {Object.entries(LANGUAGES).map(([code, name]) => (
          <button
            key={code}
            type="button"
            lang={code === 'zh' ? 'zh-CN' : 'en'}
            aria-pressed={code === language}
            onClick={() => changePreferences({ language: code as Language })}
          >
            {name}
          </button>
        ))}
      </div>
      <PlainButton
        look="quiet"
        title={themeLabel}
        aria-label={themeLabel}
        onClick={() => changePreferences({ isDark: !isDark })}
      >
        {isDark ? <Sun /> : <Moon />}
      </PlainButton>
    </div>
  );
}

const Glyph = ({ children }: { readonly children: ReactNode }) => (
  <svg
    viewBox="0 0 24 24"
    width="16"
    height="16"
    aria-hidden
    fill="none"
    stroke="currentColor"
    strokeWidth="2"
  >
    {children}
  </svg>
);

const Moon = () => (
  <Glyph>
    <path d="M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z" strokeLinejoin="round" />
  </Glyph>
);

const Sun = () => (
  <Glyph>
    <circle cx="12" cy="12" r="4.5" />
    <path
      d="M12 2v2.5M12 19.5V22M2 12h2.5M19.5 12H22M5 5l1.8 1.8M17.2 17.2 19 19M5 19l1.8-1.8M17.2 6.8 19 5"
      strokeLinecap="round"
    />
  </Glyph>
);
