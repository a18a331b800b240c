import { DownloadOutlined } from '@ant-design/icons';
import { Button, Progress } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import { BackLink } from '../../app/back-link';
import { api, useReply } from '../../app/api';
import { useErrorText } from '../../app/language';
import { Loaded } from '../../app/loaded';
import { DataTable } from '../../ui/data-table';
import { saveText } from '../../ui/download';
import { Instant } from '../../ui/figures';
import { formatBytes, formatCount, UNKNOWN } from '../../ui/format';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { Skeleton, Notice } from '../../ui/states';
import { MovedBalances } from './balances';
import styles from './imports.module.css';
import { JobState } from './job-state';
import { Preview } from './preview';
import { Reversal } from './reversal';
import { isUnderWay, percentDone, type ImportJob } from './kinds';
import { useImportWords } from './words';

const POLL_MS = 1_000;

/** One import: how far it is, what came of it, and what to repair. */
export function Screen() {
  const w = useImportWords();
  const { importId = '' } = useParams();
  const job = useReply('importStatus', importId, () => api.importStatus({ params: { importId } }), {
    everyMs: (last) => (last && !isUnderWay(last) ? false : POLL_MS),
  });
  return (
    <Page
      title={job.data?.fileName ?? w.title}
      back={<BackLink to="/imports">{w.back}</BackLink>}
      subtitle={
        job.data && (
          <span className={styles.headline}>
            <JobState state={job.data.state} />
            <span>{w.kinds[job.data.kind]}</span>
            {job.data.corrects && <span className={styles.mark}>{w.correctMarked}</span>}
            <span>{formatBytes(job.data.bytes)}</span>
          </span>
        )
      }
    >
      <Loaded query={job} skeleton={<Skeleton height={180} />}>
        {(found) => (
          <>
            {found.workbook && <WorkbookNotes of={found.workbook} />}
            {found.state === 'checked' ? <Preview job={found} /> : <Result job={found} />}
            {found.reasons.length > 0 && <Reasons job={found} />}
            <Reversal job={found} />
            {found.moved && found.moved.balances > 0 && <MovedBalances of={found.moved} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** What is not seen of a workbook at first. */
function WorkbookNotes({
  of: { sheet, unread, hiddenRows },
}: {
  readonly of: NonNullable<ImportJob['workbook']>;
}) {
  const w = useImportWords();
  const isPartial = unread.length > 0 || hiddenRows > 0;
  return (
    <Notice tone={isPartial ? 'attention' : 'info'}>
      {w.readSheet(sheet)} {unread.length > 0 && w.unreadSheets(unread.join(w.preview.and))}{' '}
      {hiddenRows > 0 && w.hiddenRows(hiddenRows)}
    </Notice>
  );
}

function Result({ job }: { readonly job: ImportJob }) {
  const text = useImportWords();
  const figures = [
    [text.lines, job.lines, undefined],
    [text.accepted, job.accepted, 'good'],
    [text.duplicate, job.duplicate, undefined],
    [text.rejected, job.rejected, job.rejected > 0 ? 'danger' : undefined],
  ] as const;
  return (
    <Panel
      title={job.state === 'checking' ? text.checking : isUnderWay(job) ? text.processing : text.result}
      hint={isUnderWay(job) ? text.processingKeep : undefined}
    >
      <div className={styles.result} aria-live="polite">
        <Progress
          percent={percentDone(job)}
          status={job.state === 'failed' ? 'exception' : job.state === 'done' ? 'success' : 'active'}
          aria-label={text.progress}
        />
        <dl className={styles.figures}>
          {figures.map(([name, value, tone]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd data-tone={tone}>{formatCount(value)}</dd>
            </div>
          ))}
        </dl>
        {job.state === 'discarded' && <Notice>{text.discardedText}</Notice>}
        {job.state === 'failed' && <Notice tone="danger">{text.failedText}</Notice>}
        {job.state === 'done' && job.rejected === 0 && <Notice tone="good">{text.noRejected}</Notice>}
        <p className={styles.quiet}>
          {text.started} <Instant value={job.startedAtMs} /> · {text.finished}{' '}
          <Instant value={job.finishedAtMs} /> · {text.operator} {job.operator ?? UNKNOWN}
        </p>
      </div>
    </Panel>
  );
}

function Reasons({ job }: { readonly job: ImportJob }) {
  const w = useImportWords();
  const errorText = useErrorText();
  return (
    <Panel title={w.reasonsTitle} hint={w.reasonsHint} flush actions={<ReportButton job={job} />}>
      <DataTable
        caption={w.reasonsTitle}
        rows={job.reasons}
        keyOf={(reason) => reason.code}
        columns={[
          {
            key: 'reason',
            title: w.reason,
            render: (reason) => (
              <>
                {errorText(reason.code)} <code className={styles.quiet}>{reason.code}</code>
              </>
            ),
          },
          {
            key: 'count',
            title: w.count,
            align: 'end',
            render: (reason) => formatCount(reason.count),
          },
        ]}
      />
    </Panel>
  );
}

/** The report needs the operator's token, so it is fetched and handed over; a plain link could not carry it. */
function ReportButton({ job }: { readonly job: ImportJob }) {
  const w = useImportWords();
  const errorText = useErrorText();
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const download = async () => {
    setBusy(true);
    const answer = await api.importErrors({ params: { importId: job.importId } });
    setBusy(false);
    setFault(answer.ok ? null : answer.code);
    if (answer.ok) saveText(`errors-${job.fileName.replace(/\.(csv|xlsx)$/i, '')}.csv`, answer.value);
  };
  return (
    <>
      {fault && (
        <span className={styles.fault} role="alert">
          {errorText(fault)}
        </span>
      )}
      <Button icon={<DownloadOutlined aria-hidden />} loading={isBusy} onClick={() => void download()}>
        {w.report}
      </Button>
    </>
  );
}
