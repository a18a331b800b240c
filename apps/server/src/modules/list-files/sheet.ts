import { formatInstant } from '@liuliang/domain';
import type { BoundFile, FileCell } from '../../platform/areas';
import { csvOf, harmless } from '../../platform/csv';
import type { Asked } from './entities';
import { namePlace, withoutPlaces } from './names';

type Cell = string | number | null;
type Column = Asked['columns'][number];

/** How a list stands in a file: the headings and words of the screen that asked, a line for each row. */
export class Sheet {
  constructor(
    private readonly cells: BoundFile['cells'],
    private readonly asked: Pick<Asked, 'columns' | 'language'>,
    private readonly timeZone: string,
  ) {}

  head(): string {
    return csvOf([this.asked.columns.map(({ title }) => textOf(title))]);
  }

  lines(items: readonly unknown[]): string {
    const { columns, language } = this.asked;
    if (items.length === 0) return '';
    return csvOf(
      items.map((item) =>
        columns.map((column) => this.cell(column, this.cells[column.key]?.(item as never, language) ?? null)),
      ),
    );
  }

  private cell({ words = {} }: Column, value: FileCell): Cell {
    if (value === null || typeof value === 'number') return value;
    if (typeof value === 'string') return textOf(value);
    if (value instanceof Date) return formatInstant(value.getTime(), this.timeZone);
    if ('nameOf' in value) return namePlace(value.nameOf);
    return textOf(Object.hasOwn(words, value.word) ? (words[value.word] ?? value.word) : value.word);
  }
}

/** What others wrote, so that neither a spreadsheet nor we take it for more than a text. */
const textOf = (text: string): string => harmless(withoutPlaces(text));
