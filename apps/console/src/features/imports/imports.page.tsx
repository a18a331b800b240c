import { InboxOutlined } from '@ant-design/icons';
import { Button, Progress } from 'antd';
import { useEffect, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { api, useReply } from '../../app/api';
import { useErrorText } from '../../app/language';
import { Loaded } from '../../app/loaded';
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
    <Page title={w.title} subtitle={w.subtitle}>
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
      <NewImport chosen={chosen} onChoose={setChosen} />
    </>
  );
}

function LatestImports() {
  const w = useImportWords();
  const columns = useColumns();
  const jobs = useReply('imports', null, () => api.imports(), {
    everyMs: (last) => (last?.items.some(isUnderWay) ? POLL_MS : false),
  });
  return (
    <Panel title={w.latest} hint={w.latestHint} flush>
      <Loaded
        query={jobs}
        skeleton={
          <DataTable caption={w.latest} columns={columns} rows={[]} keyOf={String} skeletonRows={4} />
        }
      >
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={<InboxOutlined />} title={w.emptyTitle} text={w.emptyText} />
          ) : (
            <DataTable caption={w.latest} columns={columns} rows={items} keyOf={(job) => job.importId} />
          )
        }
      </Loaded>
    </Panel>
  );
}

function useColumns(): readonly Column<ImportJob>[] {
  const text = useImportWords();
  return [
    {
      key: 'file',
      title: text.file,
      render: (job) => (
        <Link to={`/imports/${job.importId}`} className={styles.file}>
          {job.fileName}
        </Link>
      ),
    },
    { key: 'kind', title: text.kind, render: (job) => text.kinds[job.kind] },
    {
      key: 'state',
      title: text.state,
      render: (job) => (
        <>
          <JobState state={job.state} />
          {isUnderWay(job) && <span className={styles.quiet}> {percentDone(job)}%</span>}
        </>
      ),
    },
    { key: 'accepted', title: text.accepted, align: 'end', render: (job) => formatCount(job.accepted) },
    {
      key: 'duplicate',
      title: text.duplicate,
      about: text.duplicateAbout,
      align: 'end',
      render: (job) => formatCount(job.duplicate),
    },
    { key: 'rejected', title: text.rejected, align: 'end', render: (job) => formatCount(job.rejected) },
    {
      key: 'started',
      title: text.started,
      align: 'end',
      render: (job) => <Instant value={job.startedAtMs} />,
      wideOnly: true,
    },
    { key: 'operator', title: text.operator, render: (job) => job.operator ?? '—', wideOnly: true },
  ];
}
