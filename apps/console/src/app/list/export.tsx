import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useExportRows, type Column } from '../../ui/data-table';
import { formatCount } from '../../ui/format';
import { ExportButton } from '../../ui/panel';
import { useErrorText, useMessages } from '../language';
import styles from './list.module.css';
import { readAll, type Asked, type ListAnswer, type PageRequest } from './read-all';
import { Written, type ListFile } from './whole-file';

interface ExportAllProps<Row> {
  readonly title: string;
  readonly fileName: string;
  readonly columns: readonly Column<Row>[];
  readonly load: (page: PageRequest) => Promise<ListAnswer<Row>>;
  /** Whether the server is known to have more rows than a browser should collect. */
  readonly isLong: boolean;
  /** Asks the server to write the whole list; absent where it cannot. */
  readonly ask?: (() => Promise<Asked<ListFile>>) | undefined;
}

/** Ten requests fetch so many; a browser that collects a million holds them all, and loses them with its tab. */
export const COLLECTED_MAX = 1_000;

type State =
  | { readonly status: 'idle' }
  | { readonly status: 'running'; readonly rows: number }
  /** The server writes it. */
  | { readonly status: 'written'; readonly fileId: string }
  | { readonly status: 'failed'; readonly code: string };

/**
 * All rows of what is filtered, not only those of this page, as a file: how far it is, and the way to stop it. What is too
 * long for a browser the server writes.
 */
export function ExportAll<Row>({ title, fileName, columns, load, isLong, ask }: ExportAllProps<Row>) {
  const exportRows = useExportRows();
  const { list: text } = useMessages();
  const errorText = useErrorText('read');
  const [state, setState] = useState<State>({ status: 'idle' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const fail = (code: string) => setState({ status: 'failed', code });
  const haveWritten = async (by: NonNullable<typeof ask>) => {
    const answer = await by();
    if (answer.ok) setState({ status: 'written', fileId: answer.value.fileId });
    else fail(answer.code);
  };
  const start = async () => {
    if (ask && isLong) return haveWritten(ask);
    const mine = new AbortController();
    running.current = mine;
    setState({ status: 'running', rows: 0 });
    const progress = (rows: number) => setState({ status: 'running', rows });
    const note = (rows: number) => mine.signal.aborted || progress(rows);
    const all = await readAll(load, note, mine.signal, ask && COLLECTED_MAX);
    if (all.status === 'cancelled') return;
    if (all.status === 'more') return ask && haveWritten(ask);
    if (all.status === 'done') exportRows(fileName, columns, all.rows);
    setState(all.status === 'done' ? { status: 'idle' } : all);
  };
  const cancel = () => {
    running.current?.abort();
    setState({ status: 'idle' });
  };
  if (state.status === 'written') {
    const done = () => setState({ status: 'idle' });
    return <Written fileId={state.fileId} fileName={fileName} onDone={done} onFault={fail} />;
  }
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
