import type { ReplyOf } from '@liuliang/contract/client';
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { api, useReply } from '../../app/api';
import { BackLink } from '../../app/back-link';
import { CustomerLink } from '../../app/customer-link';
import { useMessages, wordFor } from '../../app/language';
import { Loaded } from '../../app/loaded';
import { DataTable } from '../../ui/data-table';
import { Facts } from '../../ui/facts';
import { Instant } from '../../ui/figures';
import { formatCount, formatMoney, UNKNOWN } from '../../ui/format';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { EmptyState, Skeleton } from '../../ui/states';
import { useCustomerWords } from './words';

type Order = ReplyOf<'customerOrder'>;

/** One order with its lines and refunds, and whose it is. The id of a refund opens the order that it is of. */
export function Screen() {
  const { order: w, page } = useCustomerWords();
  const { orderId = '' } = useParams();
  const order = useReply('customerOrder', orderId, () => api.customerOrder({ params: { orderId } }));
  return (
    <Page
      title={w.title(order.data?.number ?? orderId)}
      back={<BackLink to="/customers">{page.back}</BackLink>}
    >
      <Loaded query={order} skeleton={<Skeleton height={320} />}>
        {(found) => (
          <>
            <Panel title={w.summary}>
              <OrderFacts order={found} />
            </Panel>
            <Lines order={found} />
            <Refunds order={found} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function OrderFacts({ order }: { readonly order: Order }) {
  const { order: w } = useCustomerWords();
  const { channels } = useMessages();
  return (
    <Facts
      of={[
        [w.customer, <CustomerLink key="customer" customerId={order.customerId} nickname={order.nickname} />],
        [w.paid, formatMoney(order.amountFen)],
        [w.refunded, formatMoney(order.refundedFen)],
        [w.paidAt, <Instant key="paid" value={order.paidAtMs} />],
        [w.receivedAt, <Instant key="received" value={order.receivedAtMs} />],
        [w.channel, order.channel === null ? UNKNOWN : wordFor(channels, order.channel)],
        [w.store, order.store ?? UNKNOWN],
      ]}
    />
  );
}

function Lines({ order }: { readonly order: Order }) {
  const { order: w } = useCustomerWords();
  return (
    <Panel title={w.lines} flush>
      {order.lines.length === 0 ? (
        <EmptyState text={w.linesNone} />
      ) : (
        <DataTable
          caption={w.lines}
          rows={order.lines}
          keyOf={({ line }) => String(line)}
          columns={[
            { key: 'item', title: w.item, render: ({ item }) => item || UNKNOWN },
            {
              key: 'quantity',
              title: w.quantity,
              align: 'end',
              render: ({ quantity }) => formatCount(quantity),
            },
            { key: 'amount', title: w.paid, align: 'end', render: ({ amountFen }) => formatMoney(amountFen) },
            {
              key: 'refunded',
              title: w.refunded,
              align: 'end',
              render: ({ refundedFen }) => formatMoney(refundedFen),
            },
          ]}
        />
      )}
    </Panel>
  );
}

function Refunds({ order }: { readonly order: Order }) {
  const { order: w } = useCustomerWords();
  return (
    <Panel title={w.refunds} flush>
      {order.refunds.length === 0 ? (
        <EmptyState text={w.refundsNone} />
      ) : (
        <DataTable
          caption={w.refunds}
          rows={order.refunds}
          keyOf={({ refundId }) => refundId}
          columns={[
            {
              key: 'number',
              title: w.refundNumber,
              render: (refund) => (
                <Struck of={refund}>
                  <code>{refund.number}</code>
                </Struck>
              ),
            },
            {
              key: 'at',
              title: w.refundedAt,
              align: 'end',
              render: ({ refundedAtMs }) => <Instant value={refundedAtMs} />,
            },
            {
              key: 'amount',
              title: w.refunded,
              align: 'end',
              render: (refund) => <Struck of={refund}>{formatMoney(refund.amountFen)}</Struck>,
            },
            { key: 'state', title: w.state, render: (refund) => <RefundState of={refund} /> },
          ]}
        />
      )}
    </Panel>
  );
}

type Refund = Order['refunds'][number];

/** What was taken back stays to be read, and counts for nothing. */
function Struck({ of, children }: { readonly of: Refund; readonly children: ReactNode }) {
  return of.withdrawn ? <del>{children}</del> : <>{children}</>;
}

function RefundState({ of: { state, withdrawn } }: { readonly of: Refund }) {
  const { order: w } = useCustomerWords();
  return (
    <>
      {w.states[state]}
      {withdrawn && (
        <>
          {w.withdrawnBy(withdrawn.operator ?? UNKNOWN)}
          <Instant value={withdrawn.atMs} />
        </>
      )}
    </>
  );
}
