import { Input } from 'antd';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useUi } from './context';
import { useReportFault } from './faulty-inputs';
import styles from './form.module.css';
import { hundredths, readNumber, wholeNumbers, type NumberForm } from './typed-number';

interface NumberProps {
  readonly id?: string;
  readonly 'aria-label'?: string;
  readonly 'aria-describedby'?: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly min?: number;
  readonly max?: number;
  readonly unit?: string;
  readonly disabled?: boolean;
}

interface FormedProps extends NumberProps {
  readonly form: NumberForm;
  readonly min: number;
  readonly max: number;
}

/**
 * A number as it is typed. What is none, or beyond its bounds, stays as it was typed and is marked; the value is then the
 * last that was one, and the form around is told that it cannot be sent.
 */
function NumberInput({ form, value, onChange, min, max, unit, disabled, ...rest }: FormedProps) {
  const { words } = useUi();
  const faultId = useId();
  const [text, setText] = useState(() => form.textOf(value));
  const read = readNumber(text, form, { min, max });
  const isFaulty = read.fault !== 'none' && disabled !== true;
  useReportFault(isFaulty);
  const [shown, setShown] = useState(value);
  if (shown !== value) {
    // The value was changed elsewhere: a draft that was loaded, a choice that brings its own number.
    setShown(value);
    if (read.value !== value) setText(form.textOf(value));
  }
  const offer = useRef(() => {});
  useEffect(() => {
    offer.current = () => {
      if (read.value !== null && read.value !== value) onChange(read.value);
    };
  });
  // A number that stood outside its bounds may be within them now.
  useEffect(() => offer.current(), [min, max]);
  const take = (next: string) => {
    setText(next);
    const { value: typed } = readNumber(next, form, { min, max });
    if (typed === null || typed === value) return;
    setShown(typed);
    onChange(typed);
  };
  const step = (event: KeyboardEvent) => {
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (direction === undefined || read.value === null) return;
    event.preventDefault();
    const next = read.value + direction * form.step;
    if (next >= min && next <= max) take(form.textOf(next));
  };
  return (
    <>
      <Input
        {...rest}
        aria-describedby={[rest['aria-describedby'], isFaulty && faultId].filter(Boolean).join(' ')}
        aria-invalid={isFaulty}
        aria-valuenow={value}
        role="spinbutton"
        inputMode={form === wholeNumbers ? 'numeric' : 'decimal'}
        autoComplete="off"
        className={styles.number ?? ''}
        status={isFaulty ? 'error' : ''}
        disabled={disabled ?? false}
        value={text}
        suffix={unit}
        onChange={(event) => take(event.target.value)}
        onBlur={() => read.value !== null && setText(form.textOf(read.value))}
        onKeyDown={step}
      />
      {isFaulty && (
        <span id={faultId} role="alert" className={styles.wrong}>
          {words.numberFaults[read.fault as Exclude<typeof read.fault, 'none'>](
            form.textOf(min),
            form.textOf(max),
          )}
        </span>
      )}
    </>
  );
}

/** A whole number with its unit. */
export const WholeNumber = ({ min = 0, max = 1_000_000_000, ...rest }: NumberProps) => (
  <NumberInput form={wholeNumbers} min={min} max={max} {...rest} />
);

/** A number kept in whole hundredths: money in fen, multipliers in percent. */
export const Hundredths = ({ min = 0, max = 1e12, ...rest }: NumberProps) => (
  <NumberInput form={hundredths} min={min} max={max} {...rest} />
);
