import { InboxOutlined } from '@ant-design/icons';
import { Input, Select } from 'antd';
import { useState } from 'react';
import { CustomerLink } from '../../app/customer-link';
import { api, queryClient, useReply } from '../../app/api';
import { useErrorText } from '../../app/language';
import { PagedTable } from '../../app/paged-table';
import { ConfirmButton } from '../../ui/confirm-button';
import { useMoment } from '../../ui/context';
import { exportRows, type Column } from '../../ui/data-table';
import { Field } from '../../ui/form';
import { Instant } from '../../ui/figures';
import { formatCount, formatInstant, formatMoney, formatPoints, UNKNOWN } from '../../ui/format';
import { pageOf } from '../../ui/pager';
import { ExportButton, Panel } from '../../ui/panel';
import { oneOf } from '../../ui/query';
import { EmptyState } from '../../ui/states';
import { useUrlState } from '../../ui/use-url-state';
import { useGiftWords, type GiftOrder } from './gift-words';
import styles from './gifts.module.css';

const PAGE_SIZE = 20;
const states = ['reserved', 'collected', 'cancelled', 'lapsed', 'returned'] as const;
const audiences = ['member', 'guide'] as const;

/** Who reserved and collected what; filters and page are in the address. */
export function GiftOrders() {
  const { order: text } = useGiftWords();
  const columns = useColumns();
  const [params] = useUrlState();
  const query = {
    state: oneOf(params.get('state'), states),
    audience: oneOf(params.get('audience'), audiences),
    giftId: params.get('gift') ?? undefined,
    cursor: params.get('cursor') ?? undefined,
    limit: PAGE_SIZE,
  };
  const orders = useReply('giftOrders', query, () => api.giftOrders({ query }), { keepsLast: true });
  const first = (pageOf(params) - 1) * PAGE_SIZE + 1;
  return (
    <>
      <OrderFilters />
      <Panel
        title={text.list}
        flush
        actions={
          <ExportButton
            of={text.list}
            onExport={() => exportRows('gift-orders.csv', columns, orders.data?.items ?? [])}
          />
        }
      >
        <PagedTable
          query={orders}
          caption={text.list}
          columns={columns}
          keyOf={({ orderId }) => orderId}
          skeletonRows={8}
          empty={<EmptyState icon={<InboxOutlined />} title={text.emptyTitle} text={text.emptyText} />}
          pageLabel={(rows) => text.range(formatCount(first), formatCount(first + rows - 1))}
        />
      </Panel>
    </>
  );
}

function OrderFilters() {
  const words = useGiftWords();
  const { order: text } = words;
  const [params, change] = useUrlState();
  const gifts = useReply('editorGifts', null, () => api.editorGifts());
  const filter = (changes: Readonly<Record<string, string | null>>) =>
    change({ ...changes, cursor: null, page: null });
  return (
    <div className={styles.filters}>
      <Select
        aria-label={text.state}
        className={styles.choice}
        value={oneOf(params.get('state'), states) ?? ''}
        onChange={(state) => filter({ state: state || null })}
        options={[
          { value: '' as const, label: text.anyState },
          ...states.map((value) => ({ value, label: text.states[value] })),
        ]}
      />
      <Select
        aria-label={words.gift.audience}
        className={styles.choice}
        value={oneOf(params.get('audience'), audiences) ?? ''}
        onChange={(audience) => filter({ audience: audience || null })}
        options={[
          { value: '' as const, label: text.anyAudience },
          ...audiences.map((value) => ({ value, label: words.gift.audiences[value] })),
        ]}
      />
      <Select
        aria-label={text.gift}
        className={styles.choice}
        popupMatchSelectWidth={false}
        value={params.get('gift') ?? ''}
        onChange={(gift) => filter({ gift: gift || null })}
        options={[
          { value: '', label: text.anyGift },
          ...(gifts.data?.items ?? []).map(({ giftId, name }) => ({ value: giftId, label: name })),
        ]}
      />
    </div>
  );
}

function useColumns(): readonly Column<GiftOrder>[] {
  const words = useGiftWords();
  const { order: text } = words;
  const moment = useMoment();
  const iso = (atMs: number | null) => (atMs === null ? null : new Date(atMs).toISOString());
  return [
    { key: 'gift', title: text.gift, render: ({ name }) => name, csv: ({ name }) => name },
    {
      key: 'who',
      title: text.who,
      render: (order) =>
        order.audience === 'member' ? (
          <CustomerLink customerId={order.ownerId} nickname={order.who} />
        ) : (
          `${words.gift.audiences.guide} ${order.who ?? UNKNOWN}`
        ),
      // The exported file carries the id, never a name.
      csv: ({ ownerId }) => ownerId,
    },
    {
      key: 'points',
      title: text.points,
      align: 'end',
      render: ({ points }) => formatPoints(points),
      csv: ({ points }) => points,
    },
    {
      key: 'cash',
      title: text.cash,
      align: 'end',
      render: ({ cashFen }) => (cashFen === 0 ? UNKNOWN : formatMoney(cashFen)),
      csv: ({ cashFen }) => cashFen / 100,
      wideOnly: true,
    },
    {
      key: 'state',
      title: text.state,
      render: ({ state, expiresAtMs }) => (
        <span>
          <span className={styles.state} data-state={state}>
            {text.states[state]}
          </span>
          {state === 'reserved' && (
            <span className={styles.quiet}> {text.until(formatInstant(expiresAtMs, moment))}</span>
          )}
        </span>
      ),
      csv: ({ state }) => text.states[state],
    },
    {
      key: 'store',
      title: text.store,
      render: ({ store }) => store ?? UNKNOWN,
      csv: ({ store }) => store,
      wideOnly: true,
    },
    {
      key: 'created',
      title: text.created,
      align: 'end',
      render: ({ createdAtMs }) => <Instant value={createdAtMs} />,
      csv: ({ createdAtMs }) => iso(createdAtMs),
    },
    {
      key: 'settled',
      title: text.settled,
      align: 'end',
      render: ({ settledAtMs }) => <Instant value={settledAtMs} />,
      csv: ({ settledAtMs }) => iso(settledAtMs),
      wideOnly: true,
    },
    {
      key: 'actions',
      title: '',
      align: 'end',
      render: (order) => order.state === 'collected' && <ReturnButton order={order} />,
    },
  ];
}

function ReturnButton({ order }: { readonly order: GiftOrder }) {
  const { order: text } = useGiftWords();
  const errorText = useErrorText();
  const [reason, setReason] = useState('');
  return (
    <ConfirmButton
      label={text.back}
      title={text.backTitle}
      okText={text.back}
      cancelText={text.cancel}
      isSmall
      isReady={reason.trim() !== ''}
      onConfirm={async () => {
        const answer = await api.returnGift({
          params: { orderId: order.orderId },
          body: { reason: reason.trim() },
        });
        if (!answer.ok) return errorText(answer.code);
        await queryClient.invalidateQueries({ queryKey: ['giftOrders'] });
        await queryClient.invalidateQueries({ queryKey: ['editorGifts'] });
        return null;
      }}
    >
      <div className={styles.form}>
        <p>{text.backText(formatPoints(order.points))}</p>
        <Field label={text.backReason} hint={text.backReasonHint}>
          {(field) => (
            <Input
              {...field}
              maxLength={100}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      </div>
    </ConfirmButton>
  );
}
