import { BarChartOutlined } from '@ant-design/icons';
import type { ReplyOf } from '@liuliang/contract/client';
import { Link } from 'react-router';
import { BackLink } from '../../app/back-link';
import { api, useReply } from '../../app/api';
import { Loaded } from '../../app/loaded';
import { DataTable, type Column } from '../../ui/data-table';
import { Facts } from '../../ui/facts';
import { Count, Money, Share } from '../../ui/figures';
import { Choice } from '../../ui/form';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { oneOf } from '../../ui/query';
import { EmptyState, Skeleton } from '../../ui/states';
import { useUrlState } from '../../ui/use-url-state';
import styles from './goods.module.css';
import { PeriodFields, usePeriod } from './period';
import { useGoodsWords } from './words';

type Figures = ReplyOf<'goodsFigures'>;
type Row = Figures['rows'][number];

const BY = ['item', 'category'] as const;
const DEPTHS = ['', '1', '2', '3', '4'] as const;

/** Who bought what, by item or by category; all of its state is in the address. */
export function Screen() {
  const w = useGoodsWords();
  const [params, change] = useUrlState();
  const period = usePeriod();
  const by = oneOf(params.get('by'), BY) ?? 'item';
  const depth = oneOf(params.get('depth'), DEPTHS) ?? '';
  const asks = { ...period, by, depth: by === 'category' && depth !== '' ? Number(depth) : undefined };
  const figures = useReply('goodsFigures', asks, () => api.goodsFigures({ query: asks }), {
    keepsLast: true,
  });
  return (
    <Page title={w.bought} subtitle={w.boughtSubtitle} back={<BackLink to="/goods">{w.back}</BackLink>}>
      <div className={styles.controls}>
        <Choice
          label={w.by}
          asButtons
          values={BY}
          names={w.byNames}
          value={by}
          onChange={(value) => change({ by: value }, { replace: true })}
        />
        {by === 'category' && (
          <Choice
            label={w.depth}
            asButtons
            values={DEPTHS}
            names={w.depths}
            value={depth}
            onChange={(value) => change({ depth: value || null }, { replace: true })}
          />
        )}
        <PeriodFields />
      </div>
      <Loaded query={figures} skeleton={<Skeleton height={320} />}>
        {(found) => <Found figures={found} by={by} />}
      </Loaded>
    </Page>
  );
}

function Found({ figures, by }: { readonly figures: Figures; readonly by: (typeof BY)[number] }) {
  const w = useGoodsWords();
  const columns = useColumns(by);
  return (
    <>
      <Panel title={w.figures}>
        <Facts
          of={[
            [w.allBuyers, <Count key="buyers" value={figures.buyers} />],
            [w.allOrders, <Count key="orders" value={figures.orders} />],
            [w.allAmount, <Money key="amount" value={figures.amountFen} />],
          ]}
        />
      </Panel>
      <Panel title={w.bought} hint={w.rows} flush>
        {figures.rows.length === 0 ? (
          <EmptyState icon={<BarChartOutlined />} title={w.noRows} text={w.noRowsText} />
        ) : (
          <DataTable caption={w.bought} columns={columns} rows={figures.rows} keyOf={({ key }) => key} />
        )}
      </Panel>
    </>
  );
}

function useColumns(by: (typeof BY)[number]): readonly Column<Row>[] {
  const w = useGoodsWords();
  const leadsTo = (key: string): string =>
    `/goods?${new URLSearchParams(by === 'item' ? { search: key } : { category: key })}`;
  return [
    { key: 'key', title: w.byNames[by], render: ({ key }) => <Link to={leadsTo(key)}>{key}</Link> },
    { key: 'buyers', title: w.buyers, align: 'end', render: ({ buyers }) => <Count value={buyers} /> },
    {
      key: 'penetration',
      title: w.penetration,
      about: w.penetrationAbout,
      align: 'end',
      render: ({ penetration }) => <Share value={penetration} />,
    },
    { key: 'orders', title: w.orders, align: 'end', render: ({ orders }) => <Count value={orders} /> },
    {
      key: 'amount',
      title: w.amount,
      about: w.amountAbout,
      align: 'end',
      render: ({ amountFen }) => <Money value={amountFen} />,
    },
  ];
}
