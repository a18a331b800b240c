import { useState } from 'react';
import { api, queryClient, useReply } from '../../app/api';
import { useErrorText, wordFor } from '../../app/language';
import { Loaded } from '../../app/loaded';
import { ConfirmButton } from '../../ui/confirm-button';
import { DataTable } from '../../ui/data-table';
import { formatCount } from '../../ui/format';
import { Panel } from '../../ui/panel';
import { Notice, Skeleton } from '../../ui/states';
import { saidBy, tallyOf, type Answers, type Preview as Seen } from './answers';
import { BalancesToCome } from './balances';
import imports from './imports.module.css';
import type { ImportJob } from './kinds';
import styles from './preview.module.css';
import { Questions } from './questions';
import { useImportWords, type ImportWords } from './words';

const taken = (job: ImportJob): void => {
  queryClient.setQueryData(['importStatus', job.importId], job);
  for (const name of ['imports', 'waitingImports']) void queryClient.invalidateQueries({ queryKey: [name] });
};

/** What an upload would do, what has to be answered first, and the two ways on. Nothing has been posted yet. */
export function Preview({ job }: { readonly job: ImportJob }) {
  const { importId } = job;
  const seen = useReply('importPreview', importId, () => api.importPreview({ params: { importId } }));
  const [answers, setAnswers] = useState<Answers>({});
  return (
    <Loaded query={seen} skeleton={<Skeleton height={240} />}>
      {(preview) => (
        <>
          <WouldDo job={job} seen={preview} answers={answers} />
          {preview.balances && <BalancesToCome of={preview.balances} />}
          {preview.codes.length > 0 && (
            <Questions
              codes={preview.codes}
              beyond={preview.codesBeyond}
              answers={answers}
              onAnswer={setAnswers}
            />
          )}
          {preview.problems.length > 0 && <Problems of={preview.problems} />}
        </>
      )}
    </Loaded>
  );
}

interface WouldDoProps {
  readonly job: ImportJob;
  readonly seen: Seen;
  readonly answers: Answers;
}

function WouldDo({ job, seen, answers }: WouldDoProps) {
  const w = useImportWords().preview;
  const faulty = job.rejected - job.held;
  const figures = [
    [w.lines, job.lines, undefined],
    [w.accepted, job.accepted, 'good'],
    [w.held, job.held, job.held > 0 ? 'attention' : undefined],
    [w.duplicate, job.duplicate, undefined],
    [w.faulty, faulty, faulty > 0 ? 'danger' : undefined],
  ] as const;
  return (
    <Panel title={w.title} hint={w.hint}>
      <div className={styles.would}>
        <dl className={imports.figures}>
          {figures.map(([name, value, tone]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd data-tone={tone}>{formatCount(value)}</dd>
            </div>
          ))}
        </dl>
        {seen.future > 0 && <Notice>{w.future(seen.future)}</Notice>}
        <Ways job={job} seen={seen} answers={answers} />
      </div>
    </Panel>
  );
}

function Ways({ job, seen, answers }: WouldDoProps) {
  const w = useImportWords().preview;
  const errorText = useErrorText();
  const params = { importId: job.importId };
  const { fresh, meant, refused } = tallyOf(seen.codes, answers);
  const names = (some: Seen['codes']): string =>
    some.map(({ thing, code }) => w.code(w.things[thing], code)).join(w.and);
  const does = [
    ...postedBy(job, seen.balances, w),
    ...(job.corrects ? [w.doesCorrect] : []),
    ...(fresh.length > 0 ? [w.doesNew(names(fresh))] : []),
    ...(meant.length > 0 ? [w.doesMean(names(meant))] : []),
    ...(refused.length > 0 ? [w.doesRefuse(names(refused))] : []),
    ...(job.rejected > job.held ? [w.doesFault(job.rejected - job.held)] : []),
    ...(job.kind === 'events' ? [w.keepsEvents] : []),
    ...(['items', 'order-lines'].includes(job.kind) ? [w.keepsGoods] : []),
    ...(job.corrects ? [w.keepsCorrections] : []),
  ];
  const confirm = async (): Promise<string | null> => {
    const body = { fileHash: seen.fileHash, codes: saidBy(seen.codes, answers) };
    const answer = await api.confirmImport({ params, body });
    if (!answer.ok) return errorText(answer.code);
    taken(answer.value);
    return null;
  };
  const discard = async (): Promise<string | null> => {
    const answer = await api.discardImport({ params });
    if (!answer.ok) return errorText(answer.code);
    taken(answer.value);
    return null;
  };
  return (
    <div className={styles.ways}>
      <ConfirmButton
        label={w.confirm}
        title={w.confirmTitle}
        okText={w.confirm}
        cancelText={w.back}
        isPrimary
        isLarge
        disabled={job.accepted + job.held === 0 || seen.balances?.mayConfirm === false}
        onConfirm={confirm}
      >
        <ul className={styles.does}>
          {does.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </ConfirmButton>
      <ConfirmButton
        label={w.discard}
        title={w.discardTitle}
        okText={w.discard}
        cancelText={w.back}
        isDangerous
        isLarge
        onConfirm={discard}
      >
        <p>{w.discardText}</p>
      </ConfirmButton>
      <p className={styles.quiet}>{w.week}</p>
    </div>
  );
}

/** What a confirmation brings about, in words. */
function postedBy(job: ImportJob, balances: Seen['balances'], w: ImportWords['preview']): string[] {
  if (job.kind === 'items') return [w.doesItems(job.accepted)];
  if (!balances) return [w.doesPost(job.accepted, job.held)];
  const { points, growth, persons, unknown } = balances;
  return [
    w.doesBalances(formatCount(points), formatCount(growth), formatCount(persons)),
    ...(unknown > 0 ? [w.doesUnknown(formatCount(unknown))] : []),
  ];
}

/** What a column is called, without what may stand in it. */
const nameOf = (column: string): string => column.split(/[，,]/, 1)[0] ?? column;

function Problems({ of }: { readonly of: Seen['problems'] }) {
  const { preview: w, columns } = useImportWords();
  const errorText = useErrorText();
  return (
    <Panel title={w.problems} hint={w.problemsHint} flush>
      <DataTable
        caption={w.problems}
        rows={of}
        keyOf={({ line }) => String(line)}
        columns={[
          { key: 'line', title: w.line, render: ({ line }) => w.lineNumber(line) },
          {
            key: 'why',
            title: w.why,
            render: ({ code, field }) => (
              <>
                {field !== null && `${nameOf(wordFor(columns, field))}: `}
                {errorText(code)}
              </>
            ),
          },
          {
            key: 'text',
            title: w.original,
            render: ({ text }) => <code className={styles.original}>{text || w.unreadable}</code>,
          },
        ]}
      />
    </Panel>
  );
}
