import { GiftOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { useParams } from 'react-router';
import { BackLink } from '../../app/back-link';
import { api, useReply } from '../../app/api';
import { Loaded } from '../../app/loaded';
import { Facts } from '../../ui/facts';
import { Instant } from '../../ui/figures';
import { formatCount } from '../../ui/format';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { EmptyState, Skeleton } from '../../ui/states';
import { GiftActions, renewGifts } from './gift-actions';
import { GiftEditor } from './gift-editor';
import { GiftOrders } from './gift-orders';
import { GiftPicture } from './gift-picture';
import { priceOf, useGiftWords, type Gift } from './gift-words';
import styles from './gifts.module.css';

/** One gift: what it costs, where its stock is, and who took it. */
export function Screen() {
  const { gift: text } = useGiftWords();
  const { giftId = '' } = useParams();
  const gifts = useReply('editorGifts', null, () => api.editorGifts());
  const gift = gifts.data?.items.find((one) => one.giftId === giftId);
  return (
    <Page
      title={gift?.name ?? text.one}
      subtitle={<code>{giftId}</code>}
      back={<BackLink to="/points/gifts">{text.list}</BackLink>}
    >
      <Loaded query={gifts} skeleton={<Skeleton height={220} />}>
        {() =>
          gift === undefined ? (
            <EmptyState icon={<GiftOutlined />} title={text.unknown} />
          ) : (
            <>
              <AboutGift gift={gift} />
              <GiftOrders giftId={giftId} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

function AboutGift({ gift }: { readonly gift: Gift }) {
  const words = useGiftWords();
  const text = words.gift;
  const [isEdited, setEdited] = useState(false);
  const facts = [
    [text.audience, text.audiences[gift.audience]],
    [text.limit, gift.limitEach === 0 ? text.noLimit : text.limitOf(formatCount(gift.limitEach))],
    [text.left, formatCount(gift.left)],
    [text.held, formatCount(gift.held)],
    [text.taken, formatCount(gift.taken)],
    [text.changed, <Instant key="changed" value={gift.changedAtMs} />],
  ] as const;
  return (
    <Panel
      title={text.states[gift.state]}
      hint={priceOf(gift, words)}
      actions={<GiftActions gift={gift} onEdit={() => setEdited(true)} />}
    >
      <div className={styles.detail}>
        <GiftPicture name={gift.picture} />
        <p>{gift.description}</p>
      </div>
      <div className={styles.facts}>
        <Facts of={facts} />
      </div>
      {isEdited && (
        <GiftEditor
          gift={gift}
          onDone={() => {
            void renewGifts();
            setEdited(false);
          }}
          onCancel={() => setEdited(false)}
        />
      )}
    </Panel>
  );
}
