import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Hundredths } from '../../../ui/form';
import { useEarningWords, useEditor } from '../editor';
import styles from '../earning.module.css';

interface PercentListProps<Row extends { readonly percent: number }> {
  readonly title: string;
  /** Where the list stands in the rules: `multipliers.tier`. */
  readonly path: string;
  readonly rows: readonly Row[];
  readonly onChange: (rows: readonly Row[]) => void;
  /** A row to begin with; null: everything that could be listed is. */
  readonly fresh: Row | null;
  readonly nameOf: (row: Row) => string;
  /** Controls that say what a row is about. */
  readonly what: (row: Row, change: (row: Row) => void) => ReactNode;
}

/** Multipliers of one kind: what, how many times, and away with it. */
export function PercentList<Row extends { readonly percent: number }>(props: PercentListProps<Row>) {
  const { title, path, rows, onChange, fresh, nameOf, what } = props;
  const { editor } = useEarningWords();
  const { faultAt } = useEditor();
  const changeAt = (index: number, row: Row) => onChange(rows.map((old, at) => (at === index ? row : old)));
  return (
    <div role="group" aria-label={title} className={styles.list}>
      <p className={styles.listTitle}>{title}</p>
      <ul>
        {rows.map((row, index) => {
          const fault = faultAt(`${path}.${index}`);
          return (
            // Rows have no identity of their own: their place in the list is what the rules know them by.
            <li key={index} className={styles.row}>
              <div className={styles.what}>{what(row, (next) => changeAt(index, next))}</div>
              <span className={styles.times}>
                <Hundredths
                  aria-label={`${title} ${nameOf(row)} ${editor.times}`}
                  unit={editor.times}
                  max={10_000}
                  value={row.percent}
                  onChange={(percent) => changeAt(index, { ...row, percent })}
                />
              </span>
              <Button
                type="text"
                icon={<DeleteOutlined aria-hidden />}
                aria-label={editor.remove(`${title} ${nameOf(row)}`)}
                onClick={() => onChange(rows.filter((_, at) => at !== index))}
              />
              {fault && (
                <p className={styles.fault} role="alert">
                  {fault}
                </p>
              )}
            </li>
          );
        })}
      </ul>
      {fresh && (
        <Button
          type="dashed"
          size="small"
          icon={<PlusOutlined aria-hidden />}
          onClick={() => onChange([...rows, fresh])}
        >
          {editor.add(title)}
        </Button>
      )}
    </div>
  );
}
