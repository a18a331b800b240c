import type { ReplyOf } from '@liuliang/contract/client';
import { Link } from 'react-router';
import { api, useReply } from '../../app/api';
import { useMessages, wordFor } from '../../app/language';
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

type Status = ReplyOf<'systemStatus'>;

const POLL_MS = 10_000;

/** What runs, what waits, what failed, and whether the ledger is right. */
export function Screen() {
  const m = useMessages();
  const operator = useOperator();
  const status = useReply('systemStatus', null, () => api.systemStatus(), { everyMs: () => POLL_MS });
  return (
    <Page title={m.system.title} subtitle={m.system.subtitle}>
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
      {can(operator, 'ledger.read') && <Link to="/points/audits">{m.system.audit}</Link>}
    </Page>
  );
}

const engineNames = { sqlite: 'SQLite', mariadb: 'MariaDB', mysql: 'MySQL' } as const;

function Engine({ status }: { readonly status: Status }) {
  const m = useMessages();
  const { language } = useUi();
  const { waiting, oldestAgeMs } = status.outbox;
  const tiles = [
    [m.system.engine, engineNames[status.engine], null],
    [m.system.queue, m.system.queues[status.queue], null],
    [
      m.system.outbox,
      formatCount(waiting),
      waiting === 0 ? m.system.outboxIdle : m.system.oldest(formatAge(oldestAgeMs, language)),
    ],
    [m.system.version, status.version, null],
  ] as const;
  return (
    <dl className={styles.tiles} aria-label={m.system.status}>
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
  const m = useMessages();
  const text = m.system;
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
            { key: 'job', title: text.job, render: (job) => <code>{job.name}</code> },
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
            { key: 'result', title: text.lastResult, render: (job) => job.lastResult ?? '—' },
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
  const m = useMessages();
  const { language } = useUi();
  if (schedule === null) return <>{m.system.onDemand}</>;
  const intervalMs = /^(\d+) ms$/.exec(schedule)?.[1];
  return intervalMs ? (
    <>{m.system.every(formatAge(Number(intervalMs), language))}</>
  ) : (
    <code>{schedule}</code>
  );
}

function Touches({ status }: { readonly status: Status }) {
  const m = useMessages();
  const states = Object.entries(status.touches);
  return (
    <Panel title={m.system.touches} hint={m.system.touchesHint}>
      {states.length === 0 && <p className={styles.quiet}>{m.system.touchesEmpty}</p>}
      <dl className={styles.pairs}>
        {states.map(([state, count]) => (
          <div key={state}>
            <dt>{wordFor(m.system.touchStates, state)}</dt>
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
