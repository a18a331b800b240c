import { CompassOutlined, ToolOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import {
  createBrowserRouter,
  Link,
  Navigate,
  ScrollRestoration,
  Outlet,
  type RouteObject,
} from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { Page } from '../ui/page';
import { EmptyState } from '../ui/states';
import { areasOf } from './areas';
import { PermissionGate } from './permission-gate';
import { useMessages } from './language';
import { useOperator, type Permission } from './operator';
import { FrameSkeleton, Shell } from './shell';

/** A screen loaded when its address is first opened, behind its permission. */
const screen = (
  path: string,
  needs: Permission,
  load: () => Promise<{ readonly Screen: () => ReactNode }>,
): RouteObject => ({
  path,
  lazy: async () => {
    const { Screen } = await load();
    return {
      Component: () => (
        <PermissionGate needs={needs}>
          <Screen />
        </PermissionGate>
      ),
    };
  },
});

const router = createBrowserRouter(
  [
    {
      element: <Root />,
      errorElement: <Crashed />,
      hydrateFallbackElement: <FrameSkeleton />,
      children: [
        {
          path: 'sign-in',
          lazy: async () => ({ Component: (await import('../features/session/sign-in.page')).SignInPage }),
        },
        {
          element: <Shell />,
          children: [
            { index: true, element: <Start /> },
            {
              errorElement: <Crashed />,
              children: [
                screen('overview', 'insights.read', () => import('../features/overview/overview.page')),
                screen(
                  'customers-behind',
                  'customers.read',
                  () => import('../features/overview/customers-behind.page'),
                ),
                screen('customers', 'customers.read', () => import('../features/customers/customers.page')),
                screen(
                  'customers/:customerId',
                  'customers.read',
                  () => import('../features/customers/customer.page'),
                ),
                screen('points/tiers', 'insights.read', () => import('../features/tiers/tiers.page')),
                screen(
                  'points/tiers/v/:version',
                  'insights.read',
                  () => import('../features/tiers/version.page'),
                ),
                screen('points/tiers/draft', 'tiers.write', () => import('../features/tiers/draft.page')),
                screen('points/rules', 'earning.read', () => import('../features/earning/rules.page')),
                screen(
                  'points/rules/v/:version',
                  'earning.read',
                  () => import('../features/earning/version.page'),
                ),
                screen('points/rules/draft', 'earning.write', () => import('../features/earning/draft.page')),
                screen('points/gifts', 'gifts.write', () => import('../features/gifts/gifts.page')),
                screen('points/flags', 'earning.read', () => import('../features/flags/flags.page')),
                screen('points/ledger', 'ledger.read', () => import('../features/ledger/ledger.page')),
                screen(
                  'points/ledger/accounts/:accountId',
                  'ledger.read',
                  () => import('../features/ledger/account.page'),
                ),
                screen(
                  'points/ledger/transactions/:transactionId',
                  'ledger.read',
                  () => import('../features/ledger/transaction.page'),
                ),
                screen(
                  'points/ledger/lots/:lotId',
                  'ledger.read',
                  () => import('../features/ledger/lot.page'),
                ),
                screen('points/audits', 'ledger.read', () => import('../features/ledger/audits.page')),
                screen(
                  'points/adjustments',
                  'ledger.read',
                  () => import('../features/adjustments/adjustments.page'),
                ),
                screen(
                  'settlement/statements',
                  'settlement.read',
                  () => import('../features/settlement/statements.page'),
                ),
                screen(
                  'settlement/statements/:period/:partyKind/:partyId',
                  'settlement.read',
                  () => import('../features/settlement/statement.page'),
                ),
                screen(
                  'settlement/liability',
                  'settlement.read',
                  () => import('../features/settlement/liability.page'),
                ),
                screen(
                  'settlement/payouts',
                  'settlement.read',
                  () => import('../features/settlement/payouts.page'),
                ),
                screen('imports', 'imports.write', () => import('../features/imports/imports.page')),
                screen('imports/:importId', 'imports.write', () => import('../features/imports/import.page')),
                screen('system', 'system.read', () => import('../features/system/system.page')),
                { path: '*', element: <NotFound /> },
              ],
            },
          ],
        },
      ],
    },
  ],
  { basename: '/console' },
);

export const Console = () => <RouterProvider router={router} />;

function Root() {
  return (
    <>
      <Outlet />
      <ScrollRestoration />
    </>
  );
}

/** The first area that the operator may see. */
function Start() {
  const [first] = areasOf(useOperator());
  return <Navigate replace to={first?.path ?? '/overview'} />;
}

function NotFound() {
  const m = useMessages();
  return (
    <Page title={m.app.notFoundTitle}>
      <EmptyState
        icon={<CompassOutlined />}
        text={m.app.notFoundText}
        action={<Link to="/">{m.app.home}</Link>}
      />
    </Page>
  );
}

/** A screen that failed to load or to draw; most often an old tab after a release. */
function Crashed() {
  const m = useMessages();
  return (
    <div role="alert">
      <EmptyState
        icon={<ToolOutlined />}
        title={m.app.crashedTitle}
        text={m.app.crashedText}
        action={
          <Button type="primary" onClick={() => location.reload()}>
            {m.app.reload}
          </Button>
        }
      />
    </div>
  );
}
