import { LogoutOutlined, SettingOutlined, UserOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useNavigate } from 'react-router';
import { api, session } from './api';
import { useMessages, wordFor } from './language';
import type { Operator } from './operator';
import styles from './preference-switches.module.css';

/** Who is signed in, the own account, and the way out. */
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
