import { Button, Input, Segmented } from 'antd';
import { Link } from 'react-router';
import { Page } from '../../ui/page';
import { FaultyInputs, useFaultyInputs } from '../../ui/faulty-inputs';
import { Panel } from '../../ui/panel';
import { Notice } from '../../ui/states';
import { useUrlState } from '../../ui/use-url-state';
import { replyOf } from '../api';
import { useWords, wordFor } from '../language';
import { AskedNotice } from './asked-notice';
import { Changes, ChangesToConfirm, type ChangesProps } from './changes';
import { Checklist, type Blocker } from './checklist';
import type { Asked, DocumentScreens, VersionDetail, VersionHead } from './document';
import { DraftActions } from './draft-actions';
import { LostChanges, useLeaving } from './leaving';
import { SaveStatus } from './save-status';
import { useDocumentDraft, type DocumentDraft, type DraftStart } from './use-document-draft';
import { useVersions } from './use-versions';
import styles from './versions.module.css';
import { versionWords } from './words';

interface DraftScreenProps<C, H extends VersionHead, D extends VersionDetail<C>> {
  readonly document: DocumentScreens<C, H, D>;
  readonly start: DraftStart<C>;
  readonly inForce: D;
  readonly onReload: () => void;
}

/** Edit, try, read what changes, publish. Which step is in the address. */
export function DraftScreen<C, H extends VersionHead, D extends VersionDetail<C>>(
  props: DraftScreenProps<C, H, D>,
) {
  const { document, start, inForce, onReload } = props;
  const words = document.useWords();
  const w = useWords(versionWords);
  const linesOf = document.useLines();
  const trials = document.useTrials();
  const [params, change] = useUrlState();
  const work = useDocumentDraft(document, start);
  const faulty = useFaultyInputs();
  const leaving = useLeaving(faulty.count > 0 || work.draft.state.status === 'failed');
  const { draft, faults, version, asked, take, seen } = work;
  const needsSecond = useVersions(document).data?.needsSecond ?? false;
  const calls = callsOf(document, version, seen);
  const views = [
    { value: 'edit', label: w.steps.edit },
    ...trials.map(({ key, label }) => ({ value: key, label })),
    { value: 'changes', label: w.steps.changes },
  ];
  const view = views.find(({ value }) => value === params.get('view'))?.value ?? 'edit';
  const Trial = trials.find(({ key }) => key === view)?.Screen;
  const changes: ChangesProps = {
    from: w.versionOf(inForce.version),
    before: linesOf(inForce.content),
    after: linesOf(draft.value.content),
    sectionName: (section) => words.sections[section] ?? section,
  };
  const { LargeChanges } = document;
  const large = LargeChanges && <LargeChanges before={inForce.content} after={draft.value.content} />;
  const isChangedElsewhere = draft.state.status === 'failed' && draft.state.code === 'DOCUMENT_DRAFT_CHANGED';
  return (
    <Page
      title={words.draftTitle(version)}
      back={<Link to={document.home}>← {words.title}</Link>}
      subtitle={<SaveStatus state={draft.state} onRetry={() => void draft.flush()} />}
      actions={
        <DraftActions
          home={document.home}
          version={version}
          about={words.about}
          isSaved={seen().seenChangedAtMs > 0}
          isBlocked={faults.length > 0 || faulty.count > 0}
          flush={draft.flush}
          needsSecond={needsSecond}
          asked={asked}
          onAsked={take}
          {...calls}
          cached={document.cached}
          changes={
            <>
              {large}
              <ChangesToConfirm {...changes} />
            </>
          }
        />
      }
    >
      {leaving}
      {asked && <AskedNotice asked={asked} withdraw={calls.withdraw} onWithdrawn={take} />}
      <LostChanges work={work} />
      {isChangedElsewhere && (
        <Notice tone="danger">
          {w.changedElsewhere}{' '}
          <Button size="small" onClick={onReload}>
            {w.load}
          </Button>
        </Notice>
      )}
      <Segmented
        aria-label={w.stepsLabel}
        className={styles.tabs ?? ''}
        value={view}
        onChange={(next) => change({ view: next === 'edit' ? null : next })}
        options={views}
      />
      {view === 'edit' && (
        <FaultyInputs report={faulty.report}>
          {faulty.count > 0 && <Notice tone="danger">{w.notTaken(faulty.count)}</Notice>}
          <EditView document={document} work={work} />
        </FaultyInputs>
      )}
      {Trial && <Trial draft={draft} isBlocked={faults.length > 0} />}
      {view === 'changes' && (
        <>
          {large}
          <Changes {...changes} />
        </>
      )}
    </Page>
  );
}

