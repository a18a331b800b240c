import { Select } from 'antd';
import { useState } from 'react';
import { api, queryClient } from '../../app/api';
import { useErrorText } from '../../app/language';
import { useTierName, useTierScheme } from '../../app/tiers';
import { ConfirmButton } from '../../ui/confirm-button';
import { ChoiceField, Field, Fields, Hundredths, WholeNumber } from '../../ui/form';
import { ReasonField } from '../../ui/reason-field';
import styles from './membership.module.css';
import { useCustomerWords } from './words';

export const REASON_MIN = 2;
const DAYS_MAX = 1_100;

export const renewTier = (customerId: string) =>
  queryClient.invalidateQueries({ queryKey: ['customerTier', customerId] });

interface PassInput {
  readonly kind: 'paid' | 'trial';
  readonly level: number;
  readonly days: number;
  readonly amountFen: number;
}

/** Gives a paid membership or trial card that holds at once. */
export function GrantPassButton({ customerId }: { readonly customerId: string }) {
  const w = useCustomerWords().tier;
  const errorText = useErrorText();
  // One key a pass: pressing again after a lost answer is the same pass, not a second one.
  const [passKey, setPassKey] = useState(() => crypto.randomUUID());
  const [pass, setPass] = useState<PassInput>({ kind: 'trial', level: 2, days: 30, amountFen: 0 });
  return (
    <ConfirmButton
      label={w.grant}
      title={w.grantTitle}
      okText={w.grantOk}
      cancelText={w.cancel}
      isSmall
      onConfirm={async () => {
        const answer = await api.grantTierPass({ params: { customerId }, body: { passKey, ...pass } });
        if (!answer.ok) return errorText(answer.code);
        setPassKey(crypto.randomUUID());
        await renewTier(customerId);
        return null;
      }}
    >
      <div className={styles.stack}>
        <p>{w.grantText}</p>
        <PassFields pass={pass} onChange={(changes) => setPass({ ...pass, ...changes })} />
      </div>
    </ConfirmButton>
  );
}

interface PassFieldsProps {
  readonly pass: PassInput;
  readonly onChange: (changes: Partial<PassInput>) => void;
}

function PassFields({ pass, onChange }: PassFieldsProps) {
  const w = useCustomerWords().tier;
  const tierName = useTierName();
  const levelCount = useTierScheme()?.levels.length ?? 0;
  return (
    <Fields>
      <ChoiceField
        label={w.kind}
        values={['trial', 'paid']}
        names={w.kinds}
        value={pass.kind}
        onChange={(value) => onChange({ kind: value, amountFen: 0 })}
      />
      <Field label={w.level}>
        {(field) => (
          <Select
            {...field}
            value={pass.level}
            onChange={(level) => onChange({ level })}
            options={Array.from({ length: levelCount }, (_, index) => ({
              value: index + 1,
              label: tierName(index + 1),
            }))}
          />
        )}
      </Field>
      <Field label={w.days}>
        {(field) => (
          <WholeNumber
            {...field}
            unit={w.day}
            min={1}
            max={DAYS_MAX}
            value={pass.days}
            onChange={(days) => onChange({ days })}
          />
        )}
      </Field>
      {pass.kind === 'paid' && (
        <Field label={w.amount}>
          {(field) => (
            <Hundredths
              {...field}
              unit="¥"
              value={pass.amountFen}
              onChange={(amountFen) => onChange({ amountFen })}
            />
          )}
        </Field>
      )}
    </Fields>
  );
}

interface EndPassProps {
  readonly customerId: string;
  readonly passId: string;
  readonly name: string;
}

export function EndPassButton({ customerId, passId, name }: EndPassProps) {
  const w = useCustomerWords().tier;
  const errorText = useErrorText();
  const [reason, setReason] = useState('');
  return (
    <ConfirmButton
      label={w.end}
      title={w.endTitle(name)}
      okText={w.end}
      cancelText={w.cancel}
      isDangerous
      isSmall
      isReady={reason.trim().length >= REASON_MIN}
      onConfirm={async () => {
        const answer = await api.cancelTierPass({ params: { passId }, body: { reason: reason.trim() } });
        if (!answer.ok) return errorText(answer.code);
        await renewTier(customerId);
        return null;
      }}
    >
      <div className={styles.stack}>
        <p>{w.endText}</p>
        <ReasonField label={w.reason} hint={w.reasonHint} value={reason} onChange={setReason} />
      </div>
    </ConfirmButton>
  );
}
