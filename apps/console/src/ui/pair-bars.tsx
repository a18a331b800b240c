import styles from './pair-bars.module.css';

interface PairRow {
  readonly key: string;
  readonly name: string;
  readonly before: number;
  readonly after: number;
  /** A CSS colour of the second bar; the primary one without. */
  readonly colour?: string;
}

interface PairBarsProps {
  readonly label: string;
  readonly before: string;
  readonly after: string;
  readonly format: (value: number) => string;
  readonly rows: readonly PairRow[];
}

/** Two figures a row on one scale: what is in grey, what would be in colour; each with its figure. */
export function PairBars({ label, before, after, format, rows }: PairBarsProps) {
  const widest = Math.max(1, ...rows.flatMap((row) => [row.before, row.after]));
  const width = (value: number) => ({ width: `${(Math.max(0, value) / widest) * 100}%` });
  return (
    <ul className={styles.rows} aria-label={label}>
      {rows.map((row) => (
        <li key={row.key} className={styles.row}>
          <span className={styles.name}>{row.name}</span>
          <div className={styles.pair}>
            <Bar label={before} value={format(row.before)} style={width(row.before)} />
            <Bar
              label={after}
              value={format(row.after)}
              isAfter
              style={{ ...width(row.after), ...(row.colour ? { background: row.colour } : {}) }}
            />
          </div>
        </li>
      ))}
    </ul>
  );
}

interface BarProps {
  readonly label: string;
  readonly value: string;
  readonly isAfter?: boolean;
  readonly style: { readonly width: string; readonly background?: string };
}

function Bar({ label, value, isAfter = false, style }: BarProps) {
  return (
    <div className={styles.bar} data-after={isAfter}>
      <span className={styles.track}>
        <i style={style} aria-hidden />
      </span>
      <span className={styles.figure}>
        {label} {value}
      </span>
    </div>
  );
}
