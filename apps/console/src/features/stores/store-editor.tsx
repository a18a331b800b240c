import type { ReplyOf } from '@liuliang/contract/client';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { api, queryClient } from '../../app/api';
import { useErrorText } from '../../app/language';
import { ConfirmButton } from '../../ui/confirm-button';
import { Field } from '../../ui/form';
import { dayOfText, pointOfText, textOfDay } from './hours';
import styles from './stores.module.css';
import { useStoreWords } from './words';

export type Store = ReplyOf<'stores'>['items'][number];

const renewStores = () => queryClient.invalidateQueries({ queryKey: ['stores'] });
const PHONE = /^([0-9+][0-9 -]{4,22})?$/;
const NO_DAYS: readonly string[] = Array.from({ length: 7 }, () => '');

/** What is in the fields, as typed. */
interface Typed {
  readonly city: string;
  readonly address: string;
  readonly phone: string;
  readonly point: string;
  readonly days: readonly string[];
}

function typedOf({ place }: Store): Typed {
  const { city = '', address = '', phone = '', latitude = null, longitude = null } = place ?? {};
  const point = latitude === null || longitude === null ? '' : `${latitude},${longitude}`;
  const days = place && place.hours.length > 0 ? place.hours.map(textOfDay) : NO_DAYS;
  return { city, address, phone, point, days };
}

/** What would be saved; null while something typed is not understood. */
function placeOf({ city, address, phone, point, days }: Typed) {
  const where = pointOfText(point);
  const read = days.map(dayOfText);
  if (where === undefined || !PHONE.test(phone.trim()) || read.includes(undefined)) return null;
  const hours = read.every((day) => day === null) ? [] : read.map((day) => day ?? null);
  const { latitude = null, longitude = null } = where ?? {};
  return { city: city.trim(), address: address.trim(), phone: phone.trim(), latitude, longitude, hours };
}

export function DescribeButton({ store }: { readonly store: Store }) {
  const w = useStoreWords();
  const errorText = useErrorText();
  const [typed, setTyped] = useState(() => typedOf(store));
  const place = placeOf(typed);
  return (
    <ConfirmButton
      label={w.edit}
      title={w.editTitle(store.name)}
      okText={w.save}
      cancelText={w.cancel}
      isSmall
      isReady={place !== null}
      onConfirm={async () => {
        if (place === null) return null;
        const answer = await api.describeStore({ params: { storeId: store.storeId }, body: place });
        if (!answer.ok) return errorText(answer.code);
        await renewStores();
        return null;
      }}
    >
      <Form typed={typed} onChange={(change) => setTyped({ ...typed, ...change })} />
    </ConfirmButton>
  );
}

function Form({
  typed,
  onChange,
}: {
  readonly typed: Typed;
  readonly onChange: (change: Partial<Typed>) => void;
}) {
  const w = useStoreWords();
  const { city, address, phone, point } = typed;
  return (
    <div className={styles.form}>
      <Field label={w.city} hint={w.cityHint}>
        {(field) => (
          <Input
            {...field}
            value={city}
            maxLength={32}
            onChange={(event) => onChange({ city: event.target.value })}
          />
        )}
      </Field>
      <Field label={w.address}>
        {(field) => (
          <Input
            {...field}
            value={address}
            maxLength={120}
            onChange={(event) => onChange({ address: event.target.value })}
          />
        )}
      </Field>
      <Field label={w.phone} hint={w.phoneHint} fault={PHONE.test(phone.trim()) ? undefined : w.phoneFault}>
        {(field) => (
          <Input
            {...field}
            value={phone}
            maxLength={24}
            onChange={(event) => onChange({ phone: event.target.value })}
          />
        )}
      </Field>
      <Field
        label={w.point}
        hint={w.pointHint}
        fault={pointOfText(point) === undefined ? w.pointFault : undefined}
      >
        {(field) => (
          <Input
            {...field}
            value={point}
            maxLength={48}
            onChange={(event) => onChange({ point: event.target.value })}
          />
        )}
      </Field>
      <Days days={typed.days} onChange={(days) => onChange({ days })} />
    </div>
  );
}

function Days({
  days,
  onChange,
}: {
  readonly days: readonly string[];
  readonly onChange: (days: string[]) => void;
}) {
  const w = useStoreWords();
  const isUnderstood = days.every((day) => dayOfText(day) !== undefined);
  return (
    <Field label={w.hours} hint={w.hoursHint} fault={isUnderstood ? undefined : w.hoursFault}>
      {(field) => (
        <div id={field.id} role="group" aria-describedby={field['aria-describedby']}>
          <div className={styles.days}>
            {w.week.map((name, index) => (
              <span className={styles.day} key={name}>
                <label htmlFor={`${field.id}-${index}`}>{name}</label>
                <Input
                  id={`${field.id}-${index}`}
                  value={days[index] ?? ''}
                  maxLength={16}
                  onChange={(event) =>
                    onChange(days.map((day, at) => (at === index ? event.target.value : day)))
                  }
                />
              </span>
            ))}
          </div>
          <Button type="link" onClick={() => onChange(days.map(() => days[0] ?? ''))}>
            {w.sameAll}
          </Button>
        </div>
      )}
    </Field>
  );
}

export function HideButton({ store }: { readonly store: Store }) {
  const w = useStoreWords();
  const errorText = useErrorText();
  return (
    <ConfirmButton
      label={w.hide}
      title={w.hideTitle(store.name)}
      okText={w.hide}
      cancelText={w.cancel}
      isDangerous
      isSmall
      onConfirm={async () => {
        const answer = await api.hideStore({ params: { storeId: store.storeId }, body: {} });
        if (!answer.ok) return errorText(answer.code);
        await renewStores();
        return null;
      }}
    >
      <p>{w.hideText}</p>
    </ConfirmButton>
  );
}
