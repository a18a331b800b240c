import { CheckCircleOutlined } from '@ant-design/icons';
import type { ReplyOf } from '@liuliang/contract/client';
import { Link } from 'react-router';
import { BackLink } from '../../app/back-link';
import { api, useReply } from '../../app/api';
import { useChosen } from '../../app/list/filters';
import { ListPage } from '../../app/list/list-page';
import { Loaded } from '../../app/loaded';
import { DataTable, type Column } from '../../ui/data-table';
import { Count, Instant, Money } from '../../ui/figures';
import { Panel } from '../../ui/panel';
import { EmptyState, Skeleton } from '../../ui/states';
import { useGoodsWords } from './words';

type Open = ReplyOf<'openLines'>['items'][number];

/** Lines that are no order's lines yet, and codes that the catalogue does not have: what to ask a till or a merchandiser for. */
export function Screen() {
  const w = useGoodsWords();
  const filters = { state: { label: w.lineState, any: w.anyLineState, options: w.lineStates } };
  const asks = useChosen(filters);
  return (
    <ListPage
      heading={w.lines}
      subtitle={w.linesSubtitle}
      back={<BackLink to="/goods">{w.back}</BackLink>}
      id="openLines"
      title={w.lines}
      columns={useColumns()}
      keyOf={({ orderNumber }) => orderNumber}
      filters={filters}
      asks={asks}
      sortedBy="since"
      wholeFile={{ list: 'openLines', filters: asks }}
      load={(page) => api.openLines({ query: { ...asks, ...page } })}
      empty={<EmptyState icon={<CheckCircleOutlined />} title={w.linesEmptyTitle} text={w.linesEmptyText} />}
    >
      <Unlisted />
    </ListPage>
  );
}

function useColumns(): readonly Column<Open>[] {
  const w = useGoodsWords();
  return [
    {
      key: 'order',
      title: w.order,
      render: ({ orderNumber, orderId }) =>
        orderId === null ? <code>{orderNumber}</code> : <Link to={`/orders/${orderId}`}>{orderNumber}</Link>,
      csv: ({ orderNumber }) => orderNumber,
    },
    {
      key: 'state',
      title: w.lineState,
      render: ({ state }) => w.lineStates[state],
      csv: ({ state }) => w.lineStates[state],
      words: w.lineStates,
    },
    {
      key: 'lines',
      title: w.count,
      align: 'end',
      render: ({ lines }) => <Count value={lines} />,
      csv: ({ lines }) => lines,
      wideOnly: true,
    },
    {
      key: 'sum',
      title: w.sum,
      align: 'end',
      render: ({ linesFen }) => <Money value={linesFen} />,
      csv: ({ linesFen }) => linesFen / 100,
    },
    {
      key: 'amount',
      title: w.orderSum,
      align: 'end',
      render: ({ orderFen }) => <Money value={orderFen} />,
      csv: ({ orderFen }) => (orderFen === null ? null : orderFen / 100),
    },
    {
      key: 'since',
      title: w.since,
      align: 'end',
      render: ({ sinceMs }) => <Instant value={sinceMs} />,
      csv: ({ sinceMs }) => new Date(sinceMs),
    },
  ];
}

function Unlisted() {
  const w = useGoodsWords();
  const unlisted = useReply('unlistedItems', null, () => api.unlistedItems());
  return (
    <Loaded query={unlisted} skeleton={<Skeleton height={120} />}>
      {({ items }) =>
        items.length === 0 ? null : (
          <Panel title={w.unlisted} hint={w.unlistedHint} flush>
            <DataTable
              caption={w.unlisted}
              rows={items}
              keyOf={({ code }) => code}
              columns={[
                { key: 'code', title: w.code, render: ({ code }) => <code>{code}</code> },
                {
                  key: 'lines',
                  title: w.count,
                  align: 'end',
                  render: ({ lines }) => <Count value={lines} />,
                },
                {
                  key: 'amount',
                  title: w.amount,
                  align: 'end',
                  render: ({ amountFen }) => <Money value={amountFen} />,
                },
              ]}
            />
          </Panel>
        )
      }
    </Loaded>
  );
}
