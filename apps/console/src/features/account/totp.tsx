import type { ReplyOf } from '@liuliang/contract/client';
import { Button, Input, QRCode } from 'antd';
import { useState, type FormEvent } from 'react';
import { api, queryClient } from '../../app/api';
import { useErrorText } from '../../app/language';
import { useOperator } from '../../app/operator';
import { useMoment } from '../../ui/context';
import { Field } from '../../ui/form';
import { formatInstant } from '../../ui/format';
import { Panel } from '../../ui/panel';
import { Notice } from '../../ui/states';
import styles from './account.module.css';
import { useAccountWords } from './words';

type Enrolment = ReplyOf<'beginMyTotp'>;

/** Enrols one-time codes in two steps: the secret, shown once, and a code that confirms it. */
export function Totp() {
  const w = useAccountWords();
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [isDone, setDone] = useState(false);
  const confirmed = async () => {
    setEnrolment(null);
    setDone(true);
    await queryClient.invalidateQueries({ queryKey: ['operatorProfile'] });
    await queryClient.invalidateQueries({ queryKey: ['mySessions'] });
  };
  return (
    <Panel title={w.totp} hint={w.totpHint}>
      {enrolment ? (
        <Confirm enrolment={enrolment} onDone={() => void confirmed()} onCancel={() => setEnrolment(null)} />
      ) : (
        <>
          {isDone && <Notice tone="good">{w.enrolled}</Notice>}
          <Begin
            onBegun={(begun) => {
              setDone(false);
              setEnrolment(begun);
            }}
          />
        </>
      )}
    </Panel>
  );
}

function Begin({ onBegun }: { readonly onBegun: (enrolment: Enrolment) => void }) {
  const w = useAccountWords();
  const errorText = useErrorText();
  const { totpEnabled } = useOperator();
  const [password, setPassword] = useState('');
  const [totp, setTotp] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const isReady = password !== '' && (!totpEnabled || /^\d{6}$/.test(totp));
  const begin = async (event: FormEvent) => {
    event.preventDefault();
    if (!isReady || isBusy) return;
    setBusy(true);
    const answer = await api.beginMyTotp({ body: { password, ...(totpEnabled ? { totp } : {}) } });
    setBusy(false);
    if (answer.ok) onBegun(answer.value);
    else setFault(errorText(answer.code));
  };
  return (
    <form className={styles.form} onSubmit={(event) => void begin(event)}>
      <p>{totpEnabled ? w.totpOn : w.totpOff}</p>
      <Field label={w.current}>
        {(field) => (
          <Input.Password
            {...field}
            value={password}
            maxLength={200}
            autoComplete="current-password"
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      {totpEnabled && <CodeField label={w.present} value={totp} onChange={setTotp} />}
      {fault && <Notice tone="danger">{fault}</Notice>}
      <Button htmlType="submit" loading={isBusy} disabled={!isReady}>
        {totpEnabled ? w.beginAgain : w.begin}
      </Button>
    </form>
  );
}

interface ConfirmProps {
  readonly enrolment: Enrolment;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

function Confirm({ enrolment, onDone, onCancel }: ConfirmProps) {
  const w = useAccountWords();
  const errorText = useErrorText();
  const moment = useMoment();
  const [totp, setTotp] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const confirm = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    const answer = await api.confirmMyTotp({ body: { totp } });
    setBusy(false);
    if (answer.ok) onDone();
    else setFault(errorText(answer.code));
  };
  return (
    <form className={styles.form} onSubmit={(event) => void confirm(event)}>
      <p>{w.scan}</p>
      <span role="img" aria-label={w.qr}>
        {/* Black on white in either theme, or a camera does not read it. */}
        <QRCode type="svg" value={enrolment.uri} size={184} color="#000" bgColor="#fff" />
      </span>
      <code className={styles.secret} aria-label={w.secret}>
        {enrolment.secret}
      </code>
      <CodeField
        label={w.code}
        hint={w.until(formatInstant(enrolment.endsAtMs, moment))}
        value={totp}
        onChange={setTotp}
      />
      {fault && <Notice tone="danger">{fault}</Notice>}
      <span>
        <Button type="primary" htmlType="submit" loading={isBusy} disabled={!/^\d{6}$/.test(totp)}>
          {w.confirm}
        </Button>{' '}
        <Button type="text" onClick={onCancel}>
          {w.cancel}
        </Button>
      </span>
    </form>
  );
}

interface CodeFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function CodeField({ label, hint, value, onChange }: CodeFieldProps) {
  return (
    <Field label={label} hint={hint}>
      {(field) => (
        <Input
          {...field}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          value={value}
          onChange={(event) => onChange(event.target.value.replace(/\D/g, ''))}
        />
      )}
    </Field>
  );
}
