import type { ClientErrorCode, ReplyOf } from '@liuliang/contract/client';
import { Button, Input } from 'antd';
import { useId, useState, type FormEvent, type ReactNode } from 'react';
import { api, session } from '../../app/api';
import { useErrorText, useMessages } from '../../app/language';
import { tokensOf } from '../../app/transport';
import { useDemoSignIn } from './demo';
import styles from './sign-in.module.css';

type Step = 'password' | 'code';
type Fault = { readonly field: 'login' | 'password' | 'code' | 'form'; readonly text: string };

interface SignInFormProps {
  readonly onSignedIn: (operator: ReplyOf<'signInOperator'>['operator']) => void;
}

export function SignInForm({ onSignedIn }: SignInFormProps) {
  const m = useMessages();
  const errorText = useErrorText();
  const demo = useDemoSignIn();
  const [step, setStep] = useState<Step>('password');
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [fault, setFault] = useState<Fault | null>(null);
  const [isBusy, setBusy] = useState(false);

  const faultOfInput = (): Fault | null => {
    if (step === 'code') return /^\d{6}$/.test(code) ? null : { field: 'code', text: m.signIn.needCode };
    if (login.trim() === '') return { field: 'login', text: m.signIn.needLogin };
    return password === '' ? { field: 'password', text: m.signIn.needPassword } : null;
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const inputFault = faultOfInput();
    setFault(inputFault);
    if (inputFault || isBusy) return;
    setBusy(true);
    const answer = await api.signInOperator({
      body: { login: login.trim(), password, ...(step === 'code' ? { totp: code } : {}) },
    });
    setBusy(false);
    if (answer.ok) {
      onSignedIn(answer.value.operator);
      session.signIn(tokensOf(answer.value));
    } else if (answer.code === 'TOTP_REQUIRED') setStep('code');
    else setFault({ field: fieldOf(answer.code), text: errorText(answer.code) });
  };

  const startOver = () => {
    setStep('password');
    setCode('');
    setPassword('');
    setFault(null);
  };

  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      {step === 'password' ? (
        <>
          <Field label={m.signIn.login} fault={fault?.field === 'login' ? fault.text : null}>
            {(field) => (
              <Input {...field} size="large" autoFocus autoComplete="username" maxLength={64} value={login} onChange={(event) => setLogin(event.target.value)} />
            )}
          </Field>
          <Field label={m.signIn.password} fault={fault?.field === 'password' ? fault.text : null}>
            {(field) => (
              <Input.Password {...field} size="large" autoComplete="current-password" maxLength={200} value={password} onChange={(event) => setPassword(event.target.value)} />
            )}
          </Field>
        </>
      ) : (
        <Field label={m.signIn.code} hint={m.signIn.codeHint} fault={fault?.field === 'code' ? fault.text : null}>
          {(field) => (
            <Input {...field} size="large" autoFocus inputMode="numeric" autoComplete="one-time-code" maxLength={6} value={code} onChange={(event) => setCode(event.target.value.replace(/\D/g, ''))} />
          )}
        </Field>
      )}
      {fault?.field === 'form' && (
        <p className={styles.formFault} role="alert">
          {fault.text}
        </p>
      )}
      <Button type="primary" htmlType="submit" size="large" block loading={isBusy}>
        {step === 'code' ? m.signIn.confirm : m.signIn.submit}
      </Button>
      {step === 'code' && (
        <Button type="link" onClick={startOver}>
          {m.signIn.back}
        </Button>
      )}
      {step === 'password' && demo && (
        <section className={styles.demo} aria-label={m.signIn.demoTitle}>
          <p>{m.signIn.demoText(demo.login)}</p>
          <Button
            onClick={() => {
              setLogin(demo.login);
              setPassword(demo.password);
              setFault(null);
            }}
          >
            {m.signIn.demoFill}
          </Button>
        </section>
      )}
    </form>
  );
}

function fieldOf(code: ClientErrorCode<'signInOperator'>): Fault['field'] {
  if (code === 'TOTP_WRONG') return 'code';
  return code === 'CREDENTIALS_WRONG' ? 'password' : 'form';
}

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly fault: string | null;
  readonly children: (field: { id: string; status?: 'error'; 'aria-invalid': boolean; 'aria-describedby': string }) => ReactNode;
}

function Field({ label, hint, fault, children }: FieldProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        ...(fault ? { status: 'error' as const } : {}),
        'aria-invalid': fault !== null,
        'aria-describedby': `${id}-about`,
      })}
      <p id={`${id}-about`} className={fault ? styles.fault : styles.hint} role={fault ? 'alert' : undefined}>
        {fault ?? hint}
      </p>
    </div>
  );
}
