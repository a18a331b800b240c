import { CompassOutlined, ToolOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useRef, useSyncExternalStore } from 'react';
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
import { api, reach } from './api';
import type { FeatureScreen } from './feature';
import { navigationOf, screens } from './features';
import { PermissionGate } from './permission-gate';
import { useMessages } from './language';
import { useOperator } from './operator';
import { Entrance } from './entrance';
import { FrameSkeleton } from './frame';

/** A screen loaded when its address is first opened, behind its permission if it needs one. */
const routeOf = ({ path, needs, load }: FeatureScreen): RouteObject => ({
  path,
  lazy: async () => {
    const { Screen } = await load();
    if (needs === null) return { Component: Screen };
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
          element: <Entrance />,
          children: [
            { index: true, element: <Start /> },
            {
              errorElement: <Crashed />,
              children: [...screens.map(routeOf), { path: '*', element: <NotFound /> }],
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

/** The first screen of the navigation that the operator may see. */
function Start() {
  const [first] = navigationOf(useOperator());
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

/** Whether the code could not be had because the server is away; the page loads itself again once it is back. */
function useServerAway(): boolean {
  const isAway = useSyncExternalStore(reach.subscribe, reach.state) === 'away';
  const wasAway = useRef(false);
  useEffect(() => {
    // Code is loaded by the browser itself, so nothing has told yet whether the server was there.
    void api.operatorProfile();
  }, []);
  useEffect(() => {
    if (wasAway.current && !isAway) location.reload();
    wasAway.current = isAway;
  }, [isAway]);
  return isAway;
}

/** A screen that failed to load or to draw; most often an old tab after a release. */
function Crashed() {
  const m = useMessages();
  const isAway = useServerAway();
  return (
    <div role="alert">
      <EmptyState
        icon={<ToolOutlined />}
        title={isAway ? m.app.away : m.app.crashedTitle}
        text={isAway ? undefined : m.app.crashedText}
        action={
          <Button type="primary" onClick={() => location.reload()}>
            {m.app.reload}
          </Button>
        }
      />
    </div>
  );
}
