import type { ReplyOf } from '@liuliang/contract/client';
import { CustomerLink } from '../../app/customer-link';
import { useLanguage, useMessages } from '../../app/language';
import { LayerTag, useLayerName } from '../../app/layers';
import { TierTag } from '../../app/tiers';
import type { Column } from '../../ui/data-table';
import { Instant } from '../../ui/figures';
import { formatCount, formatMoney, formatPoints, UNKNOWN } from '../../ui/format';
import { useCustomerWords } from './words';

type Row = ReplyOf<'customers'>['items'][number];

/** What the list shows of a customer. The exported file carries the id, never a name. */
export function useCustomerColumns(): readonly Column<Row>[] {
  const m = useMessages();
  const layerName = useLayerName();
  const text = m.customers.columns;
  const w = useCustomerWords();
  const language = useLanguage();
  const iso = (atMs: number | null) => (atMs === null ? null : new Date(atMs).toISOString());
  const membership = (row: Row) => (row.isMember ? m.customers.isMember : m.customers.notMember);
  return [
    {
      key: 'customer',
      title: text.customer,
      render: ({ customerId, nickname }) => <CustomerLink customerId={customerId} nickname={nickname} />,
      csv: (row) => row.customerId,
    },
    {
      key: 'layer',
      title: text.layer,
      render: (row) => <LayerTag code={row.layer} />,
      csv: (row) => layerName(row.layer),
    },
    {
      key: 'tier',
      title: w.tier.title,
      render: ({ tier }) =>
        tier ? <TierTag level={tier.level} name={tier.name[language]} colour={tier.colour} /> : UNKNOWN,
      csv: ({ tier }) => tier?.name[language],
      wideOnly: true,
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
    },
    {
      key: 'lastSeen',
      title: text.lastSeen,
      align: 'end',
      render: (row) => <Instant value={row.lastSeenAtMs} />,
      csv: (row) => iso(row.lastSeenAtMs),
    },
    {
      key: 'firstSeen',
      title: text.firstSeen,
      align: 'end',
      render: (row) => <Instant value={row.firstSeenAtMs} />,
      csv: (row) => iso(row.firstSeenAtMs),
      wideOnly: true,
    },
  ];
}
