import { useMutation } from '@tanstack/react-query';
import { Input, Radio } from 'antd';
import { useState } from 'react';
import { api, replyOrThrow, type Refused } from '../../app/api';
import { useErrorText, wordFor } from '../../app/language';
import { Dialog } from '../../ui/dialog';
import { ChoiceField, Field, Fields, Hundredths, WholeNumber } from '../../ui/form';
import { formatCount } from '../../ui/format';
import { Notice } from '../../ui/states';
import { GiftPicture, giftPictures } from './gift-picture';
import { priceOf, useGiftWords, type Gift } from './gift-words';
import styles from './gifts.module.css';

type GiftInput = Pick<
  Gift,
  'name' | 'description' | 'picture' | 'points' | 'cashFen' | 'audience' | 'stock' | 'limitEach'
>;

const fresh: GiftInput = {
  name: '',
  description: '',
  picture: 'box',
  points: 500,
  cashFen: 0,
  audience: 'member',
  stock: 100,
  limitEach: 1,
};

interface GiftEditorProps {
  /** Null: a new one. */
  readonly gift: Gift | null;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** One gift's fields, and beside them what a member will see. A new gift is not on the shelf yet. */
export function GiftEditor({ gift, onDone, onCancel }: GiftEditorProps) {
  const words = useGiftWords();
  const errorText = useErrorText();
  const [input, setInput] = useState<GiftInput>(() => (gift ? inputOf(gift) : fresh));
  const change = (changes: Partial<GiftInput>) => setInput({ ...input, ...changes });
  const save = useMutation<Gift, Refused>({
    mutationFn: async () => {
      // The pictures offered are those of the contract.
      const body = { ...input, picture: input.picture as 'box' };
      return replyOrThrow(
        gift
          ? await api.changeGift({ params: { giftId: gift.giftId }, body })
          : await api.createGift({ body }),
      );
    },
    onSuccess: onDone,
  });
  const isNamed = input.name.trim() !== '';
  return (
    <Dialog
      width={760}
      title={gift ? words.gift.editTitle(gift.name) : words.gift.newTitle}
      okText={words.gift.save}
      cancelText={words.gift.cancel}
      isOff={!isNamed}
      isBusy={save.isPending}
      onOk={() => save.mutate()}
      onCancel={onCancel}
    >
      <div className={styles.editor}>
        <GiftFields gift={gift} input={input} onChange={change} />
        <div>
          <p className={styles.quiet}>{words.gift.preview}</p>
          <div className={styles.card}>
            <GiftPicture name={input.picture} size={132} />
            <p className={styles.name}>{input.name || words.gift.name}</p>
            <p className={styles.price}>{priceOf(input, words)}</p>
            <p className={styles.quiet}>{input.description}</p>
          </div>
        </div>
      </div>
      {gift && gift.held + gift.taken > 0 && (
        <Notice tone="info">
          {words.gift.reserved(formatCount(gift.held), formatCount(gift.taken))} {words.gift.keep}
        </Notice>
      )}
      {save.isError && <Notice tone="danger">{errorText(save.error.code)}</Notice>}
    </Dialog>
  );
}

const inputOf = (gift: Gift): GiftInput => ({
  name: gift.name,
  description: gift.description,
  picture: gift.picture,
  points: gift.points,
  cashFen: gift.cashFen,
  audience: gift.audience,
  stock: gift.stock,
  limitEach: gift.limitEach,
});

interface GiftFieldsProps {
  readonly gift: Gift | null;
  readonly input: GiftInput;
  readonly onChange: (changes: Partial<GiftInput>) => void;
}

function GiftFields({ gift, input, onChange }: GiftFieldsProps) {
  const { gift: text } = useGiftWords();
  return (
    <div className={styles.form}>
      <Field label={text.name}>
        {(field) => (
          <Input
            {...field}
            maxLength={32}
            value={input.name}
            placeholder={text.needName}
            onChange={(event) => onChange({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label={text.description}>
        {(field) => (
          <Input.TextArea
            {...field}
            rows={2}
            maxLength={200}
            value={input.description}
            onChange={(event) => onChange({ description: event.target.value })}
          />
        )}
      </Field>
      <Field label={text.picture}>
        {() => (
          <Radio.Group
            aria-label={text.picture}
            optionType="button"
            className={styles.pictures ?? ''}
            value={input.picture}
            onChange={(event) => onChange({ picture: event.target.value as string })}
            options={giftPictures.map((value) => ({
              value,
              label: (
                <>
                  <GiftPicture name={value} size={32} />
                  <span className="visually-hidden">{wordFor(text.pictures, value)}</span>
                </>
              ),
            }))}
          />
        )}
      </Field>
      <GiftFigures gift={gift} input={input} onChange={onChange} />
    </div>
  );
}

function GiftFigures({ gift, input, onChange }: GiftFieldsProps) {
  const { gift: text } = useGiftWords();
  return (
    <Fields>
      <Field label={text.points}>
        {(field) => (
          <WholeNumber {...field} min={1} value={input.points} onChange={(points) => onChange({ points })} />
        )}
      </Field>
      <Field label={text.cash} hint={text.cashHint}>
        {(field) => (
          <Hundredths
            {...field}
            unit="¥"
            value={input.cashFen}
            onChange={(cashFen) => onChange({ cashFen })}
          />
        )}
      </Field>
      <Field label={text.stock}>
        {(field) => (
          <WholeNumber
            {...field}
            min={gift ? gift.held + gift.taken : 0}
            max={1_000_000}
            value={input.stock}
            onChange={(stock) => onChange({ stock })}
          />
        )}
      </Field>
      <Field label={text.limit} hint={text.limitHint}>
        {(field) => (
          <WholeNumber
            {...field}
            max={1000}
            value={input.limitEach}
            onChange={(limitEach) => onChange({ limitEach })}
          />
        )}
      </Field>
      <ChoiceField
        label={text.audience}
        hint={text.audienceHint}
        disabled={gift !== null && gift.state !== 'draft'}
        values={['member', 'guide']}
        names={text.audiences}
        value={input.audience}
        onChange={(value) => onChange({ audience: value })}
      />
    </Fields>
  );
}
