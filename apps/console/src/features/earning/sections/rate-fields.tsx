import { Hundredths, WholeNumber } from '../../../ui/form';
import { useEarningWords } from '../editor';
import styles from '../earning.module.css';

interface Rate {
  readonly points: number;
  readonly perFen: number;
}

interface RateFieldsProps {
  readonly id?: string;
  readonly 'aria-describedby'?: string;
  /** What the rate gives, for screen readers. */
  readonly of: string;
  readonly unit: string;
  readonly value: Rate;
  readonly onChange: (rate: Rate) => void;
}

/** `For every ¥1 gives 1 points`, as two fields in a sentence. */
export function RateFields({ id, of, unit, value, onChange, ...rest }: RateFieldsProps) {
  const { editor } = useEarningWords();
  return (
    <span className={styles.sentence}>
      {editor.perMoney}
      <Hundredths
        {...rest}
        {...(id ? { id } : {})}
        aria-label={`${of}: ${editor.perMoney} ¥`}
        unit="¥"
        min={1}
        max={1e9}
        value={value.perFen}
        onChange={(perFen) => onChange({ ...value, perFen })}
      />
      {editor.gets}
      <WholeNumber
        aria-label={`${of}: ${editor.gets}`}
        unit={unit}
        max={1000}
        value={value.points}
        onChange={(points) => onChange({ ...value, points })}
      />
    </span>
  );
}
