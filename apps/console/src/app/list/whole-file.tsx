import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link } from 'react-router';
import type { ReplyOf } from '@liuliang/contract/client';
import { saveText } from '../../ui/download';
import { formatCount } from '../../ui/format';
import { api, Refused } from '../api';
import { useErrorText, useMessages } from '../language';
import styles from './list.module.css';
import type { Asked } from './read-all';

export type ListFile = ReplyOf<'listFile'>;

const POLL_MS = 2_000;

export const isUnderWay = ({ state }: Pick<ListFile, 'state'>): boolean =>
  state === 'queued' || state === 'running';

interface WrittenProps {
  readonly fileId: string;
  readonly fileName: string;
  readonly onDone: () => void;
  readonly onFault: (code: string) => void;
}

/** A list too long for a browser to collect: the server writes the file, here or until the operator comes back for it. */
export function Written({ fileId, fileName, onDone, onFault }: WrittenProps) {
  const { list: text } = useMessages();
  const errorText = useErrorText('read');
  const { data, error } = useQuery<ListFile, Refused>({
    queryKey: ['listFile', fileId],
    queryFn: async () => {
      const answer = await api.listFile({ params: { fileId } });
      if (!answer.ok) throw new Refused(answer.code, answer.requestId, answer.data);
      return answer.value;
    },
    refetchInterval: ({ state }) => (state.data && !isUnderWay(state.data) ? false : POLL_MS),
  });
  const fetchIt = async () => {
    const answer = await saveListFile(fileId, fileName);
    if (answer.ok) onDone();
    else onFault(answer.code);
  };
  if (error) {
    return (
      <span className={styles.fault} role="alert">
        {text.exportFailed} {errorText(error.code)}
      </span>
    );
  }
  if (data?.state === 'done') {
    return (
      <>
        <span className={styles.quiet} role="status">
          {text.fileDone(formatCount(data.rows))}
        </span>
        <Button size="small" icon={<DownloadOutlined aria-hidden />} onClick={() => void fetchIt()}>
          {text.fileFetch}
        </Button>
      </>
    );
  }
  return (
    <span className={styles.quiet} role="status">
      {data && !isUnderWay(data) ? text.fileFailed : text.fileWriting(formatCount(data?.rows ?? 0))}{' '}
      <Link to="/list-files">{text.files}</Link>
    </span>
  );
}

/** Fetches a written file and hands it to the browser. */
export async function saveListFile(fileId: string, fileName: string): Promise<Asked<string>> {
  const answer = await api.listFileContent({ params: { fileId } });
  // Reading the answer as text takes the byte-order mark away, by which spreadsheets know UTF-8.
  if (answer.ok) saveText(fileName, `\uFEFF${answer.value.replace(/^\uFEFF/, '')}`);
  return answer;
}
