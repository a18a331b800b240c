import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useExportRows, type Column } from '../../ui/data-table';
import { formatCount } from '../../ui/format';
import { useMessages } from '../language';
import styles from './list.module.css';

/** Who of a list is meant: some rows by their keys, or everybody whom the filters leave. */
export interface ChosenRows {
  readonly keys: readonly string[];
  readonly isAll: boolean;
  /** How many, as far as the list was counted. */
  readonly label: string;
  readonly clear: () => void;
}

export interface Choosable<Row> {
  /** What a row is called by screen readers. */
  readonly labelOf: (row: Row) => string;
  /** What can be done to those who are chosen. */
  readonly actions: (chosen: ChosenRows) => ReactNode;
}

export interface Choosing<Row> extends ChosenRows {
  readonly rows: readonly Row[];
  readonly has: (key: string) => boolean;
  readonly turn: (rows: readonly Row[], isChosen: boolean) => void;
  readonly all: (total: string) => void;
}

/** Rows that are chosen, also on pages that are turned; another list begins with none. */
export function useChoosing<Row>(list: string, keyOf: (row: Row) => string): Choosing<Row> {
  const none = { list, rows: new Map<string, Row>(), total: null as string | null };
  const [kept, setKept] = useState(none);
  const now = kept.list === list ? kept : none;
  return {
    keys: [...now.rows.keys()],
    rows: [...now.rows.values()],
    isAll: now.total !== null,
    label: now.total ?? formatCount(now.rows.size),
    has: (key) => now.total !== null || now.rows.has(key),
    turn(rows, isChosen) {
      const next = new Map(now.rows);
      for (const row of rows) {
        if (isChosen) next.set(keyOf(row), row);
        else next.delete(keyOf(row));
      }
      setKept({ list, rows: next, total: null });
    },
    all: (total) => setKept({ ...none, total }),
    clear: () => setKept(none),
  };
}

/** The first column with a box before what it says. */
export function withBoxes<Row>(
  columns: readonly Column<Row>[],
  keyOf: (row: Row) => string,
  { labelOf }: Choosable<Row>,
  choosing: Choosing<Row>,
  chooseText: (label: string) => string,
): readonly Column<Row>[] {
  const [first, ...rest] = columns;
  if (!first) return columns;
  const render = (row: Row) => (
    <span className={styles.chosen}>
      <input
        type="checkbox"
        aria-label={chooseText(labelOf(row))}
        checked={choosing.has(keyOf(row))}
        onChange={({ currentTarget }) => choosing.turn([row], currentTarget.checked)}
      />
      {first.render(row)}
    </span>
  );
  return [{ ...first, render }, ...rest];
}

interface ChosenBarProps<Row> {
  readonly title: string;
  readonly fileName: string;
  readonly columns: readonly Column<Row>[];
  readonly page: readonly Row[];
  /** How many the filters leave, in words; absent where they cannot be chosen all at once. */
  readonly total: string | undefined;
  readonly keyOf: (row: Row) => string;
  readonly choosing: Choosing<Row>;
  readonly of: Choosable<Row>;
}

/** How many are chosen, the way to more of them, and what can be done to them. */
export function ChosenBar<Row>(props: ChosenBarProps<Row>) {
  const { title, fileName, columns, page, total, keyOf, choosing, of } = props;
  const { list: text } = useMessages();
  const exportRows = useExportRows();
  const isPage = page.length > 0 && page.every((row) => choosing.has(keyOf(row)));
  return (
    <div className={styles.chosenBar} role="group" aria-label={text.chosenOf(title)}>
      <label className={styles.chosen}>
        <input
          type="checkbox"
          checked={isPage}
          onChange={({ currentTarget }) => choosing.turn(page, currentTarget.checked)}
        />
        {text.choosePage}
      </label>
      {(choosing.isAll || choosing.keys.length > 0) && (
        <>
          <span role="status">{text.chosen(choosing.label)}</span>
          {!choosing.isAll && total !== undefined && (
            <Button type="link" size="small" onClick={() => choosing.all(total)}>
              {text.chooseAll(total)}
            </Button>
          )}
          {!choosing.isAll && (
            <Button size="small" onClick={() => exportRows(fileName, columns, choosing.rows)}>
              {text.exportChosen}
            </Button>
          )}
          {of.actions(choosing)}
          <Button type="text" size="small" onClick={choosing.clear}>
            {text.chooseNone}
          </Button>
        </>
      )}
    </div>
  );
}
