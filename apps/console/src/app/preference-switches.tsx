import { LogoutOutlined, MoonOutlined, SettingOutlined, SunOutlined, UserOutlined } from '@ant-design/icons';
import { Button, Dropdown, Segmented, Tooltip } from 'antd';
import { useNavigate } from 'react-router';
import type { Language } from '../ui/format';
import { api, session } from './api';
import { useMessages, wordFor } from './language';
import type { Operator } from './operator';
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
      <Tooltip title={themeLabel}>
        <Button
          type="text"
          icon={isDark ? <SunOutlined aria-hidden /> : <MoonOutlined aria-hidden />}
          aria-label={themeLabel}
          onClick={() => changePreferences({ isDark: !isDark })}
        />
      </Tooltip>
    </div>
  );
}

export function AccountMenu({ operator }: { readonly operator: Operator }) {
  const m = useMessages();
  const go = useNavigate();
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      menu={{
        items: [
          {
            key: 'who',
            type: 'group',
            label: `${operator.displayName} · ${wordFor(m.roles, operator.role)}`,
            children: [
              {
                key: 'account',
                icon: <SettingOutlined aria-hidden />,
                label: m.app.myAccount,
                onClick: () => void go('/account'),
              },
              { key: 'out', icon: <LogoutOutlined aria-hidden />, label: m.app.signOut, onClick: signOut },
            ],
          },
        ],
      }}
    >
      <Button
        type="text"
        icon={<UserOutlined aria-hidden />}
        aria-label={`${m.app.account}: ${operator.displayName}`}
      >
        <span className={styles.name}>{operator.displayName}</span>
      </Button>
    </Dropdown>
  );
}

function signOut(): void {
  // The page forgets at once; the server is told, and a lost message only leaves the tokens to expire by themselves.
  void api.closeConsole();
  session.leave('signed-out');
}
