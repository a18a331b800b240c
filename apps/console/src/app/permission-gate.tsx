import { LockOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { Page } from '../ui/page';
import { EmptyState } from '../ui/states';
import type { Permission } from './feature';
import { permissionNames } from './features';
import { useLanguage, useMessages } from './language';
import { can, useOperator } from './operator';

interface PermissionGateProps {
  readonly needs: Permission;
  readonly children: ReactNode;
}

/** Shows a screen to operators who may see it, and tells the others which permission they lack. */
export function PermissionGate({ needs, children }: PermissionGateProps) {
  const operator = useOperator();
  const m = useMessages();
  const language = useLanguage();
  if (can(operator, needs)) return children;
  const name = permissionNames[needs]?.[language] ?? needs;
  return (
    <Page title={m.app.forbiddenTitle}>
      <EmptyState icon={<LockOutlined />} text={m.app.forbiddenText(name)} />
    </Page>
  );
}
