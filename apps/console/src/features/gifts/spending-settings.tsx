import { Checkbox } from 'antd';
import { useState } from 'react';
import { api, queryClient, useReply } from '../../app/api';
import { useErrorText } from '../../app/language';
import { Loaded } from '../../app/loaded';
import { useLeaving } from '../../app/versions/leaving';
import { ConfirmButton } from '../../ui/confirm-button';
import { Field, Fields, Hundredths, WholeNumber } from '../../ui/form';
import { formatMoney } from '../../ui/format';
import { Panel } from '../../ui/panel';
import { Skeleton } from '../../ui/states';
import { useGiftWords, type Settings } from './gift-words';
import styles from './gifts.module.css';

/** How points can be spent: in orders, on gifts, between members. In force as soon as it is saved. */
export function SpendingSettings() {
  const settings = useReply('spendingSettings', null, () => api.spendingSettings());
  return (
    <Loaded query={settings} skeleton={<Skeleton height={420} />}>
      {(saved) => <SettingsForm key={JSON.stringify(saved)} saved={saved} />}
    </Loaded>
  );
}

function SettingsForm({ saved }: { readonly saved: Settings }) {
  const { settings: text } = useGiftWords();
  const errorText = useErrorText();
  const [settings, setSettings] = useState(saved);
  const isChanged = JSON.stringify(settings) !== JSON.stringify(saved);
  const leaving = useLeaving(isChanged, 'form');
  return (
    <div className={styles.settings}>
      {leaving}
      <OrderSettings
        rules={settings.orders}
        onChange={(orders) => setSettings({ ...settings, orders: { ...settings.orders, ...orders } })}
      />
      <Panel title={text.gifts}>
        <Fields>
          <Count
            label={text.pickup}
            hint={text.pickupHint}
            unit={text.days}
            min={1}
            max={365}
            value={settings.gifts.pickupDays}
            onChange={(pickupDays) => setSettings({ ...settings, gifts: { pickupDays } })}
          />
        </Fields>
      </Panel>
      <TransferSettings
        rules={settings.transfers}
        onChange={(transfers) =>
          setSettings({ ...settings, transfers: { ...settings.transfers, ...transfers } })
        }
      />
      <div className={styles.save}>
        <ConfirmButton
          label={isChanged ? text.save : text.unchanged}
          title={text.saveTitle}
          okText={text.save}
          cancelText={text.cancel}
          isPrimary
          disabled={!isChanged}
          onConfirm={async () => {
            const answer = await api.changeSpendingSettings({ body: settings });
            if (!answer.ok) return errorText(answer.code);
            queryClient.setQueryData(['spendingSettings', null], answer.value);
            return null;
          }}
        >
          <p>{text.saveText}</p>
        </ConfirmButton>
      </div>
    </div>
  );
}

interface PartProps<T> {
  readonly rules: T;
  readonly onChange: (changes: Partial<T>) => void;
}

function OrderSettings({ rules, onChange }: PartProps<Settings['orders']>) {
  const { settings: text } = useGiftWords();
  return (
    <Panel
      title={text.orders}
      hint={text.ordersHint}
      actions={<Switch of={text.orders} isOn={rules.enabled} onChange={(enabled) => onChange({ enabled })} />}
    >
      <Fields>
        <Field label={text.worth} hint={text.worthHint(formatMoney(rules.fenPer100Points * 10))}>
          {(field) => (
            <Hundredths
              {...field}
              unit="¥"
              min={1}
              max={1_000_000}
              value={rules.fenPer100Points}
              onChange={(fenPer100Points) => onChange({ fenPer100Points })}
            />
          )}
        </Field>
        <Count
          label={text.min}
          unit={text.points}
          min={1}
          value={rules.minPoints}
          onChange={(minPoints) => onChange({ minPoints })}
        />
        <Count
          label={text.step}
          unit={text.points}
          min={1}
          value={rules.stepPoints}
          onChange={(stepPoints) => onChange({ stepPoints })}
        />
        <Count
          label={text.max}
          unit="%"
          min={1}
          max={100}
          value={rules.maxPercent}
          onChange={(maxPercent) => onChange({ maxPercent })}
        />
        <Count
          label={text.hold}
          unit={text.minutes}
          min={1}
          max={43_200}
          value={rules.holdMinutes}
          onChange={(holdMinutes) => onChange({ holdMinutes })}
        />
      </Fields>
    </Panel>
  );
}

function TransferSettings({ rules, onChange }: PartProps<Settings['transfers']>) {
  const { settings: text } = useGiftWords();
  return (
    <Panel
      title={text.transfers}
      hint={text.transfersHint}
      actions={
        <Switch of={text.transfers} isOn={rules.enabled} onChange={(enabled) => onChange({ enabled })} />
      }
    >
      <Fields>
        <Count
          label={text.minTransfer}
          unit={text.points}
          min={1}
          value={rules.minPoints}
          onChange={(minPoints) => onChange({ minPoints })}
        />
        <Count
          label={text.dayLimit}
          hint={text.dayLimitHint}
          unit={text.points}
          value={rules.dayLimit}
          onChange={(dayLimit) => onChange({ dayLimit })}
        />
        <Count
          label={text.ttl}
          unit={text.hours}
          min={1}
          max={720}
          value={rules.ttlHours}
          onChange={(ttlHours) => onChange({ ttlHours })}
        />
      </Fields>
    </Panel>
  );
}

interface SwitchProps {
  readonly of: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

function Switch({ of, isOn, onChange }: SwitchProps) {
  const { settings: text } = useGiftWords();
  return (
    <Checkbox
      aria-label={`${of}: ${text.enabled}`}
      checked={isOn}
      onChange={(event) => onChange(event.target.checked)}
    >
      {text.enabled}
    </Checkbox>
  );
}

interface CountProps {
  readonly label: string;
  readonly hint?: string;
  readonly unit: string;
  readonly min?: number;
  readonly max?: number;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function Count({ label, hint, ...number }: CountProps) {
  return (
    <Field label={label} hint={hint}>
      {(field) => <WholeNumber {...field} {...number} />}
    </Field>
  );
}
