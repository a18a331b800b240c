import { greatestOf } from '@liuliang/domain';
/** A cell of a printed table; null is a figure that does not exist, such as a rate over nobody. */
export type Cell = string | number | null;

/** Lines of a plain table: names to the left, figures to the right, a rule below the head. */
export function tableLines(head: readonly string[], rows: readonly (readonly Cell[])[]): string[] {
  const texts = [head, ...rows.map((row) => row.map((cell) => (cell === null ? '–' : String(cell))))];
  const widths = head.map((_, column) => greatestOf(texts.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string =>
    row.map((text, column) => padded(text, column, widths[column] ?? 0)).join('  ');
  const [first = [], ...rest] = texts;
  return [line(first), widths.map((width) => '-'.repeat(width)).join('  '), ...rest.map(line)];
}

function padded(text: string, column: number, width: number): string {
  return column === 0 ? text.padEnd(width) : text.padStart(width);
}

/** A rate as people read it: 0.5 → `50.0%`. */
export function percent(rate: number | null | undefined): string {
  return rate === null || rate === undefined ? '–' : `${(rate * 100).toFixed(1)}%`;
}
