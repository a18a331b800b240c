import { SkinOutlined } from '@ant-design/icons';
import type { ReplyOf } from '@liuliang/contract/client';
import { Tag } from 'antd';
import { Link } from 'react-router';
import { api } from '../../app/api';
import { useChosen } from '../../app/list/filters';
import { ListPage } from '../../app/list/list-page';
import { SearchField } from '../../app/list/search-field';
import { can, useOperator } from '../../app/operator';
import type { Column } from '../../ui/data-table';
import { DayLabel, Instant } from '../../ui/figures';
import { formatMoney, UNKNOWN } from '../../ui/format';
import { EmptyState } from '../../ui/states';
import { useUrlState } from '../../ui/use-url-state';
import styles from './goods.module.css';
import { useGoodsWords } from './words';

type Item = ReplyOf<'items'>['items'][number];

/** The catalogue; what is searched and filtered is in the address. */
export function Screen() {
  const w = useGoodsWords();
  const operator = useOperator();
  const [params, change] = useUrlState();
  const filters = { state: { label: w.state, any: w.anyState, options: w.states } };
  const { state } = useChosen(filters);
  const search = (params.get('search') ?? '').slice(0, 64) || undefined;
  const category = (params.get('category') ?? '').slice(0, 255) || undefined;
  const asks = { search, category, state };
  const clear = { search: null, category: null, cursor: null, page: null };
  return (
    <ListPage
      heading={w.title}
      subtitle={w.subtitle}
      pageActions={
        <span className={styles.links}>
          {can(operator, 'insights.read') && <Link to="/goods/bought">{w.bought}</Link>}
          <Link to="/goods/lines">{w.lines}</Link>
        </span>
      }
      id="items"
      title={w.list}
      columns={useColumns()}
      keyOf={({ itemId }) => itemId}
      filters={filters}
      search={
        <SearchField
          value={search ?? ''}
          onSearch={(text) => change({ ...clear, category, search: text.trim() })}
          placeholder={w.search}
          label={w.searchLabel}
        />
      }
      more={
        category && (
          <Tag closable onClose={() => change({ ...clear, search })}>
            {w.inCategory(category)}
          </Tag>
        )
      }
      isSearched={search !== undefined || category !== undefined}
      onClear={() => change({ ...clear, state: null })}
      asks={asks}
      wholeFile={{ list: 'items', filters: asks }}
      load={(page) => api.items({ query: { ...asks, ...page } })}
      empty={<EmptyState icon={<SkinOutlined />} title={w.emptyTitle} text={w.emptyText} />}
      noneText={w.noneText}
    />
  );
}

function useColumns(): readonly Column<Item>[] {
  const w = useGoodsWords();
  const operator = useOperator();
  const money = (key: 'priceFen' | 'costFen', title: string): Column<Item> => ({
    key,
    title,
    align: 'end',
    render: (item) => (item[key] === null ? UNKNOWN : formatMoney(item[key])),
    csv: (item) => (item[key] === null ? null : item[key] / 100),
    wideOnly: true,
  });
  return [
    {
      key: 'name',
      title: w.name,
      render: ({ itemId, name, code }) => {
        const called = (
          <>
            {name || code} {name && name !== code && <code>{code}</code>}
          </>
        );
        return can(operator, 'insights.read') ? <Link to={`/goods/items/${itemId}`}>{called}</Link> : called;
      },
      csv: ({ name }) => name,
    },
    { key: 'code', title: w.code, fileOnly: true, render: () => null, csv: ({ code }) => code },
    {
      key: 'category',
      title: w.category,
      render: ({ category }) =>
        category === '' ? (
          UNKNOWN
        ) : (
          <Link to={`/goods?${new URLSearchParams({ category })}`}>{category}</Link>
        ),
      csv: ({ category }) => category,
    },
    {
      key: 'itemBrand',
      title: w.itemBrand,
      render: ({ itemBrand }) => itemBrand || UNKNOWN,
      csv: ({ itemBrand }) => itemBrand,
      wideOnly: true,
    },
    {
      key: 'season',
      title: w.season,
      render: ({ season }) => season || UNKNOWN,
      csv: ({ season }) => season,
      wideOnly: true,
    },
    money('priceFen', w.price),
    money('costFen', w.cost),
    {
      key: 'launched',
      title: w.launched,
      render: ({ launchedOn }) => <DayLabel value={launchedOn} />,
      csv: ({ launchedOn }) => launchedOn,
      wideOnly: true,
    },
    {
      key: 'state',
      title: w.state,
      render: ({ state }) => w.states[state],
      csv: ({ state }) => w.states[state],
      words: w.states,
    },
    {
      key: 'changed',
      title: w.changed,
      align: 'end',
      render: ({ changedAtMs }) => <Instant value={changedAtMs} />,
      csv: ({ changedAtMs }) => new Date(changedAtMs),
      wideOnly: true,
    },
  ];
}
