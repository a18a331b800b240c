import { BarChartOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { lazy, Suspense } from 'react';
import { Link } from 'react-router';
import { api, useReply } from '../../app/api';
import { DateNotice } from '../../app/date-notice';
import { periodFrom, type Period } from '../../app/figure-filter';
import { CopyLink } from '../../app/copy-link';
import { useMessages, wordFor } from '../../app/language';
import { Loaded } from '../../app/loaded';
import { can, defaultPeriod, useOperator, useToday } from '../../app/operator';
import { useMoment } from '../../ui/context';
import { formatDay, formatInstant } from '../../ui/format';
import { Page } from '../../ui/page';
import { Skeleton, EmptyState } from '../../ui/states';
import { StatCardSkeleton } from '../../ui/stat-card';
import { useUrlState } from '../../ui/use-url-state';
import { AssetsPanel } from './assets-panel';
import { Cards } from './cards';
import { ChannelsPanel } from './channels-panel';
import { isEmpty, stepDaysFor, type Star } from './figures';
import { FlowPanel } from './flow-panel';
import { MovesPanel } from './moves-panel';
import styles from './overview.module.css';
import { StructurePanel } from './structure-panel';
import { ValuePanel } from './value-panel';
import { useOverviewWords } from './words';

// Calendars are heavy, and read before anybody picks other days.
const Filters = lazy(async () => ({ default: (await import('./filters')).Filters }));

/** STAR between two days: how many, how deep, how they moved, what they brought. All of its state is in the address. */
export function Screen() {
  const m = useMessages();
  const w = useOverviewWords();
  const moment = useMoment();
  const operator = useOperator();
  const [params] = useUrlState();
  const period = periodFrom(params, defaultPeriod(useToday()));
  const star = useReply('starReport', period, () => api.starReport({ query: period }), { keepsLast: true });
  const scope = period.channel ? wordFor(m.channels, period.channel) : operator.brand.name;
  return (
    <Page
      title={w.overview.title}
      subtitle={
        <>
          {w.overview.subtitle(scope, formatDay(period.from, moment), formatDay(period.to, moment))}
          {star.data && (
            <span className={styles.asOf}>{m.app.asOf(formatInstant(star.dataUpdatedAt, moment))}</span>
          )}
        </>
      }
      actions={
        <>
          <Suspense fallback={<Skeleton height={34} width={400} />}>
            <Filters period={period} />
          </Suspense>
          <CopyLink fixed={{ from: period.from, to: period.to }} />
        </>
      }
    >
      <DateNotice />
      <div className={styles.board} data-waiting={star.isPlaceholderData} aria-busy={star.isPlaceholderData}>
        <Loaded query={star} skeleton={<BoardSkeleton />}>
          {(report) => (isEmpty(report) ? <NothingYet /> : <Board star={report} period={period} />)}
        </Loaded>
      </div>
    </Page>
  );
}

function Board({ star, period }: { readonly star: Star; readonly period: Period }) {
  const stepDays = stepDaysFor(period);
  const assets = useReply(
    'assetsOverTime',
    { ...period, stepDays },
    () => api.assetsOverTime({ query: { ...period, stepDays } }),
    {
      keepsLast: true,
    },
  );
  return (
    <>
      <Cards star={star} period={period} assets={assets.data} />
      <div className={styles.wideAndNarrow}>
        <AssetsPanel assets={assets} period={period} />
        <StructurePanel star={star} period={period} />
      </div>
      <div className={styles.wideAndNarrow}>
        <FlowPanel star={star} period={period} />
        <MovesPanel star={star} period={period} />
      </div>
      <ValuePanel star={star} period={period} />
      <ChannelsPanel period={period} />
    </>
  );
}

function NothingYet() {
  const w = useOverviewWords();
  const operator = useOperator();
  return (
    <div className={styles.nothing}>
      <EmptyState
        icon={<BarChartOutlined />}
        title={w.overview.emptyTitle}
        text={w.overview.emptyText}
        action={
          can(operator, 'imports.write') && (
            <Link to="/imports">
              <Button type="primary">{w.overview.emptyAction}</Button>
            </Link>
          )
        }
      />
    </div>
  );
}

function BoardSkeleton() {
  return (
    <div className={styles.board}>
      <div className={styles.cards}>
        {['S', 'T', 'A', 'R'].map((letter) => (
          <StatCardSkeleton key={letter} />
        ))}
      </div>
      <div className={styles.wideAndNarrow}>
        <Skeleton height={390} />
        <Skeleton height={390} />
      </div>
      <div className={styles.wideAndNarrow}>
        <Skeleton height={440} />
        <Skeleton height={440} />
      </div>
    </div>
  );
}
