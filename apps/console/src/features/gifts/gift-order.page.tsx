import type { ReplyOf } from '@liuliang/contract/client';
import { Link, useParams } from 'react-router';
import { BackLink } from '../../app/back-link';
import { api, useReply } from '../../app/api';
import { CustomerLink } from '../../app/customer-link';
import { IdLink } from '../../app/id-link';
import { Loaded } from '../../app/loaded';
import { can, useOperator } from '../../app/operator';
import { Facts } from '../../ui/facts';
import { Instant, Points } from '../../ui/figures';
import { formatMoney, UNKNOWN } from '../../ui/format';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { Skeleton } from '../../ui/states';
import { useGiftWords } from './gift-words';

type Order = ReplyOf<'giftOrder'>;

/** One gift that somebody took: whose it is, where it was handed over, and what became of its points. */
export function Screen() {
  const { order: text } = useGiftWords();
  const operator = useOperator();
  const { orderId = '' } = useParams();
  const order = useReply('giftOrder', orderId, () => api.giftOrder({ params: { orderId } }));
  const isEditor = can(operator, 'gifts.write');
  return (
    <Page
      title={order.data?.name ?? text.one}
      subtitle={<code>{orderId}</code>}
      back={
        <BackLink to={isEditor ? '/points/gifts' : '/points/ledger'}>
          {isEditor ? text.list : text.ledger}
        </BackLink>
      }
    >
      <Loaded query={order} skeleton={<Skeleton height={220} />}>
        {(found) => (
          <>
            <Panel title={text.states[found.state]}>
              <OrderFacts order={found} isEditor={isEditor} />
            </Panel>
            <Panel title={text.moves}>
              <Moves order={found} />
            </Panel>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function OrderFacts({ order, isEditor }: { readonly order: Order; readonly isEditor: boolean }) {
  const words = useGiftWords();
  const { order: text } = words;
  const gift = isEditor ? <Link to={`/points/gifts/${order.giftId}`}>{order.name}</Link> : order.name;
  return (
    <Facts
      of={[
        [text.gift, gift],
        [text.who, <Who key="who" order={order} />],
        [text.points, <Points key="points" value={order.points} />],
        ...(order.cashFen === 0 ? [] : [[text.cash, formatMoney(order.cashFen)] as const]),
        [text.created, <Instant key="created" value={order.createdAtMs} />],
        order.settledAtMs === null
          ? [text.untilName, <Instant key="until" value={order.expiresAtMs} />]
          : [text.settled, <Instant key="settled" value={order.settledAtMs} />],
        ...(order.collectedAtMs === null
          ? []
          : ([
              [text.collected, <Instant key="collected" value={order.collectedAtMs} />],
              [text.store, order.store ?? UNKNOWN],
              [text.handedBy, order.handedBy ?? UNKNOWN],
            ] as const)),
      ]}
    />
  );
}

/** Members by their page, guides by what the ledger has of them. */
function Who({ order }: { readonly order: Order }) {
  const words = useGiftWords();
  const operator = useOperator();
  if (order.audience === 'guide')
    return (
      <Link to={`/points/ledger?kind=guide&owner=${order.ownerId}`}>
        {words.gift.audiences.guide} {order.who ?? order.ownerId}
      </Link>
    );
  return can(operator, 'customers.read') ? (
    <CustomerLink customerId={order.ownerId} nickname={order.who} />
  ) : (
    <IdLink id={order.ownerId} />
  );
}

/** What its points did in the ledger. */
function Moves({ order: { heldBy, settledBy, state } }: { readonly order: Order }) {
  const { order: text } = useGiftWords();
  return (
    <Facts
      of={[
        [text.held, heldBy === null ? UNKNOWN : <IdLink key="held" id={heldBy} />],
        ...(settledBy === null
          ? []
          : [[text.states[state], <IdLink key="settled" id={settledBy} />] as const]),
      ]}
    />
  );
}
