import { InboxOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { Link } from 'react-router';
import { CustomerLink } from '../../app/customer-link';
import { api, queryClient, useReply } from '../../app/api';
import { useErrorText, useMessages } from '../../app/language';
import { useChosen } from '../../app/list/filters';
import { ListPanel } from '../../app/list/list-panel';
import { ConfirmButton } from '../../ui/confirm-button';
import { useMoment } from '../../ui/context';
import { fileColumn, type Column } from '../../ui/data-table';
import { Instant } from '../../ui/figures';
import { formatInstant, formatMoney, formatPoints, UNKNOWN } from '../../ui/format';
import { ReasonField } from '../../ui/reason-field';
import { EmptyState } from '../../ui/states';
import { useUrlState } from '../../ui/use-url-state';
import { useGiftWords, type GiftOrder } from './gift-words';
import styles from './gifts.module.css';

/** Who reserved and collected what: of all gifts, or of one. */
export function GiftOrders({ giftId: only }: { readonly giftId?: string }) {
  const words = useGiftWords();
  const { order: text } = words;
  const gifts = useReply('editorGifts', null, () => api.editorGifts());
  const common = { state: { label: text.state, any: text.anyState, options: text.states } };
  const all = {
    ...common,
    audience: { label: words.gift.audience, any: text.anyAudience, options: words.gift.audiences },
  };
  const names = Object.fromEntries((gifts.data?.items ?? []).map(({ giftId, name }) => [giftId, name]));
  const gift = { label: text.gift, any: text.anyGift, options: names };
  const chosen = useChosen(all);
  // The gift comes from the address itself: its name may still be on its way.
  const [params] = useUrlState();
  const giftId = only ?? params.get('gift') ?? undefined;
  // The orders of one gift are all of members, or all of guides: nothing to choose.
  const asks = { ...chosen, audience: only === undefined ? chosen.audience : undefined, giftId };
  return (
    <ListPanel
      id="giftOrders"
      title={text.list}
      columns={useOrderColumns()}
      keyOf={({ orderId }) => orderId}
      filters={only === undefined ? { ...all, gift } : common}
      asks={asks}
      sortedBy="created"
      wholeFile={{ list: 'giftOrders', filters: asks }}
      load={(page) => api.giftOrders({ query: { ...asks, ...page } })}
      empty={<EmptyState icon={<InboxOutlined />} title={text.emptyTitle} text={text.emptyText} />}
    />
  );
}

function useOrderColumns(): readonly Column<GiftOrder>[] {
  const words = useGiftWords();
  const { order: text } = words;
  const moment = useMoment();
  const { columns } = useMessages().customers;
  return [
    {
      key: 'gift',
      title: text.gift,
      render: ({ orderId, name }) => <Link to={`/points/gift-orders/${orderId}`}>{name}</Link>,
      csv: ({ name }) => name,
    },
    {
      key: 'who',
      title: text.who,
      render: (order) =>
        order.audience === 'member' ? (
          <CustomerLink customerId={order.ownerId} nickname={order.who} />
        ) : (
          `${words.gift.audiences.guide} ${order.who ?? UNKNOWN}`
        ),
      csv: ({ ownerId }) => ownerId,
    },
    fileColumn('name', columns.name, ({ who }) => who),
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
      words: text.states,
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
      csv: ({ createdAtMs }) => new Date(createdAtMs),
    },
    {
      key: 'settled',
      title: text.settled,
      align: 'end',
      render: ({ settledAtMs }) => <Instant value={settledAtMs} />,
      csv: ({ settledAtMs }) => (settledAtMs === null ? null : new Date(settledAtMs)),
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
        <p>{text.backText(formatPoints(order.points), order.who ?? order.ownerId, order.name)}</p>
        <ReasonField
          label={text.backReason}
          hint={text.backReasonHint}
          lengthMax={100}
          value={reason}
          onChange={setReason}
        />
      </div>
    </ConfirmButton>
  );
}
