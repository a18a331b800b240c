import type { ReplyOf } from '@liuliang/contract/client';
import { instantCell, useCustomerColumns } from '../../app/customer-columns';
import { useLanguage, useMessages } from '../../app/language';
import { LayerTag, useLayerName, useLayerWords } from '../../app/layers';
import { TierTag } from '../../app/tiers';
import type { Column } from '../../ui/data-table';
import { Instant } from '../../ui/figures';
import { UNKNOWN } from '../../ui/format';
import { useCustomerWords } from './words';

type Row = ReplyOf<'customers'>['items'][number];

/** What the list of all customers shows of one. */
export function useColumns(): readonly Column<Row>[] {
  const { customers } = useMessages();
  const text = customers.columns;
  const layerName = useLayerName();
  const layerWords = useLayerWords();
  const w = useCustomerWords();
  const language = useLanguage();
  const { customer, name, orders, spent, points, lastSeen } = useCustomerColumns();
  return [
    customer,
    name,
    {
      key: 'layer',
      title: text.layer,
      render: (row) => <LayerTag code={row.layer} />,
      csv: (row) => layerName(row.layer),
      words: layerWords,
    },
    {
      key: 'tier',
      title: w.tier.title,
      render: ({ tier }) =>
        tier ? <TierTag level={tier.level} name={tier.name[language]} colour={tier.colour} /> : UNKNOWN,
      csv: ({ tier }) => tier?.name[language],
      wideOnly: true,
    },
    {
      key: 'joined',
      title: text.joined,
      align: 'end',
      render: (row) => (row.joinedAtMs === null ? customers.notMember : <Instant value={row.joinedAtMs} />),
      csv: (row) => instantCell(row.joinedAtMs),
      wideOnly: true,
    },
    orders,
    spent,
    points,
    lastSeen,
    {
      key: 'firstSeen',
      title: text.firstSeen,
      align: 'end',
      render: (row) => <Instant value={row.firstSeenAtMs} />,
      csv: (row) => instantCell(row.firstSeenAtMs),
      wideOnly: true,
    },
  ];
}
