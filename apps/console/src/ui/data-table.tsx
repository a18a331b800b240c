import type { ReactNode } from 'react';
import { About } from './about';
import styles from './data-table.module.css';
import type { CsvCell } from './csv';
import { toCsv } from './csv';
import { useUi } from './context';
import { saveText } from './download';

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  /** What the figure means, behind the sign beside the heading. */
  readonly about?: string;
  readonly align?: 'start' | 'end';
  /** Nothing for a column of files alone. */
  readonly render: (row: Row) => ReactNode;
  /** The plain value for export; columns without one are not exported. */
  readonly csv?: (row: Row) => CsvCell;
  /** What its values are called, by which a file that the server writes says them too. */
  readonly words?: Readonly<Record<string, string>>;
  /** Left out on narrow screens, where the row's own page shows it. */
  readonly wideOnly?: boolean;
  /** Stands in exported files alone: what the screen shows beside something else. */
  readonly fileOnly?: true;
}

/** A column of exported files alone: what the screen shows beside something else, or leads to. */
export const fileColumn = <Row,>(
  key: string,
  title: string,
  csv: (row: Row) => CsvCell,
  words?: Readonly<Record<string, string>>,
): Column<Row> => ({ key, title, csv, fileOnly: true, render: () => null, ...(words ? { words } : {}) });

/** The column by which rows are in order, those that could be instead, and what changes it. */
export interface Sorting {
  readonly key: string;
  readonly isAscending: boolean;
  /** Of each column that can be sorted by: the order in words, or what a press would do. */
  readonly labels: Readonly<Record<string, string>>;
  /** Sorts by a column; turns round the one that is in order already. */
  readonly sortBy: (key: string) => void;
}

interface DataTableProps<Row> {
  /** Said by screen readers, names the scroll area. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Rows in their final height while data is on its way. */
  readonly skeletonRows?: number;
  readonly footRow?: Row | undefined;
  readonly sorting?: Sorting | undefined;
}

/**
 * A plain table: first column is the row's heading and stays in sight when the rest scrolls sideways. On a narrow
 * screen every row is a card of its own, each figure under its heading. The roles are written out because a browser
 * forgets them with the look of a table.
 */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  keyOf,
  skeletonRows,
  footRow,
  sorting,
}: DataTableProps<Row>) {
  return (
    // Focusable, so that the keyboard can scroll a table that is wider than the screen.
    <div className={styles.scroll} role="region" aria-label={caption} tabIndex={0}>
      <table className={styles.table} role="table" aria-busy={skeletonRows !== undefined}>
        <caption className="visually-hidden">{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) =>
              sorting && Object.hasOwn(sorting.labels, column.key) ? (
                <SortedHeading key={column.key} column={column} sorting={sorting} />
              ) : (
                <th key={column.key} scope="col" role="columnheader" className={cellClass(column)}>
                  {column.title}
                  {column.about && (
                    <>
                      {' '}
                      <About of={column.title} text={column.about} />
                    </>
                  )}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {skeletonRows !== undefined
            ? Array.from({ length: skeletonRows }, (_, index) => (
                <SkeletonRow key={index} columns={columns} index={index} />
              ))
            : rows.map((row) => <BodyRow key={keyOf(row)} row={row} columns={columns} />)}
        </tbody>
        {footRow !== undefined && skeletonRows === undefined && (
          <tfoot role="rowgroup">
            <BodyRow row={footRow} columns={columns} />
          </tfoot>
        )}
      </table>
    </div>
  );
}

function SortedHeading({ column, sorting }: { column: Omit<Column<never>, 'render'>; sorting: Sorting }) {
  const { isAscending, labels, sortBy } = sorting;
  const isSorted = column.key === sorting.key;
  const label = labels[column.key];
  return (
    <th
      scope="col"
      role="columnheader"
      className={cellClass(column)}
      aria-sort={isSorted ? (isAscending ? 'ascending' : 'descending') : 'none'}
    >
      <button
        type="button"
        className={styles.sort}
        title={label}
        aria-label={`${column.title}, ${label}`}
        onClick={() => sortBy(column.key)}
      >
        {column.title}
        <span aria-hidden>{isSorted ? (isAscending ? '↑' : '↓') : '↕'}</span>
      </button>
    </th>
  );
}

function BodyRow<Row>({ row, columns }: { readonly row: Row; readonly columns: readonly Column<Row>[] }) {
  return (
    <tr role="row">
      {columns.map((column, index) =>
        index === 0 ? (
          <th key={column.key} scope="row" role="rowheader" className={cellClass(column)}>
            {column.render(row)}
          </th>
        ) : (
          <td key={column.key} role="cell" className={cellClass(column)} data-heading={column.title}>
            {column.render(row)}
          </td>
        ),
      )}
    </tr>
  );
}

function SkeletonRow<Row>({
  columns,
  index,
}: {
  readonly columns: readonly Column<Row>[];
  readonly index: number;
}) {
  return (
    <tr role="row">
      {columns.map((column, at) => (
        <td key={column.key} role="cell" className={cellClass(column)}>
          <span className={styles.skeleton} style={{ width: `${40 + ((index * 17 + at * 29) % 45)}%` }} />
        </td>
      ))}
    </tr>
  );
}

const cellClass = (column: { align?: 'start' | 'end'; wideOnly?: boolean }) =>
  [column.align === 'end' ? styles.end : styles.start, column.wideOnly && styles.wideOnly]
    .filter(Boolean)
    .join(' ');

/** Saves rows as they are shown, column by column, instants by the clocks of the brand. */
export function useExportRows(): <Row>(
  fileName: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
) => void {
  const { timeZone } = useUi();
  return (fileName, columns, rows) => exportRows(fileName, columns, rows, timeZone);
}

function exportRows<Row>(
  fileName: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  timeZone: string,
): void {
  const exported = columns.filter((column) => column.csv);
  const header = exported.map((column) => column.title);
  saveText(
    fileName,
    toCsv(
      header,
      rows.map((row) => exported.map((column) => column.csv?.(row))),
      timeZone,
    ),
  );
}
