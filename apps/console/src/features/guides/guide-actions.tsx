import type { ReplyOf } from '@liuliang/contract/client';
import { AutoComplete, Checkbox, Select } from 'antd';
import { useState } from 'react';
import { api, queryClient, useReply } from '../../app/api';
import { useErrorText } from '../../app/language';
import { ConfirmButton } from '../../ui/confirm-button';
import { Field } from '../../ui/form';
import { formatCount } from '../../ui/format';
import styles from './guides.module.css';
import { useGuideWords } from './words';

export type Guide = ReplyOf<'guides'>['items'][number];

/** Whatever shows guides asks anew. */
export const renewGuides = () => queryClient.invalidateQueries({ queryKey: ['guides'] });

/** The guides who work now, other than one. */
function useOthers({ guideId }: Guide): readonly Guide[] {
  const guides = useReply('guides', null, () => api.guides());
  return (guides.data?.items ?? []).filter((one) => one.leftAtMs === null && one.guideId !== guideId);
}

export function MoveButton({ guide }: { readonly guide: Guide }) {
  const w = useGuideWords();
  const errorText = useErrorText();
  const [storeCode, setStoreCode] = useState('');
  const others = useOthers(guide);
  const stores = new Map(others.map((one) => [one.storeCode, one.storeName]));
  stores.delete(guide.storeCode);
  const typed = storeCode.trim();
  return (
    <ConfirmButton
      label={w.move}
      title={w.moveTitle(guide.name)}
      okText={w.move}
      cancelText={w.cancel}
      isSmall
      isReady={typed !== '' && typed !== guide.storeCode}
      onConfirm={async () => {
        const answer = await api.moveGuide({
          params: { guideId: guide.guideId },
          body: { storeCode: typed },
        });
        if (!answer.ok) return errorText(answer.code);
        await renewGuides();
        setStoreCode('');
        return null;
      }}
    >
      <div className={styles.form}>
        <p>{w.moveText}</p>
        <Field label={w.moveTo} hint={w.moveHint}>
          {(field) => (
            <AutoComplete
              {...field}
              value={storeCode}
              maxLength={32}
              onChange={setStoreCode}
              options={[...stores].flatMap(([code, name]) =>
                code === null ? [] : [{ value: code, label: `${name ?? code} · ${code}` }],
              )}
            />
          )}
        </Field>
      </div>
    </ConfirmButton>
  );
}

export function LeaveButton({ guide }: { readonly guide: Guide }) {
  const w = useGuideWords();
  const errorText = useErrorText();
  const [handOverTo, setHandOverTo] = useState('');
  const [isUnderstood, setUnderstood] = useState(false);
  const others = useOthers(guide);
  return (
    <ConfirmButton
      label={w.leave}
      title={w.leaveTitle(guide.name)}
      okText={w.leave}
      cancelText={w.cancel}
      isDangerous
      isSmall
      isReady={isUnderstood}
      onConfirm={async () => {
        const answer = await api.guideLeaves({
          params: { guideId: guide.guideId },
          body: { handOverTo: handOverTo || null, confirm: 'LEAVE' },
        });
        if (!answer.ok) return errorText(answer.code);
        await renewGuides();
        return null;
      }}
    >
      <div className={styles.form}>
        <p>{w.leaveText(formatCount(guide.customers))}</p>
        <Field label={w.handOverTo} hint={w.handOverHint}>
          {(field) => (
            <Select
              {...field}
              value={handOverTo}
              onChange={setHandOverTo}
              options={[
                { value: '', label: w.nobody },
                ...others.map((one) => ({
                  value: one.guideId,
                  label: [one.name, one.storeName].filter(Boolean).join(' · '),
                })),
              ]}
            />
          )}
        </Field>
        <Checkbox checked={isUnderstood} onChange={(event) => setUnderstood(event.target.checked)}>
          {w.understood}
        </Checkbox>
      </div>
    </ConfirmButton>
  );
}
