import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import type { ReactNode } from 'react';
import { Hundredths } from '../../../ui/form';
import { useEarningWords, useEditor } from '../editor';
import styles from '../earning.module.css';

/** What a new row begins with, in percent. */
export const TWICE = 200;

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

interface ChoiceListProps<
  Choice extends string | number,
  Row extends { readonly percent: number },
> extends Pick<PercentListProps<Row>, 'title' | 'path' | 'rows' | 'onChange'> {
  readonly choices: readonly Choice[];
  readonly nameOf: (choice: Choice) => string;
  readonly choiceOf: (row: Row) => Choice;
  readonly rowOf: (choice: Choice, percent: number) => Row;
}

/** Multipliers of what the brand has a list of. A new row begins with the first choice that no row has taken. */
export function ChoiceList<Choice extends string | number, Row extends { readonly percent: number }>(
  props: ChoiceListProps<Choice, Row>,
) {
  const { choices, nameOf, choiceOf, rowOf, ...list } = props;
  const taken = list.rows.map(choiceOf);
  const free = choices.find((choice) => !taken.includes(choice));
  return (
    <PercentList
      {...list}
      fresh={free === undefined ? null : rowOf(free, TWICE)}
      nameOf={(row) => nameOf(choiceOf(row))}
      what={(row, changeRow) => (
        <Select<Choice>
          aria-label={list.title}
          showSearch={{ optionFilterProp: 'label' }}
          value={choiceOf(row)}
          onChange={(choice) => changeRow(rowOf(choice, row.percent))}
          options={choices.map((choice) => ({ value: choice, label: nameOf(choice) }))}
        />
      )}
    />
  );
}
