import { CompassOutlined } from '@ant-design/icons';
import {
  createBrowserRouter,
  Link,
  Navigate,
  ScrollRestoration,
  Outlet,
  useSearchParams,
  type RouteObject,
} from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { returnAddress } from '../features/session/return-address';
import { Page } from '../ui/page';
import { EmptyState } from '../ui/states';
import type { FeatureScreen } from './feature';
import { navigationOf, screens } from './features';
import { PermissionGate } from './permission-gate';
import { useMessages } from './language';
import { useOperator } from './operator';
import { Crashed } from './crashed';
import { FrameSkeleton } from './frame';
import { Shell } from './shell';
import { Themed } from './themed';

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
        { path: 'sign-in', element: <BackFromSignIn /> },
        {
          element: <Shell />,
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

/** Everything behind the sign-in, by its addresses. */
export const Console = () => (
  <Themed>
    <RouterProvider router={router} />
  </Themed>
);

function Root() {
  return (
    <>
      <Outlet />
      <ScrollRestoration />
    </>
  );
}

/** Links of earlier releases, which had the sign-in at an address of its own. */
function BackFromSignIn() {
  const [params] = useSearchParams();
  return <Navigate replace to={returnAddress(params.get('return'))} />;
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
