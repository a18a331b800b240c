import { PlusOutlined } from '@ant-design/icons';
import type { ReplyOf } from '@liuliang/contract/client';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '../../app/api';
import { useMessages } from '../../app/language';
import { useChosen } from '../../app/list/filters';
import { ListPanel } from '../../app/list/list-panel';
import { can, useOperator } from '../../app/operator';
import { fileColumn, type Column } from '../../ui/data-table';
import { Instant, Points } from '../../ui/figures';
import { Page } from '../../ui/page';
import { EmptyState } from '../../ui/states';
import { useUrlState } from '../../ui/use-url-state';
import { Actions, Who } from './adjustment-parts';
import styles from './adjustments.module.css';
import { Decision, type DecisionAction } from './decision';
import { Limits } from './limits';
import { RequestDialog } from './request-dialog';
import { useAdjustmentWords } from './words';

type Adjustment = ReplyOf<'adjustments'>['items'][number];

/** Points moved by hand: what waits for a second person, and what was decided. */
export function Screen() {
  const w = useAdjustmentWords();
  const operator = useOperator();
  const [params, change] = useUrlState();
  const [isAsking, setAsking] = useState(false);
  // The page of a customer leads here with whom it is about.
  const whom = params.get('for');
  const close = () => {
    setAsking(false);
    if (whom !== null) change({ for: null }, { replace: true });
  };
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
      {(isAsking || (whom !== null && can(operator, 'adjustments.request'))) && (
        <RequestDialog owner={whom ?? ''} onClose={close} />
      )}
    </Page>
  );
}

function List() {
  const w = useAdjustmentWords();
  const filters = { state: { label: w.state, any: w.anyState, options: w.states } };
  const asks = useChosen(filters);
  const [deciding, setDeciding] = useState<{ readonly of: Adjustment; readonly verb: DecisionAction } | null>(
    null,
  );
  return (
    <>
      <ListPanel
        id="adjustments"
        title={w.list}
        columns={useColumns((of, verb) => setDeciding({ of, verb }))}
        keyOf={(row) => row.adjustmentId}
        sortedBy="requested"
        wholeFile={{ list: 'adjustments', filters: asks }}
        filters={filters}
        asks={asks}
        load={(page) => api.adjustments({ query: { ...asks, ...page } })}
        empty={<EmptyState title={w.none} text={w.noneText} />}
      />
      {deciding && <Decision {...deciding} onClose={() => setDeciding(null)} />}
    </>
  );
}

function useColumns(decide: (of: Adjustment, verb: DecisionAction) => void): readonly Column<Adjustment>[] {
  const w = useAdjustmentWords();
  const { columns } = useMessages().customers;
  return [
    {
      key: 'who',
      title: w.who,
      render: (row) => <Who of={row} />,
      csv: (row) => row.ownerId,
    },
    fileColumn('name', columns.name, (row) => row.who),
    {
      key: 'points',
      title: w.points,
      align: 'end',
      render: (row) => (
        <>
          <Link to={`/points/adjustments/${row.adjustmentId}`}>
            <Points value={row.points} movement />
          </Link>{' '}
          <span className={styles.quiet}>{w.assets[row.asset]}</span>
        </>
      ),
      csv: (row) => row.points,
    },
    fileColumn('asset', w.asset, (row) => w.assets[row.asset], w.assets),
    {
      key: 'state',
      title: w.state,
      render: (row) => (
        <span className={styles.state} data-state={row.state} title={row.note ?? undefined}>
          {w.states[row.state]}
        </span>
      ),
      csv: (row) => w.states[row.state],
      words: w.states,
    },
    {
      key: 'reason',
      title: w.reason,
      render: (row) => <span className={styles.reason}>{row.reason}</span>,
      csv: (row) => row.reason,
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
    fileColumn('requestedAt', w.requestedAt, (row) => new Date(row.requestedAtMs)),
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
