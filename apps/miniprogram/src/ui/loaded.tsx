import type { ReactNode } from 'react';
import type { ResourceState } from '../platform/resource.shared';
import { usePullToRefresh } from '../platform/pull-to-refresh';
import { OfflineBar } from './offline-bar';
import { ErrorState } from './states';

interface LoadedProps<T> {
  readonly of: ResourceState<T> & { reload: () => void };
  /** The final shape in grey, while nothing is known yet. */
  readonly skeleton: ReactNode;
  /** A part of a page whose top already says how old everything is. */
  readonly isPart?: boolean;
  readonly children: (value: T) => ReactNode;
}

/**
 * The states that every screen has: on its way, failed with nothing to show, and shown (fresh, or the last known). Pulling
 * the page down asks again.
 */
export function Loaded<T>({ of, skeleton, isPart = false, children }: LoadedProps<T>) {
  usePullToRefresh(of);
  if (of.value === null) {
    return of.problem !== null && !of.isLoading ? (
      <ErrorState problem={of.problem} onRetry={of.reload} />
    ) : (
      skeleton
    );
  }
  return (
    <>
      {isPart ? null : <OfflineBar state={of} onRetry={of.reload} />}
      {children(of.value)}
    </>
  );
}
