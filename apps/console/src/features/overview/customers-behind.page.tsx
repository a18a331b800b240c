import { SearchOutlined } from '@ant-design/icons';
import type { ReplyOf } from '@liuliang/contract/client';
import { Link } from 'react-router';
import { api, useReply } from '../../app/api';
import { figureFilterFrom, type FigureFilter } from '../../app/figure-filter';
import { CustomerLink } from '../../app/customer-link';
import { useMessages, wordFor } from '../../app/language';
import { LayerTag, useLayerName } from '../../app/layers';
import { Loaded } from '../../app/loaded';
import { defaultPeriod, useToday } from '../../app/operator';
import { useMoment } from '../../ui/context';
import { DataTable, exportRows, type Column } from '../../ui/data-table';
import { Instant } from '../../ui/figures';
import { formatCount, formatDay, formatMoney, formatPoints } from '../../ui/format';
import { Page } from '../../ui/page';
import { pageOf, Pager } from '../../ui/pager';
import { ExportButton, Panel } from '../../ui/panel';
import { queryText } from '../../ui/query';
import { EmptyState } from '../../ui/states';
import { useUrlState } from '../../ui/use-url-state';
import { figureSentence } from './figure-sentence';
import { useOverviewWords } from './words';

type Row = ReplyOf<'customersBehind'>['items'][number];

const PAGE_SIZE = 20;

/** The customers that a figure of the overview counts, and in words what the figure was. */
export function Screen() {
  const m = useMessages();
  const w = useOverviewWords();
  const moment = useMoment();
  const layerName = useLayerName();
  const [params] = useUrlState();
  const filter = figureFilterFrom(params, defaultPeriod(useToday()));
  const cursor = params.get('cursor') ?? undefined;
  const query = { ...filter, cursor, limit: PAGE_SIZE };
  const list = useReply('customersBehind', query, () => api.customersBehind({ query }), { keepsLast: true });
  const columns = useColumns(filter);
  const sentence = figureSentence(filter, {
    text: w.behind,
    day: (day) => formatDay(day, moment),
    layer: layerName,
    channel: (code) => wordFor(m.channels, code),
  });
  const overview = `/overview?${queryText({ from: filter.from, to: filter.to, channel: filter.channel })}`;
  const first = (pageOf(params) - 1) * PAGE_SIZE + 1;
  return (
    <Page title={w.behind.title} subtitle={sentence} back={<Link to={overview}>← {w.behind.back}</Link>}>
      <Panel
        title={m.customers.total(formatCount(list.data?.total))}
        hint={w.behind.period(formatDay(filter.from, moment), formatDay(filter.to, moment))}
        flush
        actions={
          <ExportButton
            of={w.behind.title}
            onExport={() => exportRows('customers.csv', columns, list.data?.items ?? [])}
          />
        }
      >
        <Loaded
          query={list}
          skeleton={
            <DataTable
              caption={w.behind.title}
              columns={columns}
              rows={[]}
              keyOf={String}
              skeletonRows={10}
            />
          }
        >
          {({ items, nextCursor, total }) =>
            items.length === 0 ? (
              <EmptyState icon={<SearchOutlined />} title={w.behind.emptyTitle} text={w.behind.emptyText} />
            ) : (
              <>
                <DataTable
                  caption={w.behind.title}
                  columns={columns}
                  rows={items}
                  keyOf={(row) => row.customerId}
                />
                <Pager
                  nextCursor={nextCursor}
                  label={m.customers.range(
                    formatCount(first),
                    formatCount(first + items.length - 1),
                    formatCount(total),
                  )}
                />
              </>
            )
          }
        </Loaded>
      </Panel>
    </Page>
  );
}

function useColumns(filter: FigureFilter): readonly Column<Row>[] {
  const m = useMessages();
  const moment = useMoment();
  const layerName = useLayerName();
  const text = m.customers.columns;
  const membership = (row: Row) => (row.isMember ? m.customers.isMember : m.customers.notMember);
  return [
    {
      key: 'customer',
      title: text.customer,
      render: ({ customerId, nickname }) => <CustomerLink customerId={customerId} nickname={nickname} />,
      csv: (row) => row.customerId,
    },
    {
      key: 'layerFrom',
      title: `${formatDay(filter.from, moment)}`,
      render: (row) => <LayerTag code={row.layerFrom} />,
      csv: (row) => layerName(row.layerFrom),
    },
    {
      key: 'layerTo',
      title: `${formatDay(filter.to, moment)}`,
      render: (row) => <LayerTag code={row.layerTo} />,
      csv: (row) => layerName(row.layerTo),
    },
    { key: 'member', title: text.member, render: membership, csv: membership, wideOnly: true },
    {
      key: 'orders',
      title: text.orders,
      align: 'end',
      render: (row) => formatCount(row.orders),
      csv: (row) => row.orders,
    },
    {
      key: 'spent',
      title: text.spent,
      align: 'end',
      render: (row) => formatMoney(row.spentFen),
      csv: (row) => row.spentFen / 100,
    },
    {
      key: 'points',
      title: text.points,
      align: 'end',
      render: (row) => formatPoints(row.pointsAvailable),
      csv: (row) => row.pointsAvailable,
      wideOnly: true,
    },
    {
      key: 'lastSeen',
      title: text.lastSeen,
      align: 'end',
      render: (row) => <Instant value={row.lastSeenAtMs} />,
      csv: (row) => (row.lastSeenAtMs === null ? null : new Date(row.lastSeenAtMs).toISOString()),
      wideOnly: true,
    },
  ];
}
