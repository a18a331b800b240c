import { CloseOutlined, MenuOutlined } from '@ant-design/icons';
import { Button, Drawer } from 'antd';
import { lazy, Suspense, useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';
import { Link, Outlet, useLocation, useNavigation } from 'react-router';
import { UiProvider, useUi } from '../ui/context';
import { Notice, Skeleton } from '../ui/states';
import { api, queryClient, reach, useReply } from './api';
import { navigationGroups, type NavigationItem } from './feature';
import { groupsOf, isIn, navigationOf } from './features';
import { BrandMark, FrameSkeleton } from './frame';
import { useLanguage, useMessages } from './language';
import { LimitNotice } from './limits/limit-notice';
import { Loaded } from './loaded';
import { OperatorProvider, useOperator, type Operator } from './operator';
import { PreferenceSwitches } from './preference-switches';
import styles from './shell.module.css';

// What is pressed later than the screen is read comes after it.
const loadTools = () => import('./bar-tools');
const GlobalSearch = lazy(async () => ({ default: (await loadTools()).GlobalSearch }));
const Inbox = lazy(async () => ({ default: (await loadTools()).Inbox }));
const AccountMenu = lazy(async () => ({ default: (await loadTools()).AccountMenu }));

/** Everything behind sign-in: who is signed in, the global bar, the navigation, and the screen of the address. */
export function Shell() {
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
      <div className={styles.search}>
        <Search />
      </div>
      <div className={styles.right}>
        <span className={styles.wideOnly}>
          <PreferenceSwitches />
        </span>
        <Suspense fallback={<Skeleton height={34} width={120} />}>
          <Inbox />
          <AccountMenu operator={operator} />
        </Suspense>
      </div>
    </header>
  );
}

const Search = () => (
  <Suspense fallback={<Skeleton height={34} />}>
    <GlobalSearch />
  </Suspense>
);

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
          <Search />
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
