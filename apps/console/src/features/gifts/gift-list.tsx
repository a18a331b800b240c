import { GiftOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { api, queryClient } from '../../app/api';
import { useErrorText } from '../../app/language';
import { ListPanel } from '../../app/list/list-panel';
import { ConfirmButton } from '../../ui/confirm-button';
import type { Column } from '../../ui/data-table';
import { Instant } from '../../ui/figures';
import { formatCount } from '../../ui/format';
import { EmptyState } from '../../ui/states';
import { GiftEditor } from './gift-editor';
import { GiftPicture } from './gift-picture';
import { priceOf, useGiftWords, type Gift } from './gift-words';
import styles from './gifts.module.css';

const renewGifts = () => queryClient.invalidateQueries({ queryKey: ['editorGifts'] });

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
            <span className={styles.name}>{gift.name}</span>
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
      csv: ({ changedAtMs }) => new Date(changedAtMs).toISOString(),
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

function GiftActions({ gift, onEdit }: { readonly gift: Gift; readonly onEdit: () => void }) {
  const words = useGiftWords();
  const text = words.gift;
  const errorText = useErrorText();
  if (gift.state === 'ended') return null;
  const params = { giftId: gift.giftId };
  const done = async (answer: { readonly ok: true } | { readonly ok: false; readonly code: string }) => {
    if (!answer.ok) return errorText(answer.code);
    await renewGifts();
    return null;
  };
  return (
    <span className={styles.actions}>
      <Button size="small" onClick={onEdit} aria-label={text.editTitle(gift.name)}>
        {text.edit}
      </Button>
      {gift.state === 'draft' ? (
        <ConfirmButton
          label={text.publish}
          title={text.publishTitle(gift.name)}
          okText={text.publish}
          cancelText={text.cancel}
          isSmall
          onConfirm={async () => done(await api.publishGift({ params, body: {} }))}
        >
          <p>{text.publishText(priceOf(gift, words), formatCount(gift.stock))}</p>
        </ConfirmButton>
      ) : (
        <ConfirmButton
          label={text.end}
          title={text.endTitle(gift.name)}
          okText={text.end}
          cancelText={text.cancel}
          isDangerous
          isSmall
          onConfirm={async () => done(await api.endGift({ params, body: {} }))}
        >
          <p>{text.endText}</p>
        </ConfirmButton>
      )}
    </span>
  );
}
