import { TableOutlined } from '@ant-design/icons';
import { Button, Checkbox, Popover, Tooltip } from 'antd';
import type { Column } from '../../ui/data-table';
import { useUrlState } from '../../ui/use-url-state';
import { useMessages } from '../language';
import { hiddenFrom, readKept, writeKept } from './kept';
import styles from './list.module.css';

/** Columns that say something; those of buttons have no title and always stay. */
const isOptional = <Row,>(column: Column<Row>, at: number) => at > 0 && column.title !== '';

interface ColumnChoice<Row> {
  readonly shown: readonly Column<Row>[];
  readonly hidden: ReadonlySet<string>;
  readonly hide: (keys: readonly string[]) => void;
}

/** Which columns a list shows. The first one names the row and cannot be left out. */
export function useColumnChoice<Row>(listId: string, columns: readonly Column<Row>[]): ColumnChoice<Row> {
  const [params, change] = useUrlState();
  const kept = readKept<readonly string[]>('columns', listId) ?? [];
  const hidden = hiddenFrom(params.get('hide'), kept);
  return {
    hidden,
    shown: columns.filter((column, at) => !isOptional(column, at) || !hidden.has(column.key)),
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
}

export function ColumnChooser<Row>({ columns, choice }: ColumnChooserProps<Row>) {
  const { list: text } = useMessages();
  const optional = columns.filter(isOptional);
  const chooser = (
    <Checkbox.Group
      className={styles.columns ?? ''}
      aria-label={text.columns}
      value={optional.map(({ key }) => key).filter((key) => !choice.hidden.has(key))}
      options={optional.map(({ key, title }) => ({ value: key, label: title }))}
      onChange={(shown) =>
        choice.hide(optional.map(({ key }) => key).filter((key) => !shown.some((one) => one === key)))
      }
    />
  );
  return (
    <Popover trigger="click" placement="bottomRight" title={text.columns} content={chooser}>
      <Tooltip title={text.columns}>
        <Button type="text" size="small" icon={<TableOutlined aria-hidden />} aria-label={text.columns} />
      </Tooltip>
    </Popover>
  );
}
