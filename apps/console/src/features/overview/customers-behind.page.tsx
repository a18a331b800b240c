import { SearchOutlined } from '@ant-design/icons';
import type { ReplyOf } from '@liuliang/contract/client';
import { Link } from 'react-router';
import { api } from '../../app/api';
import { useCustomerColumns } from '../../app/customer-columns';
import { figureFilterFrom, type FigureFilter } from '../../app/figure-filter';
import { useMessages, wordFor } from '../../app/language';
import { LayerTag, useLayerName, useLayerWords } from '../../app/layers';
import { ListPage } from '../../app/list/list-page';
import { defaultPeriod, useToday } from '../../app/operator';
import { useMoment } from '../../ui/context';
import type { Column } from '../../ui/data-table';
import { formatDay } from '../../ui/format';
import { queryText } from '../../ui/query';
import { EmptyState } from '../../ui/states';
import { useUrlState } from '../../ui/use-url-state';
import { figureSentence } from './figure-sentence';
import { useOverviewWords } from './words';

type Row = ReplyOf<'customersBehind'>['items'][number];

/** The customers that a figure of the overview counts, and in words what the figure was. */
export function Screen() {
  const m = useMessages();
  const w = useOverviewWords().behind;
  const moment = useMoment();
  const layerName = useLayerName();
  const [params] = useUrlState();
  const filter = figureFilterFrom(params, defaultPeriod(useToday()));
  const sentence = figureSentence(filter, {
    text: w,
    day: (day) => formatDay(day, moment),
    layer: layerName,
    channel: (code) => wordFor(m.channels, code),
  });
  const overview = `/overview?${queryText({ from: filter.from, to: filter.to, channel: filter.channel })}`;
  return (
    <ListPage
      heading={w.title}
      subtitle={sentence}
      back={<Link to={overview}>← {w.back}</Link>}
      id="customersBehind"
      title={w.title}
      hint={w.period(formatDay(filter.from, moment), formatDay(filter.to, moment))}
      columns={useColumns(filter)}
      keyOf={(row) => row.customerId}
      asks={{ ...filter }}
      wholeFile={{ list: 'customersBehind', filters: { ...filter } }}
      load={(page) => api.customersBehind({ query: { ...filter, ...page } })}
      empty={<EmptyState icon={<SearchOutlined />} title={w.emptyTitle} text={w.emptyText} />}
    />
  );
}

function useColumns({ from, to }: FigureFilter): readonly Column<Row>[] {
  const moment = useMoment();
  const layerName = useLayerName();
  const layerWords = useLayerWords();
  const { customer, name, member, orders, spent, points, lastSeen } = useCustomerColumns();
  const layerOn = (key: 'layerFrom' | 'layerTo', day: string): Column<Row> => ({
    key,
    title: formatDay(day, moment),
    render: (row) => <LayerTag code={row[key]} />,
    csv: (row) => layerName(row[key]),
    words: layerWords,
  });
  return [
    customer,
    name,
    layerOn('layerFrom', from),
    layerOn('layerTo', to),
    member,
    orders,
    spent,
    { ...points, wideOnly: true },
    { ...lastSeen, wideOnly: true },
  ];
}
