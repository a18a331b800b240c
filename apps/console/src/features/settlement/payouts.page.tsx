import { WalletOutlined } from '@ant-design/icons';
import type { ReplyOf } from '@liuliang/contract/client';
import { Select } from 'antd';
import { Link } from 'react-router';
import { api, useReply } from '../../app/api';
import { PagedTable } from '../../app/paged-table';
import { exportRows, type Column } from '../../ui/data-table';
import { Instant, Money, Points } from '../../ui/figures';
import { formatCount } from '../../ui/format';
import { Page } from '../../ui/page';
import { pageOf } from '../../ui/pager';
import { ExportButton, Panel } from '../../ui/panel';
import { oneOf } from '../../ui/query';
import { EmptyState } from '../../ui/states';
import { useUrlState } from '../../ui/use-url-state';
import styles from './settlement.module.css';
import { partyText } from './statement';
import { useSettlementWords } from './words';

type Payout = ReplyOf<'payouts'>['items'][number];

const PAGE_SIZE = 30;
const STATES = ['requested', 'sent', 'unknown', 'awaiting_claim', 'paid', 'failed', 'cancelled'] as const;

/** Guide points on their way to being money, and where each stands. */
export function Screen() {
  const w = useSettlementWords();
  const [params, change] = useUrlState();
  const state = oneOf(params.get('state'), STATES);
  const query = { state, cursor: params.get('cursor') ?? undefined, limit: PAGE_SIZE };
  const list = useReply('payouts', query, () => api.payouts({ query }), { keepsLast: true });
  const columns = useColumns();
  return (
    <Page title={w.payouts} subtitle={w.payoutsSubtitle}>
      <Panel
        title={w.payouts}
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
                ...STATES.map((one) => ({ value: one as string, label: w.payoutStates[one] })),
              ]}
            />
            <ExportButton
              of={w.payouts}
              onExport={() => exportRows('payouts.csv', columns, list.data?.items ?? [])}
            />
          </>
        }
      >
        <PagedTable
          query={list}
          caption={w.payouts}
          columns={columns}
          keyOf={(row) => row.payoutId}
          skeletonRows={6}
          empty={<EmptyState icon={<WalletOutlined />} title={w.payoutsNone} />}
          pageLabel={() => w.page(formatCount(pageOf(params)))}
        />
      </Panel>
    </Page>
  );
}

function useColumns(): readonly Column<Payout>[] {
  const w = useSettlementWords();
  return [
    {
      key: 'guide',
      title: w.guide,
      render: (row) => (
        <Link to={`/points/ledger?kind=guide&owner=${encodeURIComponent(row.guide.id)}`}>
          {partyText(row.guide)}
        </Link>
      ),
      csv: (row) => row.guide.id,
    },
    {
      key: 'points',
      title: w.points,
      align: 'end',
      render: (row) => <Points value={row.points} />,
      csv: (row) => row.points,
    },
    {
      key: 'fen',
      title: w.fen,
      align: 'end',
      render: (row) => <Money value={row.amountFen} />,
      csv: (row) => row.amountFen,
    },
    {
      key: 'state',
      title: w.state,
      render: (row) => (
        <span className={styles.state} data-state={row.state} title={row.failReason ?? undefined}>
          {w.payoutStates[row.state]}
        </span>
      ),
      csv: (row) => row.state,
    },
    {
      key: 'requested',
      title: w.requested,
      render: (row) => <Instant value={row.requestedAtMs} />,
      csv: (row) => new Date(row.requestedAtMs).toISOString(),
    },
    {
      key: 'bill',
      title: w.bill,
      wideOnly: true,
      render: (row) => <code>{row.billNo}</code>,
      csv: (row) => row.billNo,
    },
    {
      key: 'transfer',
      title: w.transfer,
      wideOnly: true,
      render: (row) => (row.transferNo ? <code>{row.transferNo}</code> : '—'),
      csv: (row) => row.transferNo,
    },
    {
      key: 'next',
      title: w.nextLook,
      wideOnly: true,
      render: (row) => <Instant value={row.nextLookAtMs} />,
    },
  ];
}
