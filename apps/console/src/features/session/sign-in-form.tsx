import type { ClientErrorCode, ReplyOf } from '@liuliang/contract/client';
import { useState, type ComponentProps, type FormEvent } from 'react';
import { api, session } from '../../app/api';
import { useErrorText } from '../../app/language';
import { endsOf } from '../../app/transport';
import { PlainButton, PlainInput } from '../../ui/plain';
import { useDemoSignIn, type DemoSignIn } from './demo';
import { deviceName } from './device';
import { Field } from './field';
import styles from './sign-in.module.css';
import { useSignInWords } from './words';
import type { Words } from './words.zh';

type Step = 'password' | 'code';

interface Typed {
  readonly login: string;
  readonly password: string;
  readonly code: string;
}

interface Fault {
  readonly field: keyof Typed | 'form';
  readonly text: string;
}

interface SignInFormProps {
  readonly onSignedIn: (operator: ReplyOf<'openConsole'>['operator']) => void;
}

/** Asks for the one-time code only when the server says that the account has one. */
export function SignInForm({ onSignedIn }: SignInFormProps) {
  const w = useSignInWords();
  const errorText = useErrorText();
  const demo = useDemoSignIn();
  const [step, setStep] = useState<Step>('password');
  const [typed, setTyped] = useState<Typed>({ login: '', password: '', code: '' });
  const [fault, setFault] = useState<Fault | null>(null);
  const [isBusy, setBusy] = useState(false);
  const type = (changes: Partial<Typed>) => setTyped((current) => ({ ...current, ...changes }));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const missing = missingIn(typed, step, w);
    setFault(missing);
    if (missing || isBusy) return;
    setBusy(true);
    const { login, password, code } = typed;
    const answer = await api.openConsole({
      body: {
        login: login.trim(),
        password,
        ...(step === 'code' ? { totp: code } : {}),
        device: deviceName(localStorage),
      },
    });
    setBusy(false);
    if (answer.ok) {
      onSignedIn(answer.value.operator);
      session.signIn(endsOf(answer.value));
    } else if (answer.code === 'TOTP_REQUIRED') setStep('code');
    else setFault({ field: fieldOf(answer.code), text: errorText(answer.code) });
  };

  const startOver = () => {
    setStep('password');
    type({ password: '', code: '' });
    setFault(null);
  };

  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      {step === 'password' ? (
        <PasswordFields typed={typed} fault={fault} onType={type} />
      ) : (
        <CodeField typed={typed} fault={fault} onType={type} />
      )}
      {fault?.field === 'form' && (
        <p className={styles.formFault} role="alert">
          {fault.text}
        </p>
      )}
      <PlainButton look="primary" type="submit" isLarge aria-disabled={isBusy}>
        {isBusy && <span className={styles.turning} aria-hidden />}
        {step === 'code' ? w.confirm : w.submit}
      </PlainButton>
      {step === 'code' && (
        <PlainButton look="quiet" onClick={startOver}>
          {w.back}
        </PlainButton>
      )}
      {step === 'password' && demo && (
        <DemoHint
          demo={demo}
          onFill={() => {
            type(demo);
            setFault(null);
          }}
        />
      )}
    </form>
  );
}

function missingIn({ login, password, code }: Typed, step: Step, w: Words): Fault | null {
  if (step === 'code') return /^\d{6}$/.test(code) ? null : { field: 'code', text: w.needCode };
  if (login.trim() === '') return { field: 'login', text: w.needLogin };
  return password === '' ? { field: 'password', text: w.needPassword } : null;
}

function fieldOf(code: ClientErrorCode<'openConsole'>): Fault['field'] {
  if (code === 'TOTP_WRONG') return 'code';
  return code === 'CREDENTIALS_WRONG' ? 'password' : 'form';
}

interface FieldsProps {
  readonly typed: Typed;
  readonly fault: Fault | null;
  readonly onType: (changes: Partial<Typed>) => void;
}

const faultAt = (fault: Fault | null, field: Fault['field']) => (fault?.field === field ? fault.text : null);

function PasswordFields({ typed, fault, onType }: FieldsProps) {
  const w = useSignInWords();
  return (
    <>
      <Field label={w.login} fault={faultAt(fault, 'login')}>
        {(field) => (
          <PlainInput
            {...field}
            autoFocus
            autoComplete="username"
            maxLength={64}
            value={typed.login}
            onChange={(event) => onType({ login: event.target.value })}
          />
        )}
      </Field>
      <Field label={w.password} fault={faultAt(fault, 'password')}>
        {(field) => (
          <PasswordInput
            {...field}
            value={typed.password}
            onChange={(event) => onType({ password: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}

/** A password, with a button that shows what was typed. */
function PasswordInput(input: ComponentProps<'input'>) {
  const w = useSignInWords();
  const [isShown, setShown] = useState(false);
  return (
    <span className={styles.password}>
      <PlainInput
        {...input}
        type={isShown ? 'text' : 'password'}
        autoComplete="current-password"
        maxLength={200}
      />
      <PlainButton
        look="quiet"
        className={styles.show ?? ''}
        aria-pressed={isShown}
        onClick={() => setShown(!isShown)}
      >
        {isShown ? w.hide : w.show}
      </PlainButton>
    </span>
  );
}

function CodeField({ typed, fault, onType }: FieldsProps) {
  const w = useSignInWords();
  return (
    <Field label={w.code} hint={w.codeHint} fault={faultAt(fault, 'code')}>
      {(field) => (
        <PlainInput
          {...field}
          autoFocus
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          value={typed.code}
          onChange={(event) => onType({ code: event.target.value.replace(/\D/g, '') })}
        />
      )}
    </Field>
  );
}

function DemoHint({ demo, onFill }: { readonly demo: DemoSignIn; readonly onFill: () => void }) {
  const w = useSignInWords();
  return (
    <section className={styles.demo} aria-label={w.demoTitle}>
      <p>{w.demoText(demo.login)}</p>
      <PlainButton onClick={onFill}>{w.demoFill}</PlainButton>
    </section>
  );
}
