import { Select } from 'antd';
import { useState } from 'react';
import { api, queryClient, useReply } from '../../app/api';
import { useErrorText } from '../../app/language';
import { Loaded } from '../../app/loaded';
import { can, useOperator } from '../../app/operator';
import { ConfirmButton } from '../../ui/confirm-button';
import { useDayText, useMoment } from '../../ui/context';
import { Field } from '../../ui/form';
import { formatCount } from '../../ui/format';
import { Panel } from '../../ui/panel';
import { ReasonField } from '../../ui/reason-field';
import { Skeleton } from '../../ui/states';
import styles from './membership.module.css';
import { useCustomerWords } from './words';

const REASON_MIN = 2;

/** Who looks after the customer, who did before, and handing them over. */
export function GuidePanel({ customerId }: { readonly customerId: string }) {
  const w = useCustomerWords().guide;
  const day = useDayText();
  const { nowMs } = useMoment();
  const operator = useOperator();
  const bindings = useReply('customerGuide', customerId, () => api.customerGuide({ params: { customerId } }));
  const present = bindings.data?.items.find(({ endedAtMs }) => endedAtMs === null);
  const earlier = bindings.data?.items.filter(({ endedAtMs }) => endedAtMs !== null) ?? [];
  return (
    <Panel
      title={w.title}
      actions={
        bindings.data &&
        can(operator, 'guides.write') && (
          <TransferButton customerId={customerId} presentGuideId={present?.guideId ?? null} />
        )
      }
    >
      <Loaded query={bindings} skeleton={<Skeleton height={60} />}>
        {() => (
          <div className={styles.stack}>
            {present ? (
              <div>
                <p className={styles.level}>
                  <strong>{present.guideName}</strong>
                  {present.store}
                </p>
                <p className={styles.quiet}>
                  {w.since(day(present.boundAtMs))} · {w.reasons[present.reason]}
                </p>
                {present.protectedUntilMs !== null && present.protectedUntilMs > nowMs && (
                  <p className={styles.quiet}>{w.protectedUntil(day(present.protectedUntilMs))}</p>
                )}
              </div>
            ) : (
              <p className={styles.quiet}>{w.none}</p>
            )}
            {earlier.length > 0 && (
              <div>
                <h3 className={styles.heading}>{w.earlier}</h3>
                <ol className={styles.history}>
                  {earlier.map((binding) => (
                    <li key={`${binding.guideId} ${binding.boundAtMs}`}>
                      <span className={styles.what}>{binding.guideName}</span>
                      <span className={styles.quiet}>
                        {w.until(day(binding.boundAtMs), day(binding.endedAtMs ?? binding.boundAtMs))}
                      </span>
                    </li>
                  ))}
                </ol>
              </div>
            )}
          </div>
        )}
      </Loaded>
    </Panel>
  );
}

interface TransferButtonProps {
  readonly customerId: string;
  readonly presentGuideId: string | null;
}

function TransferButton({ customerId, presentGuideId }: TransferButtonProps) {
  const w = useCustomerWords().guide;
  const errorText = useErrorText();
  const [guideId, setGuideId] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  return (
    <ConfirmButton
      label={presentGuideId === null ? w.assign : w.transfer}
      title={w.transferTitle}
      okText={w.ok}
      cancelText={w.cancel}
      isSmall
      isReady={guideId !== null && reason.trim().length >= REASON_MIN}
      onConfirm={async () => {
        const body = { guideId: guideId ?? '', reason: reason.trim() };
        const answer = await api.transferCustomer({ params: { customerId }, body });
        if (!answer.ok) return errorText(answer.code);
        queryClient.setQueryData(['customerGuide', customerId], answer.value);
        setGuideId(null);
        setReason('');
        return null;
      }}
    >
      <div className={styles.stack}>
        <p>{w.transferText}</p>
        <GuideSelect value={guideId} without={presentGuideId} onChange={setGuideId} />
        <ReasonField label={w.reason} hint={w.reasonHint} value={reason} onChange={setReason} />
      </div>
    </ConfirmButton>
  );
}

interface GuideSelectProps {
  readonly value: string | null;
  readonly without: string | null;
  readonly onChange: (guideId: string) => void;
}

/** A guide who is here, by name, store and how many customers they have. */
export function GuideSelect({ value, without, onChange }: GuideSelectProps) {
  const w = useCustomerWords().guide;
  const guides = useReply('guides', null, () => api.guides());
  const offered = (guides.data?.items ?? []).filter(
    (guide) => guide.leftAtMs === null && guide.guideId !== without,
  );
  return (
    <Field label={w.to}>
      {(field) => (
        <Select<string>
          {...field}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={w.choose}
          loading={guides.isPending}
          value={value}
          onChange={onChange}
          options={offered.map((guide) => ({
            value: guide.guideId,
            label: [guide.name, guide.storeName, w.customers(formatCount(guide.customers))]
              .filter(Boolean)
              .join(' · '),
          }))}
        />
      )}
    </Field>
  );
}
