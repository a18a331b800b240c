import { TableOutlined } from '@ant-design/icons';
import { Button, Checkbox, Popover, Segmented, Tooltip } from 'antd';
import type { Column } from '../../ui/data-table';
import { useUrlState } from '../../ui/use-url-state';
import { useMessages } from '../language';
import { hiddenFrom, readKept, writeKept } from './kept';
import styles from './list.module.css';
import { PAGE_SIZES } from './page-size';

/** Columns that say something; those of buttons have no title and always stay. */
const isOptional = <Row,>(column: Column<Row>, at: number) => at > 0 && column.title !== '';

interface ColumnChoice<Row> {
  readonly shown: readonly Column<Row>[];
  /** What a file says: the columns that are shown, and those of files alone. */
  readonly exported: readonly Column<Row>[];
  readonly hidden: ReadonlySet<string>;
  readonly hide: (keys: readonly string[]) => void;
}

/** Which columns a list shows. The first one names the row and cannot be left out. */
export function useColumnChoice<Row>(listId: string, columns: readonly Column<Row>[]): ColumnChoice<Row> {
  const [params, change] = useUrlState();
  const kept = readKept<readonly string[]>('columns', listId) ?? [];
  const hidden = hiddenFrom(params.get('hide'), kept);
  const exported = columns.filter(
    (column, at) => column.fileOnly || !isOptional(column, at) || !hidden.has(column.key),
  );
  return {
    hidden,
    exported,
    shown: exported.filter(({ fileOnly }) => !fileOnly),
    hide(keys) {
      writeKept('columns', listId, keys);
      // An empty list is kept in the address as a dash, so that it wins over what another device has left out.
      change({ hide: keys.length === 0 ? '-' : keys.join(',') }, { replace: true });
    },
  };
}

interface ColumnChooserProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly choice: ColumnChoice<Row>;
  readonly pageSize: number;
}

/** How a list is laid out: its columns and the rows of a page. */
export function ColumnChooser<Row>({ columns, choice, pageSize }: ColumnChooserProps<Row>) {
  const { list: text } = useMessages();
  const [, change] = useUrlState();
  const optional = columns.filter(({ fileOnly }) => !fileOnly).filter(isOptional);
  const chooser = (
    <div className={styles.views}>
      <Checkbox.Group
        className={styles.columns ?? ''}
        aria-label={text.columns}
        value={optional.map(({ key }) => key).filter((key) => !choice.hidden.has(key))}
        options={optional.map(({ key, title }) => ({ value: key, label: title }))}
        onChange={(shown) =>
          choice.hide(optional.map(({ key }) => key).filter((key) => !shown.some((one) => one === key)))
        }
      />
      <span>{text.pageSize}</span>
      <Segmented
        size="small"
        aria-label={text.pageSize}
        value={String(pageSize)}
        options={[...PAGE_SIZES]}
        onChange={(size) => change({ size, cursor: null, page: null })}
      />
    </div>
  );
  return (
    <Popover trigger="click" placement="bottomRight" title={text.columns} content={chooser}>
      <Tooltip title={text.columns}>
        <Button type="text" size="small" icon={<TableOutlined aria-hidden />} aria-label={text.columns} />
      </Tooltip>
    </Popover>
  );
}
