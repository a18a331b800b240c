import { Component, lazy, Suspense, useEffect, useSyncExternalStore, type ReactNode } from 'react';
import { session } from './api';
import { Crashed } from './crashed';
import { FrameSkeleton } from './frame';

const loadConsole = () => import('./router');
const loadSignIn = () => import('../features/session/sign-in.page');
const Console = lazy(async () => ({ default: (await loadConsole()).Console }));
const SignIn = lazy(async () => ({ default: (await loadSignIn()).SignInPage }));

/** The code of what is to be seen first: whoever has to sign in does not wait for the whole console. */
export const firstScreen = (): Promise<unknown> =>
  session.state().status === 'signed-in' ? loadConsole() : loadSignIn();

/**
 * Lets those in who are signed in; everybody else signs in here, at the address that they wanted, and finds themselves
 * there afterwards.
 */
export function Entrance() {
  const { status } = useSyncExternalStore(session.subscribe, session.state);
  const isIn = status === 'signed-in';
  useEffect(() => (isIn ? undefined : whenActive(() => void loadConsole().catch(() => undefined))), [isIn]);
  return (
    <Boundary>
      {isIn ? (
        <Suspense fallback={<FrameSkeleton />}>
          <Console />
        </Suspense>
      ) : (
        <Suspense>
          <SignIn />
        </Suspense>
      )}
    </Boundary>
  );
}

const ACTS = ['keydown', 'pointerdown', 'input'] as const;

/** Once somebody types or presses something: until then the line belongs to the screen that they wait for. */
function whenActive(run: () => void): () => void {
  const stop = () => ACTS.forEach((act) => document.removeEventListener(act, once));
  const once = () => {
    stop();
    run();
  };
  ACTS.forEach((act) => document.addEventListener(act, once));
  return stop;
}

/** What could not be loaded or drawn around the screens; each screen has a boundary of its own (router.tsx). */
class Boundary extends Component<{ readonly children: ReactNode }, { readonly isBroken: boolean }> {
  override state = { isBroken: false };
  static getDerivedStateFromError = () => ({ isBroken: true });
  override render = () => (this.state.isBroken ? <Crashed /> : this.props.children);
}
