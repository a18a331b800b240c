import { ShopOutlined } from '@ant-design/icons';
import { api } from '../../app/api';
import { ListPage } from '../../app/list/list-page';
import { can, useOperator } from '../../app/operator';
import { SceneCodeButton } from '../../app/scene-code';
import type { Column } from '../../ui/data-table';
import { EmptyState } from '../../ui/states';
import { DescribeButton, HideButton, type Store } from './store-editor';
import styles from './stores.module.css';
import { useStoreWords } from './words';

/** The brand's stores, and what members see of them. */
export function Screen() {
  const w = useStoreWords();
  return (
    <ListPage
      heading={w.title}
      subtitle={w.subtitle}
      id="stores"
      title={w.title}
      columns={useColumns()}
      keyOf={({ storeId }) => storeId}
      asks={{}}
      load={(page) => api.stores({ query: page })}
      empty={<EmptyState icon={<ShopOutlined />} title={w.emptyTitle} text={w.emptyText} />}
      noneText={w.noneText}
    />
  );
}

function useColumns(): readonly Column<Store>[] {
  const w = useStoreWords();
  const operator = useOperator();
  const whereOf = ({ place }: Store): string => [place?.city, place?.address].filter(Boolean).join(' · ');
  return [
    {
      key: 'name',
      title: w.name,
      render: ({ name, code }) => (
        <span>
          {name} <code>{code}</code>
        </span>
      ),
      csv: ({ code }) => code,
    },
    {
      key: 'kind',
      title: w.kind,
      render: ({ kind }) => w.kinds[kind] ?? kind,
      csv: ({ kind }) => kind,
      wideOnly: true,
    },
    { key: 'where', title: w.where, render: whereOf, csv: whereOf },
    {
      key: 'phone',
      title: w.phone,
      render: ({ place }) => place?.phone ?? '',
      csv: ({ place }) => place?.phone ?? '',
      wideOnly: true,
    },
    {
      key: 'seen',
      title: w.seen,
      render: ({ place }) => (place === null ? w.no : w.yes),
      csv: ({ place }) => (place === null ? w.no : w.yes),
      wideOnly: true,
    },
    {
      key: 'actions',
      title: '',
      align: 'end',
      render: (store) => (
        <span className={styles.actions}>
          {can(operator, 'scenes.write') && (
            <SceneCodeButton
              name={store.name}
              id={store.storeId}
              make={() => api.makeStoreCode({ params: { storeId: store.storeId }, body: {} })}
            />
          )}
          {can(operator, 'stores.write') && <DescribeButton store={store} />}
          {can(operator, 'stores.write') && store.place !== null && <HideButton store={store} />}
        </span>
      ),
    },
  ];
}
