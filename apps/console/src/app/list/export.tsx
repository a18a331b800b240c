import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useExportRows, type Column } from '../../ui/data-table';
import { formatCount } from '../../ui/format';
import { ExportButton } from '../../ui/panel';
import { useErrorText, useMessages } from '../language';
import styles from './list.module.css';
import { readAll, type ListAnswer, type PageRequest } from './read-all';

interface ExportAllProps<Row> {
  readonly title: string;
  readonly fileName: string;
  readonly columns: readonly Column<Row>[];
  readonly load: (page: PageRequest) => Promise<ListAnswer<Row>>;
}

type State =
  | { readonly status: 'idle' }
  | { readonly status: 'running'; readonly rows: number }
  | { readonly status: 'failed'; readonly code: string };

/** All rows of what is filtered, not only those of this page, as a file: how far it is, and the way to stop it. */
export function ExportAll<Row>({ title, fileName, columns, load }: ExportAllProps<Row>) {
  const exportRows = useExportRows();
  const { list: text } = useMessages();
  const errorText = useErrorText('read');
  const [state, setState] = useState<State>({ status: 'idle' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const start = async () => {
    const mine = new AbortController();
    running.current = mine;
    setState({ status: 'running', rows: 0 });
    const progress = (rows: number) => setState({ status: 'running', rows });
    const all = await readAll(load, (rows) => mine.signal.aborted || progress(rows), mine.signal);
    if (all.status === 'cancelled') return;
    if (all.status === 'done') exportRows(fileName, columns, all.rows);
    setState(all.status === 'done' ? { status: 'idle' } : all);
  };
  const cancel = () => {
    running.current?.abort();
    setState({ status: 'idle' });
  };
  if (state.status === 'running') {
    return (
      <>
        <span className={styles.quiet} role="status">
          {text.exporting(formatCount(state.rows))}
        </span>
        <Button size="small" onClick={cancel}>
          {text.exportCancel}
        </Button>
      </>
    );
  }
  return (
    <>
      {state.status === 'failed' && (
        <span className={styles.fault} role="alert">
          {text.exportFailed} {errorText(state.code)}
        </span>
      )}
      <ExportButton of={title} onExport={() => void start()} />
    </>
  );
}
