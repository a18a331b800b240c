import { HourglassOutlined, InboxOutlined } from '@ant-design/icons';
import { Button, Progress } from 'antd';
import { useEffect, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { api, useReply } from '../../app/api';
import { useErrorText } from '../../app/language';
import { ListPanel } from '../../app/list/list-panel';
import { DataTable, type Column } from '../../ui/data-table';
import { Instant } from '../../ui/figures';
import { formatBytes, formatCount } from '../../ui/format';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { EmptyState, Notice } from '../../ui/states';
import { useUi } from '../../ui/context';
import styles from './imports.module.css';
import { JobState } from './job-state';
import { isUnderWay, percentDone, type ImportJob } from './kinds';
import { NewImport, type ImportChoice } from './new-import';
import { cancelUpload, forgetUpload, useUpload } from './upload';
import { useImportWords } from './words';

const POLL_MS = 2_000;

/** Hand over a file, see it go up, find every import again. */
export function Screen() {
  const w = useImportWords();
  return (
    <Page
      title={w.title}
      subtitle={w.subtitle}
      actions={
        <Link to="/waiting-refunds" className={styles.waitingLink}>
          <HourglassOutlined aria-hidden /> {w.waiting.link}
        </Link>
      }
    >
      <WaitingForMe />
      <UploadArea />
      <LatestImports />
    </Page>
  );
}

function UploadArea() {
  const w = useImportWords();
  const { words } = useUi();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const upload = useUpload();
  // Kept here, so that a refused file is still chosen and its reason can be read beside it.
  const [chosen, setChosen] = useState<ImportChoice | null>(null);
  const takenId = upload.status === 'taken' ? upload.importId : null;
  useEffect(() => {
    if (takenId === null) return;
    forgetUpload();
    void navigate(`/imports/${takenId}`);
  }, [takenId, navigate]);
  if (upload.status === 'sending') {
    const percent = upload.bytes === 0 ? 0 : Math.floor((upload.sentBytes / upload.bytes) * 100);
    return (
      <Panel title={w.uploading(upload.fileName)} hint={w.uploadKeep}>
        <div className={styles.sending}>
          <Progress percent={percent} aria-label={w.progress} />
          <span className={styles.quiet}>
            {formatBytes(upload.sentBytes)} / {formatBytes(upload.bytes)}
          </span>
          <Button onClick={cancelUpload}>{w.cancel}</Button>
        </div>
      </Panel>
    );
  }
  return (
    <>
      {upload.status === 'failed' && (
        <Notice tone="danger">
          {w.uploadFailed(upload.fileName)}: {errorText(upload.code)} <code>{upload.code}</code>
          {upload.requestId && <> · {words.requestId(upload.requestId)}</>}
        </Notice>
      )}
      <NewImport
        chosen={chosen}
        onChoose={(next) => {
          forgetUpload();
          setChosen(next);
        }}
        isEncodingAsked={upload.status === 'failed' && upload.code === 'ENCODING_UNSURE'}
      />
    </>
  );
}

/** What a colleague uploaded and only a second person may let in; nothing for whoever may not be that one. */
function WaitingForMe() {
  const w = useImportWords();
  const waiting = useReply('waitingImports', null, () => api.waitingImports());
  const columns = useColumns()
    .filter(({ key }) => ['file', 'accepted', 'started', 'operator'].includes(key))
    .map((column) => ({ ...column, wideOnly: false }));
  const jobs = waiting.data?.items ?? [];
  if (jobs.length === 0) return null;
  return (
    <Panel title={w.forMe} hint={w.forMeHint} flush>
      <DataTable caption={w.forMe} rows={jobs} keyOf={(job) => job.importId} columns={columns} />
    </Panel>
  );
}

function LatestImports() {
  const w = useImportWords();
  return (
    <ListPanel
      id="imports"
      title={w.latest}
      hint={w.latestHint}
      columns={useColumns()}
      keyOf={(job) => job.importId}
      asks={{}}
      load={() => api.imports()}
      everyMs={(last) => (last?.some(isUnderWay) ? POLL_MS : false)}
      empty={<EmptyState icon={<InboxOutlined />} title={w.emptyTitle} text={w.emptyText} />}
    />
  );
}

function useColumns(): readonly Column<ImportJob>[] {
  const text = useImportWords();
  const figure = (key: 'accepted' | 'duplicate' | 'rejected'): Column<ImportJob> => ({
    key,
    title: text[key],
    align: 'end',
    render: (job) => formatCount(job[key]),
    csv: (job) => job[key],
  });
  return [
    {
      key: 'file',
      title: text.file,
      csv: (job) => job.fileName,
      render: (job) => (
        <Link to={`/imports/${job.importId}`} className={styles.file}>
          {job.fileName}
        </Link>
      ),
    },
    {
      key: 'kind',
      title: text.kind,
      render: (job) => (
        <>
          {text.kinds[job.kind]}
          {job.corrects && <span className={styles.mark}>{text.correctMarked}</span>}
        </>
      ),
      csv: (job) => (job.corrects ? `${text.kinds[job.kind]} (${text.correctMarked})` : text.kinds[job.kind]),
    },
    {
      key: 'state',
      title: text.state,
      csv: (job) => text.states[job.state],
      render: (job) => (
        <>
          <JobState state={job.state} />
          {isUnderWay(job) && <span className={styles.quiet}> {percentDone(job)}%</span>}
        </>
      ),
    },
    figure('accepted'),
    { ...figure('duplicate'), about: text.duplicateAbout },
    figure('rejected'),
    {
      key: 'started',
      title: text.started,
      align: 'end',
      render: (job) => <Instant value={job.startedAtMs} />,
      csv: (job) => (job.startedAtMs === null ? null : new Date(job.startedAtMs)),
      wideOnly: true,
    },
    {
      key: 'operator',
      title: text.operator,
      render: (job) => job.operator ?? '—',
      csv: (job) => job.operator,
      wideOnly: true,
    },
  ];
}
