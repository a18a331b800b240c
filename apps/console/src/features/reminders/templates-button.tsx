import type { ReplyOf } from '@liuliang/contract/client';
import { Input } from 'antd';
import { useState } from 'react';
import { api, queryClient } from '../../app/api';
import { useErrorText, useLanguage } from '../../app/language';
import { reminderNames } from '../../app/reminder-names';
import { ConfirmButton } from '../../ui/confirm-button';
import { Field } from '../../ui/form';
import { useReminderWords } from './words';

type Templates = ReplyOf<'reminderTotals'>['templates'];
type Purpose = keyof Templates;

const ID = /^[\w-]{0,64}$/;
const purposes = Object.keys(reminderNames) as Purpose[];

/** Which template of WeChat stands for which reminder. */
export function TemplatesButton({ start }: { readonly start: Templates }) {
  const w = useReminderWords();
  const language = useLanguage();
  const errorText = useErrorText();
  const [typed, setTyped] = useState(start);
  const faultOf = (purpose: Purpose): string | undefined => {
    const id = typed[purpose].trim();
    if (!ID.test(id)) return w.templateFault;
    const isTwice = id !== '' && purposes.some((other) => other !== purpose && typed[other].trim() === id);
    return isTwice ? w.twiceFault : undefined;
  };
  return (
    <ConfirmButton
      label={w.change}
      title={w.change}
      okText={w.save}
      cancelText={w.cancel}
      isSmall
      isReady={purposes.every((purpose) => faultOf(purpose) === undefined)}
      onConfirm={async () => {
        const answer = await api.changeReminderTemplates({ body: typed });
        if (!answer.ok) return errorText(answer.code);
        queryClient.setQueryData(['reminderTotals', null], answer.value);
        return null;
      }}
    >
      <p>{w.templateHint}</p>
      {purposes.map((purpose) => (
        <Field key={purpose} label={reminderNames[purpose][language]} fault={faultOf(purpose)}>
          {(field) => (
            <Input
              {...field}
              value={typed[purpose]}
              maxLength={64}
              onChange={(event) => setTyped({ ...typed, [purpose]: event.target.value })}
            />
          )}
        </Field>
      ))}
    </ConfirmButton>
  );
}
