import { Button } from 'antd';
import { api, queryClient } from '../../app/api';
import { useErrorText } from '../../app/language';
import { ConfirmButton } from '../../ui/confirm-button';
import { formatCount } from '../../ui/format';
import { priceOf, useGiftWords, type Gift } from './gift-words';
import styles from './gifts.module.css';

export const renewGifts = () => queryClient.invalidateQueries({ queryKey: ['editorGifts'] });

/** What can be done with a gift now; publishing and ending are confirmed, since neither is undone. */
export function GiftActions({ gift, onEdit }: { readonly gift: Gift; readonly onEdit: () => void }) {
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
