import { CheckCircleOutlined } from '@ant-design/icons';
import type { ReplyOf } from '@liuliang/contract/client';
import { BackLink } from '../../app/back-link';
import { api } from '../../app/api';
import { ListPage } from '../../app/list/list-page';
import type { Column } from '../../ui/data-table';
import { Instant } from '../../ui/figures';
import { formatMoney, UNKNOWN } from '../../ui/format';
import { EmptyState } from '../../ui/states';
import styles from './imports.module.css';
import { useImportWords } from './words';

type WaitingRefund = ReplyOf<'waitingRefunds'>['items'][number];

/** Refunds whose orders have not come: what to ask a till or a platform for. */
export function Screen() {
  const w = useImportWords();
  return (
    <ListPage
      heading={w.waiting.title}
      subtitle={w.waiting.subtitle}
      back={<BackLink to="/imports">{w.waiting.back}</BackLink>}
      id="waitingRefunds"
      title={w.waiting.list}
      columns={useColumns()}
      keyOf={({ refundId }) => refundId}
      sortedBy="since"
      wholeFile={{ list: 'waitingRefunds', filters: {} }}
      asks={{}}
      load={(page) => api.waitingRefunds({ query: page })}
      empty={
        <EmptyState icon={<CheckCircleOutlined />} title={w.waiting.emptyTitle} text={w.waiting.emptyText} />
      }
    />
  );
}

function useColumns(): readonly Column<WaitingRefund>[] {
  const { waiting: text } = useImportWords();
  return [
    {
      key: 'refund',
      title: text.refund,
      csv: ({ refundId }) => refundId,
      render: ({ refundId }) => <code className={styles.number}>{refundId}</code>,
    },
    {
      key: 'order',
      title: text.order,
      csv: ({ orderId }) => orderId,
      render: ({ orderId }) => <code className={styles.number}>{orderId}</code>,
    },
    {
      key: 'amount',
      title: text.amount,
      align: 'end',
      csv: ({ amountFen }) => amountFen / 100,
      render: ({ amountFen }) => formatMoney(amountFen),
    },
    {
      key: 'refunded',
      title: text.refunded,
      align: 'end',
      csv: ({ refundedAtMs }) => new Date(refundedAtMs),
      render: ({ refundedAtMs }) => <Instant value={refundedAtMs} />,
      wideOnly: true,
    },
    {
      key: 'since',
      title: text.since,
      align: 'end',
      csv: ({ waitingSinceMs }) => new Date(waitingSinceMs),
      render: ({ waitingSinceMs }) => <Instant value={waitingSinceMs} />,
    },
    {
      key: 'source',
      title: text.source,
      about: text.sourceAbout,
      csv: ({ source }) => (source ? text.sources[source] : null),
      words: text.sources,
      render: ({ source }) => (source ? text.sources[source] : UNKNOWN),
    },
  ];
}