/** What can be done to a draft as a whole. A refusal is thrown, that of discarding answered. */
function callsOf<C, H extends VersionHead, D extends VersionDetail<C>>(
  { calls }: Pick<DocumentScreens<C, H, D>, 'calls'>,
  version: number,
  seen: DocumentDraft<C>['seen'],
) {
  const params = { version: String(version) };
  return {
    publish: async (startsAtMs: number | null) =>
      replyOf(await calls.publish({ body: { ...seen(), startsAtMs, confirm: 'PUBLISH' } })),
    approve: async ({ atMs }: Asked) =>
      replyOf(await calls.approve({ params, body: { seenAskedAtMs: atMs, confirm: 'PUBLISH' } })),
    withdraw: async () => replyOf(await calls.withdraw({ params, body: {} })),
    discard: async () => {
      const answer = await calls.discard({ query: seen() });
      return answer.ok ? null : answer.code;
    },
  };
}

interface EditViewProps<C, H extends VersionHead, D extends VersionDetail<C>> {
  readonly document: DocumentScreens<C, H, D>;
  readonly work: DocumentDraft<C>;
}

function EditView<C, H extends VersionHead, D extends VersionDetail<C>>({
  document: { sections, sectionOf, useWords: useOwnWords, Form },
  work: { draft, faults },
}: EditViewProps<C, H, D>) {
  const words = useOwnWords();
  const w = useWords(versionWords);
  const { value } = draft;
  const blockers = faults.map(({ path, fault }): Blocker => {
    const section = sectionOf(path);
    return {
      key: `${path} ${fault}`,
      text: wordFor(words.faults, fault),
      section,
      sectionName: words.sections[section] ?? section,
    };
  });
  const faultAt = (path: string) => {
    const found = faults.find((one) => one.path === path || one.path.startsWith(`${path}.`));
    return found && wordFor(words.faults, found.fault);
  };
  const open = (section: string) =>
    window.document.getElementById(`section-${section}`)?.scrollIntoView({ block: 'start' });
  return (
    <div className={styles.editor}>
      <div className={styles.main}>
        {sections.map((section) => (
          <div key={section} id={`section-${section}`} className={styles.section}>
            <Panel title={words.sections[section] ?? section} hint={words.sectionHints[section]}>
              <Form
                section={section}
                content={value.content}
                change={(changes) => draft.change({ ...value, content: { ...value.content, ...changes } })}
                faultAt={faultAt}
              />
            </Panel>
          </div>
        ))}
      </div>
      <aside className={styles.aside}>
        <Panel title={w.goTo} className={styles.jumpPanel ?? ''}>
          <ul className={styles.jumps}>
            {sections.map((section) => (
              <li key={section}>
                <button
                  type="button"
                  data-fault={blockers.some((blocker) => blocker.section === section)}
                  onClick={() => open(section)}
                >
                  {words.sections[section]}
                </button>
              </li>
            ))}
          </ul>
        </Panel>
        <Checklist blockers={blockers} onOpen={open} />
        <Panel title={w.noteTitle}>
          <Input.TextArea
            aria-label={w.noteTitle}
            rows={3}
            maxLength={200}
            placeholder={words.notePlaceholder}
            value={value.note}
            onChange={(event) => draft.change({ ...value, note: event.target.value })}
          />
        </Panel>
      </aside>
    </div>
  );
}
