import type { ReplyOf } from '@liuliang/contract/client';
import { Input } from 'antd';
import { useState } from 'react';
import { api } from '../../app/api';
import { useErrorText } from '../../app/language';
import { ConfirmButton } from '../../ui/confirm-button';
import { Facts } from '../../ui/facts';
import { Instant } from '../../ui/figures';
import { Field } from '../../ui/form';
import { renewGuides, type Guide } from './guide-actions';
import styles from './guides.module.css';
import { useGuideWords } from './words';

export type Contact = ReplyOf<'guideContacts'>['items'][number];

/** More than an address has: a field that cut a pasted one off would keep another one. */
const TYPED_MAX = 1_000;

interface ContactProps {
  readonly guide: Guide;
  /** Undefined: none. */
  readonly contact: Contact | undefined;
}

/** Whether customers reach a guide in WeCom, with what changes that. */
export function ContactCell({ guide, contact, mayChange }: ContactProps & { readonly mayChange: boolean }) {
  const w = useGuideWords();
  if (guide.leftAtMs !== null) return null;
  const state = contact ? w.contactSet : w.contactNone;
  if (!mayChange) return <>{state}</>;
  return (
    <span className={styles.contact}>
      {state}
      <SetButton guide={guide} contact={contact} />
      {contact && <RemoveButton guide={guide} contact={contact} />}
    </span>
  );
}

function useSetting({ guideId }: Guide): (link: string | null) => Promise<string | null> {
  const errorText = useErrorText();
  return async (link) => {
    const answer = await api.setGuideContact({ params: { guideId }, body: { link } });
    if (!answer.ok) return errorText(answer.code);
    await renewGuides();
    return null;
  };
}

function SetButton({ guide, contact }: ContactProps) {
  const w = useGuideWords();
  const set = useSetting(guide);
  const [link, setLink] = useState('');
  const typed = link.trim();
  return (
    <ConfirmButton
      label={contact ? w.contactChange : w.contactAdd}
      title={w.contactTitle(guide.name)}
      okText={w.contactSave}
      cancelText={w.cancel}
      isSmall
      isReady={typed !== '' && typed !== contact?.link}
      onConfirm={async () => {
        const wrong = await set(typed);
        if (wrong === null) setLink('');
        return wrong;
      }}
    >
      <div className={styles.form}>
        <p>{w.contactText}</p>
        {contact && <Present contact={contact} />}
        <Field label={w.contactLink} hint={w.contactHint}>
          {(field) => (
            <Input
              {...field}
              value={link}
              maxLength={TYPED_MAX}
              placeholder="https://work.weixin.qq.com/…"
              onChange={({ target }) => setLink(target.value)}
            />
          )}
        </Field>
      </div>
    </ConfirmButton>
  );
}

function RemoveButton({ guide, contact }: ContactProps) {
  const w = useGuideWords();
  const set = useSetting(guide);
  return (
    <ConfirmButton
      label={w.contactRemove}
      title={w.contactRemoveTitle(guide.name)}
      okText={w.contactRemove}
      cancelText={w.cancel}
      isDangerous
      isSmall
      onConfirm={() => set(null)}
    >
      <div className={styles.form}>
        <p>{w.contactRemoveText}</p>
        {contact && <Present contact={contact} />}
      </div>
    </ConfirmButton>
  );
}

/** The address that members are led to now, who set it and when. */
function Present({ contact: { link, setAtMs, setBy } }: { readonly contact: Contact }) {
  const w = useGuideWords();
  return (
    <Facts
      of={[
        [w.contactNow, <code className={styles.link}>{link}</code>],
        [w.contactBy, w.contactSetters[setBy]],
        [w.contactAt, <Instant value={setAtMs} />],
      ]}
    />
  );
}
