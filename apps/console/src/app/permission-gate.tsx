import { LockOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { Page } from '../ui/page';
import { EmptyState } from '../ui/states';
import { useMessages } from './language';
import { can, useOperator, type Permission } from './operator';

/** Shows a screen to operators who may see it, and tells the others which permission they lack. */
export function PermissionGate({
  needs,
  children,
}: {
  readonly needs: Permission;
  readonly children: ReactNode;
}) {
  const operator = useOperator();
  const m = useMessages();
  if (can(operator, needs)) return children;
  return (
    <Page title={m.app.forbiddenTitle}>
      <EmptyState icon={<LockOutlined />} text={m.app.forbiddenText(m.permissions[needs])} />
    </Page>
  );
}
