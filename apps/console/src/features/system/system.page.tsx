import type { ReplyOf } from '@liuliang/contract/client';
import { Link } from 'react-router';
import { api, useReply } from '../../app/api';
import { wordFor } from '../../app/language';
import { Loaded } from '../../app/loaded';
import { can, useOperator } from '../../app/operator';
import { useUi } from '../../ui/context';
import { DataTable } from '../../ui/data-table';
import { Instant } from '../../ui/figures';
import { formatAge, formatCount } from '../../ui/format';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { Skeleton } from '../../ui/states';
import styles from './system.module.css';
import { useSystemWords } from './words';
import type { Words } from './words.zh';

type Status = ReplyOf<'systemStatus'>;
type Result = Status['jobs'][number]['lastResult'];

const POLL_MS = 10_000;

/** What runs, what waits, what failed, and whether the ledger is right. */
export function Screen() {
  const w = useSystemWords();
  const operator = useOperator();
  const status = useReply('systemStatus', null, () => api.systemStatus(), { everyMs: () => POLL_MS });
  return (
    <Page title={w.title} subtitle={w.subtitle}>
      <Loaded query={status} skeleton={<SystemSkeleton />}>
        {(now) => (
          <>
            <Engine status={now} />
            <div className={styles.columns}>
              <Jobs status={now} />
              <Touches status={now} />
            </div>
          </>
        )}
      </Loaded>
      <Link to="/system/app-faults">{w.appFaults}</Link>
      {can(operator, 'ledger.read') && <Link to="/points/audits">{w.audit}</Link>}
    </Page>
  );
}

const engineNames = { sqlite: 'SQLite', mariadb: 'MariaDB', mysql: 'MySQL' } as const;

function Engine({ status }: { readonly status: Status }) {
  const w = useSystemWords();
  const { language } = useUi();
  const { waiting, oldestAgeMs } = status.outbox;
  const tiles = [
    [w.engine, engineNames[status.engine], null],
    [w.queue, w.queues[status.queue], null],
    [
      w.outbox,
      formatCount(waiting),
      waiting === 0 ? w.outboxIdle : w.oldest(formatAge(oldestAgeMs, language)),
    ],
    [w.version, status.version, null],
  ] as const;
  return (
    <dl className={styles.tiles} aria-label={w.status}>
      {tiles.map(([name, value, about]) => (
        <div key={name} className={styles.tile}>
          <dt>{name}</dt>
          <dd>{value}</dd>
          {about && <dd className={styles.quiet}>{about}</dd>}
        </div>
      ))}
    </dl>
  );
}

function Jobs({ status }: { readonly status: Status }) {
  const text = useSystemWords();
  return (
    <Panel title={text.jobs} flush>
      {status.jobs.length === 0 ? (
        <p className={styles.nothing}>{text.jobsEmpty}</p>
      ) : (
        <DataTable
          caption={text.jobs}
          rows={status.jobs}
          keyOf={(job) => job.name}
          columns={[
            {
              key: 'job',
              title: text.job,
              render: (job) => <span title={job.name}>{wordFor(text.jobNames, job.name)}</span>,
            },
            {
              key: 'schedule',
              title: text.schedule,
              render: (job) => <Schedule schedule={job.schedule} />,
            },
            {
              key: 'last',
              title: text.lastRun,
              align: 'end',
              render: (job) => (job.lastRunAtMs === null ? text.never : <Instant value={job.lastRunAtMs} />),
            },
            { key: 'result', title: text.lastResult, render: ({ lastResult }) => resultIn(text, lastResult) },
            {
              key: 'failures',
              title: text.failures,
              align: 'end',
              render: (job) => (
                <span className={job.failures > 0 ? styles.bad : undefined}>{formatCount(job.failures)}</span>
              ),
            },
          ]}
        />
      )}
    </Panel>
  );
}

/** Intervals are given in milliseconds; anything else, such as a cron line, is shown as it is. */
function Schedule({ schedule }: { readonly schedule: string | null }) {
  const w = useSystemWords();
  const { language } = useUi();
  if (schedule === null) return <>{w.onDemand}</>;
  const intervalMs = /^(\d+) ms$/.exec(schedule)?.[1];
  return intervalMs ? <>{w.every(formatAge(Number(intervalMs), language))}</> : <code>{schedule}</code>;
}

function Touches({ status }: { readonly status: Status }) {
  const w = useSystemWords();
  const states = Object.entries(status.touches);
  return (
    <Panel title={w.touches} hint={w.touchesHint}>
      {states.length === 0 && <p className={styles.quiet}>{w.touchesEmpty}</p>}
      <dl className={styles.pairs}>
        {states.map(([state, count]) => (
          <div key={state}>
            <dt>{wordFor(w.touchStates, state)}</dt>
            <dd>{formatCount(count)}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

function SystemSkeleton() {
  return (
    <>
      <Skeleton height={84} />
      <div className={styles.columns}>
        <Skeleton height={240} />
        <Skeleton height={240} />
      </div>
    </>
  );
}

/** What a run did, in the words of the page: `12 条清除 · 1 个失败`. */
function resultIn(words: Words, result: Result): string {
  if (result === null) return '—';
  return result.map(({ what, count }) => `${formatCount(count)} ${words.counts[what]}`).join(' · ');
}
