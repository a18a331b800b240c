import type { ReplyOf } from '@liuliang/contract/client';
import { Link, useParams } from 'react-router';
import { BackLink } from '../../app/back-link';
import { api, queryClient, useReply } from '../../app/api';
import { useErrorText } from '../../app/language';
import { LayerTag } from '../../app/layers';
import { Loaded } from '../../app/loaded';
import { can, useOperator } from '../../app/operator';
import { About } from '../../ui/about';
import { ConfirmButton } from '../../ui/confirm-button';
import { DataTable } from '../../ui/data-table';
import { Facts } from '../../ui/facts';
import { Count, DayLabel, Instant, Money, Share } from '../../ui/figures';
import { UNKNOWN } from '../../ui/format';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { Skeleton } from '../../ui/states';
import styles from './goods.module.css';
import { PeriodFields, usePeriod } from './period';
import { useGoodsWords } from './words';

type Item = ReplyOf<'item'>;

/** One item: who bought it, in which layers they are, what they bought besides. */
export function Screen() {
  const w = useGoodsWords();
  const operator = useOperator();
  const { itemId = '' } = useParams();
  const period = usePeriod();
  const item = useReply(
    'item',
    { itemId, ...period },
    () => api.item({ params: { itemId }, query: period }),
    {
      keepsLast: true,
    },
  );
  return (
    <Page
      title={item.data ? item.data.name || item.data.code : w.name}
      subtitle={<code>{item.data?.code ?? itemId}</code>}
      back={<BackLink to="/goods">{w.back}</BackLink>}
      actions={item.data && can(operator, 'goods.write') && <StateButton item={item.data} />}
    >
      <div className={styles.controls}>
        <PeriodFields />
      </div>
      <Loaded query={item} skeleton={<Skeleton height={320} />}>
        {(found) => <Found item={found} />}
      </Loaded>
    </Page>
  );
}

function Found({ item }: { readonly item: Item }) {
  const w = useGoodsWords();
  return (
    <>
      <Panel title={w.states[item.state]}>
        <ItemFacts item={item} />
      </Panel>
      <Panel title={w.figures}>{item.figures.buyers === 0 ? w.none : <Bought item={item} />}</Panel>
      {item.layers.length > 0 && (
        <Panel title={w.layers} flush>
          <DataTable
            caption={w.layers}
            rows={item.layers}
            keyOf={({ layer }) => layer}
            columns={[
              { key: 'layer', title: w.layer, render: ({ layer }) => <LayerTag code={layer} /> },
              {
                key: 'buyers',
                title: w.buyers,
                align: 'end',
                render: ({ buyers }) => <Count value={buyers} />,
              },
            ]}
          />
        </Panel>
      )}
      <Panel title={w.besides} flush={item.boughtWith.length > 0}>
        {item.boughtWith.length === 0 ? w.besidesNone : <Besides item={item} />}
      </Panel>
    </>
  );
}

function ItemFacts({ item }: { readonly item: Item }) {
  const w = useGoodsWords();
  const { category, itemBrand, season, priceFen, costFen, launchedOn, changedAtMs } = item;
  return (
    <Facts
      of={[
        [
          w.category,
          category === '' ? (
            UNKNOWN
          ) : (
            <Link key="category" to={`/goods?${new URLSearchParams({ category })}`}>
              {category}
            </Link>
          ),
        ],
        [w.itemBrand, itemBrand || UNKNOWN],
        [w.season, season || UNKNOWN],
        [w.price, <Money key="price" value={priceFen} />],
        [w.cost, <Money key="cost" value={costFen} />],
        [w.launched, <DayLabel key="launched" value={launchedOn} />],
        [w.changed, <Instant key="changed" value={changedAtMs} />],
      ]}
    />
  );
}

function Bought({ item: { figures, pieces, marginFen } }: { readonly item: Item }) {
  const w = useGoodsWords();
  return (
    <Facts
      of={[
        [w.buyers, <Count key="buyers" value={figures.buyers} />],
        [
          w.penetration,
          <span key="penetration">
            <Share value={figures.penetration} /> <About of={w.penetration} text={w.penetrationAbout} />
          </span>,
        ],
        [w.orders, <Count key="orders" value={figures.orders} />],
        [w.pieces, <Count key="pieces" value={pieces} />],
        [
          w.amount,
          <span key="amount">
            <Money value={figures.amountFen} /> <About of={w.amount} text={w.amountAbout} />
          </span>,
        ],
        [
          w.margin,
          <span key="margin">
            <Money value={marginFen} /> <About of={w.margin} text={w.marginAbout} />
          </span>,
        ],
      ]}
    />
  );
}

function Besides({ item }: { readonly item: Item }) {
  const w = useGoodsWords();
  return (
    <DataTable
      caption={w.besides}
      rows={item.boughtWith}
      keyOf={({ code }) => code}
      columns={[
        {
          key: 'item',
          title: w.name,
          render: ({ code, name }) => (
            <Link to={`/goods?${new URLSearchParams({ search: code })}`}>
              {name || code} {name && name !== code && <code>{code}</code>}
            </Link>
          ),
        },
        { key: 'buyers', title: w.buyers, align: 'end', render: ({ buyers }) => <Count value={buyers} /> },
      ]}
    />
  );
}

/** Retires an item, or puts it on sale again, after a question that says what follows. */
function StateButton({ item }: { readonly item: Item }) {
  const w = useGoodsWords();
  const errorText = useErrorText();
  const isActive = item.state === 'active';
  const title = item.name || item.code;
  return (
    <ConfirmButton
      label={isActive ? w.retire : w.reinstate}
      title={isActive ? w.retireTitle(title) : w.reinstateTitle(title)}
      okText={isActive ? w.retire : w.reinstate}
      cancelText={w.cancel}
      onConfirm={async () => {
        const params = { itemId: item.itemId };
        const answer = await api.setItemState({ params, body: { state: isActive ? 'retired' : 'active' } });
        if (!answer.ok) return errorText(answer.code);
        await queryClient.invalidateQueries({ queryKey: ['item'] });
        await queryClient.invalidateQueries({ queryKey: ['items'] });
        return null;
      }}
    >
      <p>{isActive ? w.retireText : w.reinstateText}</p>
    </ConfirmButton>
  );
}
