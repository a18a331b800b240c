import { CloseOutlined, MenuOutlined } from '@ant-design/icons';
import { Button, Drawer } from 'antd';
import { useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';
import { Link, Navigate, Outlet, useLocation, useNavigation } from 'react-router';
import { UiProvider, useUi } from '../ui/context';
import { Skeleton, Loading, Notice } from '../ui/states';
import { api, queryClient, reach, session, useReply } from './api';
import { navigationGroups, type NavigationItem } from './feature';
import { groupsOf, isIn, navigationOf } from './features';
import { GlobalSearch } from './global-search';
import { useLanguage, useMessages } from './language';
import { LimitNotice } from './limits/limit-notice';
import { Loaded } from './loaded';
import { OperatorProvider, useOperator, can, type Operator } from './operator';
import { AccountMenu, PreferenceSwitches } from './preference-switches';
import styles from './shell.module.css';

/** Everything behind sign-in: who is signed in, the global bar, the navigation, and the screen of the address. */
export function Shell() {
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
  return <SignedIn />;
}

function SignedIn() {
  const profile = useReply('operatorProfile', null, () => api.operatorProfile());
  return (
    <Loaded query={profile} skeleton={<FrameSkeleton />}>
      {(operator) => <Frame operator={operator} />}
    </Loaded>
  );
}

function Frame({ operator }: { readonly operator: Operator }) {
  const m = useMessages();
  const outer = useUi();
  const timeZone = operator.brand.timeZone;
  const ui = useMemo(() => ({ ...outer, timeZone }), [outer, timeZone]);
  const isNavigating = useNavigation().state !== 'idle';
  return (
    <OperatorProvider value={operator}>
      <UiProvider value={ui}>
        <a href="#content" className={styles.skip}>
          {m.app.skip}
        </a>
        <div className={styles.frame}>
          <Bar />
          <aside className={styles.side}>
            <Navigation />
          </aside>
          <main id="content" className={styles.content} data-waiting={isNavigating}>
            <OfflineNotice />
            <LimitNotice />
            <Outlet />
          </main>
        </div>
      </UiProvider>
    </OperatorProvider>
  );
}

function Bar() {
  const operator = useOperator();
  const m = useMessages();
  return (
    <header className={styles.bar}>
      <NarrowMenu />
      <Link to="/" className={styles.brand} aria-label={`${operator.brand.name} · ${m.app.console}`}>
        <BrandMark />
        <span className={styles.brandName}>{operator.brand.name}</span>
        <span className={styles.scope}>
          {operator.storeScope ? m.app.stores(operator.storeScope.length) : m.app.wholeBrand}
        </span>
      </Link>
      {can(operator, 'customers.read') && (
        <div className={styles.search}>
          <GlobalSearch />
        </div>
      )}
      <div className={styles.right}>
        <span className={styles.wideOnly}>
          <PreferenceSwitches />
        </span>
        <AccountMenu operator={operator} />
      </div>
    </header>
  );
}

function Navigation() {
  const groups = groupsOf(navigationOf(useOperator()));
  const m = useMessages();
  const language = useLanguage();
  return (
    <nav aria-label={m.app.navigation}>
      <ul className={styles.areas}>
        {groups.map((group, at) => {
          const [first] = group;
          if (!first?.group)
            return (
              first && (
                <NavigationLink
                  key={first.path}
                  item={first}
                  isAfterGroup={at > 0 && groups[at - 1]?.[0]?.group !== undefined}
                />
              )
            );
          return (
            <li key={first.group}>
              <p id={`nav-${first.group}`} className={styles.group}>
                {navigationGroups[first.group][language]}
              </p>
              <ul className={styles.areas} aria-labelledby={`nav-${first.group}`}>
                {group.map((item) => (
                  <NavigationLink key={item.path} item={item} />
                ))}
              </ul>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

interface NavigationLinkProps {
  readonly item: NavigationItem;
  readonly isAfterGroup?: boolean;
}

function NavigationLink({ item, isAfterGroup = false }: NavigationLinkProps) {
  const language = useLanguage();
  const { pathname } = useLocation();
  return (
    <li className={isAfterGroup ? styles.afterGroup : undefined}>
      <Link to={item.path} className={styles.area} aria-current={isIn(item, pathname) ? 'page' : undefined}>
        <item.Icon aria-hidden />
        {item.name[language]}
      </Link>
    </li>
  );
}

/** On narrow screens the navigation, the search and the switches wait behind one button. */
function NarrowMenu() {
  const [isOpen, setOpen] = useState(false);
  const operator = useOperator();
  const m = useMessages();
  const { key } = useLocation();
  useEffect(() => setOpen(false), [key]);
  return (
    <div className={styles.narrowOnly}>
      <Button
        type="text"
        icon={<MenuOutlined aria-hidden />}
        aria-label={m.app.menu}
        onClick={() => setOpen(true)}
      />
      <Drawer
        open={isOpen}
        onClose={() => setOpen(false)}
        placement="left"
        size={280}
        title={operator.brand.name}
        closeIcon={<CloseOutlined />}
      >
        <div className={styles.drawer}>
          {can(operator, 'customers.read') && <GlobalSearch />}
          <Navigation />
          <PreferenceSwitches />
        </div>
      </Drawer>
    </div>
  );
}

const subscribeToNetwork = (listener: () => void) => {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
};

function OfflineNotice(): ReactNode {
  const m = useMessages();
  const isOnline = useSyncExternalStore(subscribeToNetwork, () => navigator.onLine);
  const isAway = useSyncExternalStore(reach.subscribe, reach.state) === 'away';
  useEffect(() => {
    if (isOnline)
      void queryClient.invalidateQueries({ predicate: (query) => query.state.status === 'error' });
  }, [isOnline]);
  if (isOnline && !isAway) return null;
  return (
    <div className={styles.offline}>
      <Notice>{isOnline ? m.app.awayNotice : m.app.offline}</Notice>
    </div>
  );
}

export function BrandMark() {
  return (
    <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden className={styles.mark}>
      <rect width="32" height="32" rx="8" fill="#1d5c57" />
      <g fill="none" strokeWidth="2.6" strokeLinecap="round">
        <path d="M6 13c3.3 0 3.3-2.6 6.7-2.6S16 13 19.3 13s3.3-2.6 6.7-2.6" stroke="#9fd4cb" />
        <path d="M6 21.5c3.3 0 3.3-2.6 6.7-2.6s3.3 2.6 6.6 2.6 3.3-2.6 6.7-2.6" stroke="#fff" />
      </g>
    </svg>
  );
}

/** The shape of a screen while code or data of it is on its way. */
export function FrameSkeleton() {
  return (
    <div className={styles.frame}>
      <div className={styles.bar}>
        <Skeleton height={26} width={160} />
      </div>
      <div className={styles.side}>
        <Loading>
          <Skeleton height={32} />
          <Skeleton height={32} />
          <Skeleton height={32} />
        </Loading>
      </div>
      <div className={styles.content}>
        <div className={styles.waiting}>
          <Skeleton height={34} width={220} />
          <Skeleton height={150} />
          <Skeleton height={320} />
        </div>
      </div>
    </div>
  );
}
