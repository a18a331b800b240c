import { useEffect, type ReactNode } from 'react';
import { Link, useLocation } from 'react-router';

interface Place {
  readonly search: string;
  /** What was searched for and may stand in no address. */
  readonly state: unknown;
}

/** How each list was last looked at, until the console is loaded anew: filters, order and page. */
const lastPlaces = new Map<string, Place>();

/** Keeps how a list is looked at for whoever comes back to it. */
export function useRemembered(): void {
  const { pathname, search, state } = useLocation();
  useEffect(() => void lastPlaces.set(pathname, { search, state }), [pathname, search, state]);
}

interface BackLinkProps {
  /** The address of the list; filters in it count when it was not looked at before. */
  readonly to: string;
  readonly children: ReactNode;
}

/** The way back to a list as it was left. */
export function BackLink({ to, children }: BackLinkProps) {
  const place = lastPlaces.get(to.split('?')[0] ?? to);
  return (
    <Link to={place ? { pathname: to.split('?')[0], search: place.search } : to} state={place?.state}>
      ← {children}
    </Link>
  );
}
