import { Select } from 'antd';
import { useState } from 'react';
import { api } from '../../app/api';
import { useErrorText } from '../../app/language';
import { useTierName } from '../../app/tiers';
import { ConfirmButton } from '../../ui/confirm-button';
import { Field } from '../../ui/form';
import { ReasonField } from '../../ui/reason-field';
import styles from './membership.module.css';
import { REASON_MIN, renewTier } from './tier-passes';
import { useCustomerWords } from './words';

interface RevokeTierProps {
  readonly customerId: string;
  readonly level: number;
}

/** Takes a level back for fraud. What was earned before no longer counts, and no button brings it back. */
export function RevokeTierButton({ customerId, level }: RevokeTierProps) {
  const w = useCustomerWords().tier;
  const tierName = useTierName();
  const errorText = useErrorText();
  const [toLevel, setToLevel] = useState(1);
  const [reason, setReason] = useState('');
  const lower = Array.from({ length: level - 1 }, (_, index) => index + 1);
  return (
    <ConfirmButton
      label={w.revoke}
      title={w.revokeTitle}
      okText={w.revoke}
      cancelText={w.cancel}
      isDangerous
      isSmall
      isReady={reason.trim().length >= REASON_MIN}
      onConfirm={async () => {
        const body = { toLevel, reason: reason.trim() };
        const answer = await api.revokeTier({ params: { customerId }, body });
        if (!answer.ok) return errorText(answer.code);
        await renewTier(customerId);
        return null;
      }}
    >
      <div className={styles.stack}>
        <p>{w.revokeText}</p>
        <Field label={w.revokeTo}>
          {(field) => (
            <Select
              {...field}
              value={toLevel}
              onChange={setToLevel}
              options={lower.map((value) => ({ value, label: tierName(value) }))}
            />
          )}
        </Field>
        <ReasonField label={w.reason} hint={w.reasonHint} value={reason} onChange={setReason} />
      </div>
    </ConfirmButton>
  );
}
