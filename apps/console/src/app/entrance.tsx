import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react';
import { Navigate, useLocation } from 'react-router';
import { queryClient, session } from './api';
import { FrameSkeleton } from './frame';

const load = async () => ({ default: (await import('./shell')).Shell });
const Shell = lazy(load);
// Beside the screen of the address, not after it. Whoever has to sign in first does not wait for it.
if (session.state().status === 'signed-in') void load();

/** Lets those in who are signed in, and sends everybody else to the sign-in page, which brings them back here. */
export function Entrance() {
  const state = useSyncExternalStore(session.subscribe, session.state);
  const location = useLocation();
  useEffect(() => {
    // The next operator at this browser must not see what the last one had loaded.
    if (state.status !== 'signed-in') queryClient.clear();
  }, [state.status]);
  if (state.status !== 'signed-in') {
    const back = `${location.pathname}${location.search}`;
    return (
      <Navigate replace to={back === '/' ? '/sign-in' : `/sign-in?return=${encodeURIComponent(back)}`} />
    );
  }
  return (
    <Suspense fallback={<FrameSkeleton />}>
      <Shell />
    </Suspense>
  );
}
