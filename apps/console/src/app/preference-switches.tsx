import { MoonOutlined, SunOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import type { Language } from '../ui/format';
import { useMessages } from './language';
import { changePreferences, usePreferences } from './preferences';
import styles from './preference-switches.module.css';

/** Language and light or dark. */
export function PreferenceSwitches() {
  const { language, isDark } = usePreferences();
  const m = useMessages();
  const themeLabel = isDark ? m.app.toLight : m.app.toDark;
  return (
    <div className={styles.row}>
      <Segmented<Language>
        size="small"
        aria-label={m.app.language}
        value={language}
        onChange={(next) => changePreferences({ language: next })}
        options={[
          { value: 'zh', label: '中文' },
          { value: 'en', label: 'English' },
        ]}
      />
      <Button
        type="text"
        icon={isDark ? <SunOutlined aria-hidden /> : <MoonOutlined aria-hidden />}
        title={themeLabel}
        aria-label={themeLabel}
        onClick={() => changePreferences({ isDark: !isDark })}
      />
    </div>
  );
}
