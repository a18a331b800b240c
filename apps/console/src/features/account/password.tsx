import { Button, Input } from 'antd';
import { useState, type FormEvent } from 'react';
import { api, queryClient } from '../../app/api';
import { useErrorText } from '../../app/language';
import { Field } from '../../ui/form';
import { Panel } from '../../ui/panel';
import { Notice } from '../../ui/states';
import styles from './account.module.css';
import { useAccountWords } from './words';

const EMPTY = { current: '', next: '', again: '' };
const SHORTEST = 12;

/** Changes the own password; what was typed is forgotten once it is changed. */
export function Password() {
  const w = useAccountWords();
  const errorText = useErrorText();
  const [typed, setTyped] = useState(EMPTY);
  const [isBusy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<{ readonly fault: string | null } | null>(null);
  const isSame = typed.next === typed.again;
  const isReady = typed.current !== '' && typed.next.length >= SHORTEST && isSame;
  const change = async (event: FormEvent) => {
    event.preventDefault();
    if (!isReady || isBusy) return;
    setBusy(true);
    const { current, next } = typed;
    const answer = await api.changeMyPassword({ body: { current, next } });
    setBusy(false);
    setOutcome({ fault: answer.ok ? null : errorText(answer.code) });
    if (!answer.ok) return;
    setTyped(EMPTY);
    await queryClient.invalidateQueries({ queryKey: ['mySessions'] });
  };
  const input = (key: keyof typeof EMPTY, autoComplete: string) => ({
    value: typed[key],
    maxLength: 200,
    autoComplete,
    onChange: (event: { readonly target: { readonly value: string } }) => {
      setTyped({ ...typed, [key]: event.target.value });
      setOutcome(null);
    },
  });
  return (
    <Panel title={w.password} hint={w.passwordHint}>
      <form className={styles.form} onSubmit={(event) => void change(event)}>
        <Field label={w.current}>
          {(field) => <Input.Password {...field} {...input('current', 'current-password')} />}
        </Field>
        <Field label={w.next} hint={w.nextHint}>
          {(field) => <Input.Password {...field} {...input('next', 'new-password')} />}
        </Field>
        <Field label={w.again} fault={typed.again !== '' && !isSame ? w.notSame : undefined}>
          {(field) => <Input.Password {...field} {...input('again', 'new-password')} />}
        </Field>
        {outcome && <Notice tone={outcome.fault ? 'danger' : 'good'}>{outcome.fault ?? w.changed}</Notice>}
        <Button type="primary" htmlType="submit" loading={isBusy} disabled={!isReady}>
          {w.change}
        </Button>
      </form>
    </Panel>
  );
}
