import { GiftOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '../../app/api';
import { ListPanel } from '../../app/list/list-panel';
import type { Column } from '../../ui/data-table';
import { Instant } from '../../ui/figures';
import { formatCount } from '../../ui/format';
import { EmptyState } from '../../ui/states';
import { GiftActions, renewGifts } from './gift-actions';
import { GiftEditor } from './gift-editor';
import { GiftPicture } from './gift-picture';
import { priceOf, useGiftWords, type Gift } from './gift-words';
import styles from './gifts.module.css';

/** Every gift with its stock, and the way to a new one. */
export function GiftList() {
  const words = useGiftWords();
  const [edited, setEdited] = useState<Gift | 'new' | null>(null);
  return (
    <>
      <ListPanel
        id="editorGifts"
        title={words.gift.list}
        hint={words.gift.hint}
        columns={useColumns(setEdited)}
        keyOf={({ giftId }) => giftId}
        asks={{}}
        load={() => api.editorGifts()}
        actions={
          <Button
            type="primary"
            size="small"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => setEdited('new')}
          >
            {words.gift.add}
          </Button>
        }
        empty={
          <EmptyState icon={<GiftOutlined />} title={words.gift.emptyTitle} text={words.gift.emptyText} />
        }
      />
      {edited !== null && (
        <GiftEditor
          key={edited === 'new' ? 'new' : edited.giftId}
          gift={edited === 'new' ? null : edited}
          onDone={() => {
            void renewGifts();
            setEdited(null);
          }}
          onCancel={() => setEdited(null)}
        />
      )}
    </>
  );
}

function useColumns(onEdit: (gift: Gift) => void): readonly Column<Gift>[] {
  const words = useGiftWords();
  const text = words.gift;
  const count = (key: 'left' | 'held' | 'taken', wideOnly = false): Column<Gift> => ({
    key,
    title: text[key],
    align: 'end',
    render: (gift) => formatCount(gift[key]),
    csv: (gift) => gift[key],
    wideOnly,
  });
  return [
    {
      key: 'name',
      title: text.name,
      csv: ({ name }) => name,
      render: (gift) => (
        <span className={styles.gift}>
          <GiftPicture name={gift.picture} />
          <span>
            <Link to={`/points/gifts/${gift.giftId}`} className={styles.name}>
              {gift.name}
            </Link>
            <span className={styles.quiet}>{priceOf(gift, words)}</span>
          </span>
        </span>
      ),
    },
    {
      key: 'state',
      title: text.state,
      csv: ({ state }) => text.states[state],
      render: ({ state }) => (
        <span className={styles.state} data-state={state}>
          {text.states[state]}
        </span>
      ),
    },
    {
      key: 'audience',
      title: text.audience,
      render: ({ audience }) => text.audiences[audience],
      csv: ({ audience }) => text.audiences[audience],
      wideOnly: true,
    },
    count('left'),
    count('held'),
    count('taken'),
    {
      key: 'limit',
      title: text.limit,
      csv: ({ limitEach }) => (limitEach === 0 ? null : limitEach),
      align: 'end',
      render: ({ limitEach }) => (limitEach === 0 ? text.noLimit : text.limitOf(formatCount(limitEach))),
      wideOnly: true,
    },
    {
      key: 'changed',
      title: text.changed,
      align: 'end',
      render: ({ changedAtMs }) => <Instant value={changedAtMs} />,
      csv: ({ changedAtMs }) => new Date(changedAtMs),
      wideOnly: true,
    },
    {
      key: 'actions',
      title: '',
      align: 'end',
      render: (gift) => <GiftActions gift={gift} onEdit={() => onEdit(gift)} />,
    },
  ];
}
