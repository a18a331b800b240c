import type { ReplyOf } from '@liuliang/contract/client';
import { Drawer } from 'antd';
import { useState } from 'react';
import { api, useReply } from '../../app/api';
import { ListPanel } from '../../app/list/list-panel';
import { PagedTable } from '../../app/paged-table';
import { can, useOperator } from '../../app/operator';
import { useExportRows, type Column } from '../../ui/data-table';
import { DayLabel, Instant } from '../../ui/figures';
import { formatCount } from '../../ui/format';
import { Page } from '../../ui/page';
import { ExportButton, Panel } from '../../ui/panel';
import { EmptyState } from '../../ui/states';
import { AuditNow, AuditVerdict } from './audit-now';
import styles from './ledger.module.css';
import { useLedgerWords } from './words';

type Run = ReplyOf<'ledgerAudits'>['items'][number];
type Root = ReplyOf<'ledgerRoots'>['items'][number];

const ROOTS = 30;

/** Whether the books are right: proven now, every night before, and pinned day by day. */
export function Screen() {
  const w = useLedgerWords();
  const operator = useOperator();
  return (
    <Page title={w.audits} subtitle={w.auditsSubtitle}>
      {can(operator, 'ledger.audit') && <AuditNow />}
      <Runs />
      <Roots />
    </Page>
  );
}

function Runs() {
  const w = useLedgerWords();
  const [open, setOpen] = useState<Run | null>(null);
  return (
    <>
      <ListPanel
        id="ledgerAudits"
        title={w.runs}
        columns={useRunColumns(setOpen)}
        keyOf={(run) => run.id}
        asks={{}}
        load={(page) => api.ledgerAudits({ query: page })}
        pageSize={15}
        empty={<EmptyState title={w.auditsNone} text={w.auditsNoneText} />}
      />
      <Drawer open={open !== null} onClose={() => setOpen(null)} title={w.result} size="large">
        {open && <AuditVerdict audit={open} />}
      </Drawer>
    </>
  );
}

function useRunColumns(show: (run: Run) => void): readonly Column<Run>[] {
  const w = useLedgerWords();
  return [
    {
      key: 'at',
      title: w.ranAt,
      csv: (run) => new Date(run.ranAtMs),
      render: (run) => (
        <button type="button" className={styles.plain} onClick={() => show(run)}>
          <Instant value={run.ranAtMs} />
        </button>
      ),
    },
    {
      key: 'scope',
      title: w.scope,
      render: (run) => (
        <>
          {w.scopes[run.scope]}
          {run.since && (
            <span className={styles.since}>
              {w.sinceRoot} <DayLabel value={run.since} />
            </span>
          )}
        </>
      ),
      csv: (run) => [w.scopes[run.scope], ...(run.since ? [`${w.sinceRoot} ${run.since}`] : [])].join(', '),
    },
    {
      key: 'result',
      title: w.result,
      csv: (run) => run.checks.filter((check) => !check.ok).length,
      render: (run) => {
        const failed = run.checks.filter((check) => !check.ok).length;
        return (
          <span className={run.ok ? styles.good : styles.bad}>
            {run.ok ? w.allGood : w.faulty(formatCount(failed))}
          </span>
        );
      },
    },
    {
      key: 'took',
      title: w.took,
      csv: (run) => run.tookMs / 1000,
      align: 'end',
      render: (run) => w.seconds((run.tookMs / 1000).toFixed(1)),
    },
  ];
}

function Roots() {
  const exportRows = useExportRows();
  const w = useLedgerWords();
  const roots = useReply('ledgerRoots', null, () => api.ledgerRoots({ query: { limit: ROOTS } }));
  const columns: readonly Column<Root>[] = [
    {
      key: 'day',
      title: w.day,
      render: (row) => <DayLabel value={row.day} />,
      csv: (row) => row.day,
    },
    { key: 'root', title: w.root, render: (row) => <code>{row.root}</code>, csv: (row) => row.root },
    {
      key: 'transactions',
      title: w.transactions,
      align: 'end',
      render: (row) => formatCount(row.transactions),
      csv: (row) => row.transactions,
    },
  ];
  return (
    <Panel
      title={w.roots}
      hint={w.rootsHint}
      flush
      actions={
        <ExportButton
          of={w.roots}
          onExport={() => exportRows('ledger-roots.csv', columns, roots.data?.items ?? [])}
        />
      }
    >
      <PagedTable
        query={roots}
        caption={w.roots}
        columns={columns}
        keyOf={(row) => row.day}
        skeletonRows={3}
        empty={<EmptyState text={w.rootsNone} />}
      />
    </Panel>
  );
}
