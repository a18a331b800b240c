import { DataTable, useExportRows, type Column } from '../../ui/data-table';
import { ExportButton, Panel } from '../../ui/panel';

interface FiguresPanelProps<Row> {
  readonly title: string;
  readonly hint: string;
  readonly fileName: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly total: Row;
}

/** Figures by layer with their total, as a table and as a file. */
export function FiguresPanel<Row extends { readonly code: string | null }>(props: FiguresPanelProps<Row>) {
  const exportRows = useExportRows();
  const { title, hint, fileName, columns, rows, total } = props;
  return (
    <Panel
      title={title}
      hint={hint}
      flush
      actions={<ExportButton of={title} onExport={() => exportRows(fileName, columns, [...rows, total])} />}
    >
      <DataTable
        caption={title}
        columns={columns}
        rows={rows}
        footRow={total}
        keyOf={(row) => row.code ?? ''}
      />
    </Panel>
  );
}
