import { Input, Segmented } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { api, replyOrThrow } from '../../app/api';
import { useLanguage, useWords, wordFor } from '../../app/language';
import { Changes, ChangesToConfirm, type ChangesProps } from '../../app/versions/changes';
import { Checklist, type Blocker } from '../../app/versions/checklist';
import { DraftActions } from '../../app/versions/draft-actions';
import { SaveStatus } from '../../app/versions/save-status';
import { versionWords } from '../../app/versions/words';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { oneOf } from '../../ui/query';
import { useUrlState } from '../../ui/use-url-state';
import { BackTestView } from './back-test-view';
import { LevelsSection } from './levels-section';
import { sections, type SchemeVersion, type Section, type SectionProps } from './scheme';
import { schemeLines } from './scheme-lines';
import { BasisSection, RefundsSection, ReviewSection } from './terms-sections';
import { useTierWords } from './tier-words';
import styles from './tiers.module.css';
import { useSchemeDraft, type DraftStart, type SchemeDraft } from './use-scheme-draft';

const views = ['edit', 'cost', 'changes'] as const;
type View = (typeof views)[number];

interface DraftScreenProps {
  readonly start: DraftStart;
  readonly inForce: SchemeVersion;
}

/** Edit, back-test on today's members, read what changes, publish. Which step is in the address. */
export function DraftScreen({ start, inForce }: DraftScreenProps) {
  const words = useTierWords();
  const w = useWords(versionWords);
  const language = useLanguage();
  const [params, change] = useUrlState();
  const view = oneOf(params.get('view'), views) ?? 'edit';
  const work = useSchemeDraft(start);
  const { draft, faults } = work;
  const changes: ChangesProps = {
    from: w.versionOf(inForce.version),
    before: schemeLines(inForce.content, words, language),
    after: schemeLines(draft.value.scheme, words, language),
    sectionName: (section) => words.sections[section as Section],
  };
  const blockers = faults.map(({ path, fault, section }): Blocker => ({
    key: `${path} ${fault}`,
    text: wordFor(words.faults, fault),
    section,
    sectionName: words.sections[section],
  }));
  return (
    <Page
      title={words.draft.title(work.version)}
      back={<Link to="/points/tiers">← {words.detail.back}</Link>}
      subtitle={<SaveStatus state={draft.state} onRetry={() => void draft.flush()} />}
      actions={
        <DraftActions
          home="/points/tiers"
          version={work.version}
          about={words.draft.about}
          isSaved={work.savedAtMs() > 0}
          isBlocked={blockers.length > 0}
          flush={draft.flush}
          publish={async (startsAtMs) => {
            const body = { seenChangedAtMs: work.savedAtMs(), startsAtMs, confirm: 'PUBLISH' } as const;
            return replyOrThrow(await api.publishTierDraft({ body }));
          }}
          discard={async () => {
            const answer = await api.discardTierDraft({ query: { seenChangedAtMs: work.savedAtMs() } });
            return answer.ok ? null : answer.code;
          }}
          cached={{ one: 'tierScheme', all: 'tierSchemes' }}
          changes={<ChangesToConfirm {...changes} />}
        />
      }
    >
      <Segmented<View>
        aria-label={words.draft.tabsLabel}
        className={styles.tabs ?? ''}
        value={view}
        onChange={(next) => change({ view: next === 'edit' ? null : next })}
        options={views.map((value) => ({ value, label: words.draft.tabs[value] }))}
      />
      {view === 'edit' && <EditView work={work} blockers={blockers} />}
      {view === 'cost' && <BackTestView draft={draft} isBlocked={blockers.length > 0} />}
      {view === 'changes' && <Changes {...changes} />}
    </Page>
  );
}

const parts: Readonly<Record<Section, (props: SectionProps) => ReactNode>> = {
  basis: BasisSection,
  levels: LevelsSection,
  review: ReviewSection,
  refunds: RefundsSection,
};

function EditView({
  work: { draft, faults },
  blockers,
}: {
  readonly work: SchemeDraft;
  readonly blockers: readonly Blocker[];
}) {
  const words = useTierWords();
  const { value } = draft;
  const open = (section: string) =>
    document.getElementById(`section-${section}`)?.scrollIntoView({ block: 'start' });
  const faultAt = (path: string) => {
    const found = faults.find((fault) => fault.path === path);
    return found && wordFor(words.faults, found.fault);
  };
  return (
    <div className={styles.editor}>
      <div className={styles.main}>
        {sections.map((section) => {
          const Part = parts[section];
          return (
            <div key={section} id={`section-${section}`} className={styles.section}>
              <Panel title={words.sections[section]} hint={words.sectionHints[section]}>
                <Part
                  scheme={value.scheme}
                  faultAt={faultAt}
                  onChange={(changes) => draft.change({ ...value, scheme: { ...value.scheme, ...changes } })}
                />
              </Panel>
            </div>
          );
        })}
      </div>
      <aside className={styles.aside}>
        <Checklist blockers={blockers} onOpen={open} />
        <Panel title={words.draft.note}>
          <Input.TextArea
            aria-label={words.draft.note}
            placeholder={words.draft.notePlaceholder}
            rows={3}
            maxLength={200}
            value={value.note}
            onChange={(event) => draft.change({ ...value, note: event.target.value })}
          />
        </Panel>
      </aside>
    </div>
  );
}
