import { FileExcelOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { api } from '../../app/api';
import { useErrorText } from '../../app/language';
import { ListPage } from '../../app/list/list-page';
import { isUnderWay, saveListFile, type ListFile } from '../../app/list/whole-file';
import { ConfirmButton } from '../../ui/confirm-button';
import type { Column } from '../../ui/data-table';
import { Instant } from '../../ui/figures';
import { formatBytes, formatCount, UNKNOWN } from '../../ui/format';
import { EmptyState, Notice } from '../../ui/states';
import styles from './list-files.module.css';
import { useListFileWords } from './words';

const POLL_MS = 2_000;

/** Lists that were too long for the browser, as files of the operator's own. */
export function Screen() {
  const w = useListFileWords();
  const [fault, setFault] = useState<string | null>(null);
  const errorText = useErrorText('done');
  return (
    <ListPage
      heading={w.title}
      subtitle={w.subtitle}
      id="listFiles"
      title={w.list}
      columns={useColumns(setFault)}
      keyOf={(file) => file.fileId}
      asks={{}}
      load={() => api.listFiles()}
      everyMs={(last) => (last?.some(isUnderWay) ? POLL_MS : false)}
      empty={<EmptyState icon={<FileExcelOutlined />} title={w.emptyTitle} text={w.emptyText} />}
    >
      {fault !== null && (
        <Notice tone="danger">
          {w.failedText} {errorText(fault)}
        </Notice>
      )}
    </ListPage>
  );
}

function useColumns(onFault: (code: string | null) => void): readonly Column<ListFile>[] {
  const w = useListFileWords();
  return [
    { key: 'what', title: w.what, render: (file) => file.title },
    {
      key: 'state',
      title: w.state,
      render: (file) => (
        <span className={styles.state} data-state={file.state}>
          {w.states[file.state]}
        </span>
      ),
    },
    { key: 'rows', title: w.rows, align: 'end', render: (file) => formatCount(file.rows) },
    { key: 'size', title: w.size, align: 'end', render: (file) => formatBytes(file.bytes), wideOnly: true },
    {
      key: 'started',
      title: w.started,
      align: 'end',
      render: (file) => <Instant value={file.startedAtMs} />,
    },
    {
      key: 'keptUntil',
      title: w.keptUntil,
      align: 'end',
      render: (file) => (file.keptUntilMs === null ? UNKNOWN : <Instant value={file.keptUntilMs} />),
      wideOnly: true,
    },
    { key: 'acts', title: '', align: 'end', render: (file) => <Acts file={file} onFault={onFault} /> },
  ];
}

interface ActsProps {
  readonly file: ListFile;
  readonly onFault: (code: string | null) => void;
}

function Acts({ file, onFault }: ActsProps) {
  const w = useListFileWords();
  const errorText = useErrorText('done');
  const queries = useQueryClient();
  const { fileId } = file;
  const cancel = async (): Promise<string | null> => {
    const answer = await api.cancelListFile({ params: { fileId }, body: {} });
    await queries.invalidateQueries({ queryKey: ['listFiles'] });
    return answer.ok ? null : errorText(answer.code);
  };
  const download = async () => {
    const answer = await saveListFile(fileId, `${file.title.replace(/[^\p{L}\p{N}]+/gu, '-')}.csv`);
    onFault(answer.ok ? null : answer.code);
  };
  if (isUnderWay(file)) {
    return (
      <Button size="small" onClick={() => void cancel()}>
        {w.stop}
      </Button>
    );
  }
  if (file.state !== 'done') return null;
  return (
    <span className={styles.acts}>
      <Button size="small" type="primary" onClick={() => void download()}>
        {w.download}
      </Button>
      <ConfirmButton
        isSmall
        isDangerous
        label={w.remove}
        title={w.removeTitle}
        okText={w.remove}
        cancelText={w.keep}
        onConfirm={cancel}
      >
        {w.removeText}
      </ConfirmButton>
    </span>
  );
}
