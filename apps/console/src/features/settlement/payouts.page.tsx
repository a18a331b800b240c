import { WalletOutlined } from '@ant-design/icons';
import type { ReplyOf } from '@liuliang/contract/client';
import { Link } from 'react-router';
import { api } from '../../app/api';
import { instantCell } from '../../app/customer-columns';
import { useChosen } from '../../app/list/filters';
import { ListPage } from '../../app/list/list-page';
import { fileColumn, type Column } from '../../ui/data-table';
import { Instant, Money, Points } from '../../ui/figures';
import { EmptyState } from '../../ui/states';
import styles from './settlement.module.css';
import { partyText } from './statement';
import { useSettlementWords } from './words';

type Payout = ReplyOf<'payouts'>['items'][number];

/** Guide points on their way to being money, and where each stands. */
export function Screen() {
  const w = useSettlementWords();
  const filters = { state: { label: w.state, any: w.anyState, options: w.payoutStates } };
  const asks = useChosen(filters);
  return (
    <ListPage
      heading={w.payouts}
      subtitle={w.payoutsSubtitle}
      id="payouts"
      title={w.payouts}
      columns={useColumns()}
      keyOf={(row) => row.payoutId}
      sortedBy="requested"
      wholeFile={{ list: 'payouts', filters: asks }}
      filters={filters}
      asks={asks}
      load={(page) => api.payouts({ query: { ...asks, ...page } })}
      empty={<EmptyState icon={<WalletOutlined />} title={w.payoutsNone} />}
    />
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
      csv: (row) => partyText(row.guide),
    },
    fileColumn('guideId', w.partyId, (row) => row.guide.id),
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
      csv: (row) => row.amountFen / 100,
    },
    {
      key: 'state',
      title: w.state,
      render: (row) => (
        <span className={styles.state} data-state={row.state} title={row.failReason ?? undefined}>
          {w.payoutStates[row.state]}
        </span>
      ),
      csv: (row) => w.payoutStates[row.state],
      words: w.payoutStates,
    },
    {
      key: 'requested',
      title: w.requested,
      render: (row) => <Instant value={row.requestedAtMs} />,
      csv: (row) => new Date(row.requestedAtMs),
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
      csv: (row) => instantCell(row.nextLookAtMs),
    },
  ];
}
