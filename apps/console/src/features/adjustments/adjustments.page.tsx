import { PlusOutlined } from '@ant-design/icons';
import type { ReplyOf } from '@liuliang/contract/client';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api, useReply } from '../../app/api';
import { PagedTable } from '../../app/paged-table';
import { can, useOperator } from '../../app/operator';
import { exportRows, type Column } from '../../ui/data-table';
import { Instant, Points } from '../../ui/figures';
import { formatCount } from '../../ui/format';
import { Page } from '../../ui/page';
import { pageOf } from '../../ui/pager';
import { ExportButton, Panel } from '../../ui/panel';
import { oneOf } from '../../ui/query';
import { EmptyState } from '../../ui/states';
import { useUrlState } from '../../ui/use-url-state';
import styles from './adjustments.module.css';
import { Decision, type DecisionAction } from './decision';
import { Limits } from './limits';
import { RequestDialog } from './request-dialog';
import { useAdjustmentWords } from './words';

type Adjustment = ReplyOf<'adjustments'>['items'][number];

const PAGE_SIZE = 20;
const STATES = ['waiting', 'posted', 'refused', 'withdrawn'] as const;

/** Points moved by hand: what waits for a second person, and what was decided. */
export function Screen() {
  const w = useAdjustmentWords();
  const operator = useOperator();
  const [isAsking, setAsking] = useState(false);
  return (
    <Page
      title={w.title}
      subtitle={w.subtitle}
      actions={
        can(operator, 'adjustments.request') && (
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setAsking(true)}>
            {w.request}
          </Button>
        )
      }
    >
      <Limits />
      <List />
      {isAsking && <RequestDialog onClose={() => setAsking(false)} />}
    </Page>
  );
}

function List() {
  const w = useAdjustmentWords();
  const [params, change] = useUrlState();
  const [deciding, setDeciding] = useState<{ readonly of: Adjustment; readonly verb: DecisionAction } | null>(
    null,
  );
  const state = oneOf(params.get('state'), STATES);
  const query = { state, cursor: params.get('cursor') ?? undefined, limit: PAGE_SIZE };
  const list = useReply('adjustments', query, () => api.adjustments({ query }), { keepsLast: true });
  const columns = useColumns((of, verb) => setDeciding({ of, verb }));
  return (
    <Panel
      title={w.list}
      flush
      actions={
        <>
          <Select
            size="small"
            aria-label={w.state}
            className={styles.choice}
            value={state ?? ''}
            onChange={(value) => change({ state: value, cursor: null, page: null })}
            options={[
              { value: '', label: w.anyState },
              ...STATES.map((one) => ({ value: one as string, label: w.states[one] })),
            ]}
          />
          <ExportButton
            of={w.list}
            onExport={() => exportRows('adjustments.csv', columns, list.data?.items ?? [])}
          />
        </>
      }
    >
      <PagedTable
        query={list}
        caption={w.list}
        columns={columns}
        keyOf={(row) => row.adjustmentId}
        skeletonRows={6}
        empty={<EmptyState title={w.none} text={w.noneText} />}
        pageLabel={() => w.page(formatCount(pageOf(params)))}
      />
      {deciding && <Decision {...deciding} onClose={() => setDeciding(null)} />}
    </Panel>
  );
}

function useColumns(decide: (of: Adjustment, verb: DecisionAction) => void): readonly Column<Adjustment>[] {
  const w = useAdjustmentWords();
  return [
    {
      key: 'who',
      title: w.who,
      render: (row) => <Who of={row} />,
      csv: (row) => row.ownerId,
    },
    {
      key: 'points',
      title: w.points,
      align: 'end',
      render: (row) => (
        <>
          <Points value={row.points} movement /> <span className={styles.quiet}>{w.assets[row.asset]}</span>
        </>
      ),
      csv: (row) => row.points,
    },
    {
      key: 'reason',
      title: w.reason,
      render: (row) => <span className={styles.reason}>{row.reason}</span>,
      csv: (row) => row.reason,
    },
    {
      key: 'state',
      title: w.state,
      render: (row) => (
        <span className={styles.state} data-state={row.state} title={row.note ?? undefined}>
          {w.states[row.state]}
        </span>
      ),
      csv: (row) => row.state,
    },
    {
      key: 'requested',
      title: w.requestedBy,
      render: (row) => (
        <>
          {row.requestedBy} · <Instant value={row.requestedAtMs} />
        </>
      ),
      csv: (row) => row.requestedBy,
    },
    {
      key: 'decided',
      title: w.decidedBy,
      wideOnly: true,
      render: (row) => row.decidedBy ?? '—',
      csv: (row) => row.decidedBy,
    },
    { key: 'actions', title: w.actions, render: (row) => <Actions of={row} decide={decide} /> },
  ];
}

function Who({ of }: { readonly of: Adjustment }) {
  const name = of.who ?? of.ownerId;
  return of.ownerKind === 'member' ? (
    <Link to={`/customers/${of.ownerId}`}>{name}</Link>
  ) : (
    <Link to={`/points/ledger?kind=guide&owner=${of.ownerId}`}>{name}</Link>
  );
}

function Actions({
  of,
  decide,
}: {
  readonly of: Adjustment;
  readonly decide: (of: Adjustment, verb: DecisionAction) => void;
}) {
  const w = useAdjustmentWords();
  if (!of.may.decide && !of.may.withdraw) return <>—</>;
  return (
    <span className={styles.actions}>
      {of.may.decide && (
        <>
          <Button size="small" type="primary" onClick={() => decide(of, 'approve')}>
            {w.approve}
          </Button>
          <Button size="small" onClick={() => decide(of, 'refuse')}>
            {w.refuse}
          </Button>
        </>
      )}
      {of.may.withdraw && (
        <Button size="small" onClick={() => decide(of, 'withdraw')}>
          {w.withdraw}
        </Button>
      )}
    </span>
  );
}
