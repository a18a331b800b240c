import { Select } from 'antd';
import { Choice, ChoiceField, Field, Fields, WholeNumber } from '../../../ui/form';
import { useEarningWords, useEditor } from '../editor';
import styles from '../earning.module.css';
import { expirySentence } from '../rule-lines';
import type { Expiry } from '../rules';
import { ExpiryExample } from './expiry-example';

const starts: { readonly [K in Expiry['kind']]: Extract<Expiry, { kind: K }> } = {
  never: { kind: 'never' },
  fixed: { kind: 'fixed', month: 12, day: 31, years: 1 },
  rolling: { kind: 'rolling', unit: 'month', count: 12 },
  calendar: { kind: 'calendar', months: 12, endOf: 'year' },
  sliding: { kind: 'sliding', days: 365, activity: 'earning' },
};
const kinds = ['calendar', 'fixed', 'rolling', 'sliding', 'never'] as const;

/** From when points can be used, and until when; told as a member would be told. */
export function LifetimeSection() {
  const { editor, sentences } = useEarningWords();
  const { rules, change, faultAt } = useEditor();
  return (
    <div className={styles.stack}>
      <Field label={editor.expiry} fault={faultAt('expiry')}>
        {(field) => (
          <Select
            {...field}
            className={styles.choice}
            popupMatchSelectWidth={false}
            value={rules.expiry.kind}
            onChange={(kind) => change({ expiry: starts[kind] })}
            options={kinds.map((value) => ({ value, label: editor.expiries[value] }))}
          />
        )}
      </Field>
      <ExpiryTerms expiry={rules.expiry} onChange={(expiry) => change({ expiry })} />
      <div className={styles.example} aria-live="polite">
        <p>{expirySentence(rules.expiry, sentences)}</p>
        <ExpiryExample />
      </div>
      <Fields>
        <Days label={editor.pendingDays} hint={editor.pendingHint} of="pendingDays" max={365} />
        <Days label={editor.noticeDays} of="noticeDays" max={90} />
        <Days label={editor.reinstateDays} of="reinstateDays" max={365} />
      </Fields>
    </div>
  );
}

interface DaysProps {
  readonly label: string;
  readonly hint?: string;
  readonly of: 'pendingDays' | 'noticeDays' | 'reinstateDays';
  readonly max: number;
}

function Days({ label, hint, of, max }: DaysProps) {
  const { editor } = useEarningWords();
  const { rules, change, faultAt } = useEditor();
  return (
    <Field label={label} hint={hint} fault={faultAt(of)}>
      {(field) => (
        <WholeNumber
          {...field}
          unit={editor.day}
          max={max}
          value={rules[of]}
          onChange={(days) => change({ [of]: days })}
        />
      )}
    </Field>
  );
}

interface TermsProps<E extends Expiry = Expiry> {
  readonly expiry: E;
  readonly onChange: (expiry: Expiry) => void;
}

function ExpiryTerms({ expiry, onChange }: TermsProps) {
  const { editor } = useEarningWords();
  switch (expiry.kind) {
    case 'never':
      return null;
    case 'fixed':
      return <FixedTerms expiry={expiry} onChange={onChange} />;
    case 'rolling':
      return (
        <Field label={editor.rollingCount}>
          {(field) => (
            <span className={styles.sentence}>
              <WholeNumber
                {...field}
                min={1}
                max={3660}
                value={expiry.count}
                onChange={(count) => onChange({ ...expiry, count })}
              />
              <Choice
                label={editor.rollingCount}
                asButtons
                values={['month', 'day']}
                names={editor}
                value={expiry.unit}
                onChange={(value) => onChange({ ...expiry, unit: value })}
              />
            </span>
          )}
        </Field>
      );
    case 'calendar':
      return <CalendarTerms expiry={expiry} onChange={onChange} />;
    case 'sliding':
      return <SlidingTerms expiry={expiry} onChange={onChange} />;
  }
}

function SlidingTerms({ expiry, onChange }: TermsProps<Extract<Expiry, { kind: 'sliding' }>>) {
  const { editor } = useEarningWords();
  return (
    <Fields>
      <Field label={editor.slidingDays}>
        {(field) => (
          <WholeNumber
            {...field}
            unit={editor.day}
            min={1}
            max={3660}
            value={expiry.days}
            onChange={(days) => onChange({ ...expiry, days })}
          />
        )}
      </Field>
      <ChoiceField
        label={editor.slidingActivity}
        asButtons
        values={['earning', 'redeeming', 'either']}
        names={editor.slidingActivities}
        value={expiry.activity}
        onChange={(activity) => onChange({ ...expiry, activity })}
      />
    </Fields>
  );
}

function FixedTerms({ expiry, onChange }: TermsProps<Extract<Expiry, { kind: 'fixed' }>>) {
  const { editor } = useEarningWords();
  const { faultAt } = useEditor();
  return (
    <Fields>
      <Field label={editor.fixedMonth}>
        {(field) => (
          <WholeNumber
            {...field}
            min={1}
            max={12}
            value={expiry.month}
            onChange={(month) => onChange({ ...expiry, month })}
          />
        )}
      </Field>
      <Field label={editor.fixedDay} fault={faultAt('expiry.day')}>
        {(field) => (
          <WholeNumber
            {...field}
            min={1}
            max={31}
            value={expiry.day}
            onChange={(day) => onChange({ ...expiry, day })}
          />
        )}
      </Field>
      <Field label={editor.fixedYears} hint={editor.fixedYearsHint}>
        {(field) => (
          <WholeNumber
            {...field}
            unit={editor.year}
            max={5}
            value={expiry.years}
            onChange={(years) => onChange({ ...expiry, years })}
          />
        )}
      </Field>
    </Fields>
  );
}

function CalendarTerms({ expiry, onChange }: TermsProps<Extract<Expiry, { kind: 'calendar' }>>) {
  const { editor } = useEarningWords();
  return (
    <Fields>
      <Field label={editor.calendarMonths}>
        {(field) => (
          <WholeNumber
            {...field}
            unit={editor.month}
            max={120}
            value={expiry.months}
            onChange={(months) => onChange({ ...expiry, months })}
          />
        )}
      </Field>
      <ChoiceField
        label={editor.calendarEnd}
        asButtons
        values={['month', 'quarter', 'year']}
        names={editor.ends}
        value={expiry.endOf}
        onChange={(value) => onChange({ ...expiry, endOf: value })}
      />
    </Fields>
  );
}
