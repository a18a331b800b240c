import { Button, Input, Segmented } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { api, replyOrThrow } from '../../app/api';
import { useWords, wordFor } from '../../app/language';
import { Changes, ChangesToConfirm, type ChangesProps } from '../../app/versions/changes';
import { Checklist, type Blocker } from '../../app/versions/checklist';
import { DraftActions } from '../../app/versions/draft-actions';
import { SaveStatus } from '../../app/versions/save-status';
import { versionWords } from '../../app/versions/words';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { oneOf } from '../../ui/query';
import { Notice } from '../../ui/states';
import { useUrlState } from '../../ui/use-url-state';
import { CostView } from './cost-view';
import styles from './earning.module.css';
import { EditorProvider, useEarningWords, useNamed } from './editor';
import { ruleLines } from './rule-lines';
import {
  sectionOf,
  sections,
  unfinishedRows,
  type Fault,
  type Rules,
  type RulesDetail,
  type Section,
} from './rules';
import { BaseSection } from './sections/base';
import { CapsSection } from './sections/caps';
import { EventsSection } from './sections/events';
import { LifetimeSection } from './sections/lifetime';
import { MultipliersSection } from './sections/multipliers';
import { ClawbackSection, FundersSection } from './sections/refunds-and-funders';
import { TrialView } from './trial-view';
import { useRulesDraft, type DraftStart, type RulesDraft } from './use-rules-draft';

const views = ['edit', 'try', 'cost', 'changes'] as const;
type View = (typeof views)[number];

interface DraftScreenProps {
  readonly start: DraftStart;
  readonly inForce: RulesDetail | null;
  readonly onReload: () => void;
}

/** Edit, try one order, back-test on real ones, read what changes, publish. Which step is in the address. */
export function DraftScreen({ start, inForce, onReload }: DraftScreenProps) {
  const words = useEarningWords();
  const [params, change] = useUrlState();
  const view = oneOf(params.get('view'), views) ?? 'edit';
  const work = useRulesDraft(start);
  const { draft, faults } = work;
  const { rules } = draft.value;
  const blockers = useBlockers(rules, faults);
  const changes = useChanges(rules, inForce);
  const open = (section: string) => {
    change({ view: null }, { replace: true });
    requestAnimationFrame(() =>
      document.getElementById(`section-${section}`)?.scrollIntoView({ block: 'start' }),
    );
  };
  return (
    <Page
      title={words.draft.title(work.version)}
      back={<Link to="/points/rules">← {words.detail.back}</Link>}
      subtitle={<SaveStatus state={draft.state} onRetry={() => void draft.flush()} />}
      actions={
        <DraftActions
          home="/points/rules"
          version={work.version}
          about={words.draft.about}
          isSaved={work.seenChangedAtMs() > 0}
          isBlocked={blockers.length > 0}
          flush={draft.flush}
          publish={async (startsAtMs) =>
            replyOrThrow(
              await api.publishEarningDraft({
                body: { seenChangedAtMs: work.seenChangedAtMs(), startsAtMs, confirm: 'PUBLISH' },
              }),
            )
          }
          discard={async () => {
            const query = { seenChangedAtMs: work.seenChangedAtMs() };
            const answer = await api.discardEarningDraft({ query });
            return answer.ok ? null : answer.code;
          }}
          cached={{ one: 'earningVersion', all: 'earningVersions' }}
          changes={<ChangesToConfirm {...changes} />}
        />
      }
    >
      {draft.state.status === 'failed' && draft.state.code === 'DOCUMENT_DRAFT_CHANGED' && (
        <ChangedElsewhere onReload={onReload} />
      )}
      <Segmented<View>
        aria-label={words.draft.tabsLabel}
        className={styles.tabs ?? ''}
        value={view}
        onChange={(next) => change({ view: next === 'edit' ? null : next })}
        options={views.map((value) => ({ value, label: words.draft.tabs[value] }))}
      />
      {view === 'edit' && <EditView work={work} blockers={blockers} onOpen={open} />}
      {view === 'try' && <TrialView rules={rules} isBlocked={faults.length > 0} />}
      {view === 'cost' && <CostView rules={rules} isBlocked={faults.length > 0} />}
      {view === 'changes' && <Changes {...changes} />}
    </Page>
  );
}

function useBlockers(rules: Rules, faults: readonly Fault[]): readonly Blocker[] {
  const words = useEarningWords();
  const blocker = (path: string, text: string): Blocker => {
    const section = sectionOf(path);
    return { key: `${path} ${text}`, text, section, sectionName: words.sections[section] };
  };
  return [
    ...unfinishedRows(rules).map(({ path }) => blocker(path, words.draft.unfinished)),
    ...faults.map(({ path, fault }) => blocker(path, wordFor(words.faults, fault))),
  ];
}

const parts: Readonly<Record<Section, () => ReactNode>> = {
  base: BaseSection,
  multipliers: MultipliersSection,
  events: EventsSection,
  caps: CapsSection,
  lifetime: LifetimeSection,
  clawback: ClawbackSection,
  funders: FundersSection,
};

interface EditViewProps {
  readonly work: RulesDraft;
  readonly blockers: readonly Blocker[];
  readonly onOpen: (section: string) => void;
}

function EditView({ work: { draft, faults }, blockers, onOpen }: EditViewProps) {
  const words = useEarningWords();
  const { value } = draft;
  const faultAt = (path: string) => {
    const found = faults.find((fault) => fault.path === path || fault.path.startsWith(`${path}.`));
    return found && wordFor(words.faults, found.fault);
  };
  const change = (changes: Partial<Rules>) =>
    draft.change({ ...value, rules: { ...value.rules, ...changes } });
  return (
    <div className={styles.editor}>
      <div className={styles.main}>
        <EditorProvider value={{ rules: value.rules, change, faultAt }}>
          {sections.map((section) => {
            const Part = parts[section];
            return (
              <div key={section} id={`section-${section}`} className={styles.section}>
                <Panel title={words.sections[section]} hint={words.sectionHints[section]}>
                  <Part />
                </Panel>
              </div>
            );
          })}
        </EditorProvider>
      </div>
      <aside className={styles.aside}>
        <Panel title={words.draft.goTo} className={styles.jumpPanel ?? ''}>
          <ul className={styles.jumps}>
            {sections.map((section) => (
              <li key={section}>
                <button
                  type="button"
                  data-fault={blockers.some((blocker) => blocker.section === section)}
                  onClick={() => onOpen(section)}
                >
                  {words.sections[section]}
                </button>
              </li>
            ))}
          </ul>
        </Panel>
        <Checklist blockers={blockers} onOpen={onOpen} />
        <Panel title={words.draft.note}>
          <Input.TextArea
            aria-label={words.draft.note}
            rows={3}
            maxLength={200}
            placeholder={words.draft.notePlaceholder}
            value={value.note}
            onChange={(event) => draft.change({ ...value, note: event.target.value })}
          />
        </Panel>
      </aside>
    </div>
  );
}

function useChanges(rules: Rules, inForce: RulesDetail | null): ChangesProps {
  const words = useEarningWords();
  const w = useWords(versionWords);
  const named = useNamed();
  return {
    from: inForce && w.versionOf(inForce.version),
    before: inForce ? ruleLines(inForce.content, words.sentences, named) : [],
    after: ruleLines(rules, words.sentences, named),
    sectionName: (section) => words.sections[section as Section],
  };
}

function ChangedElsewhere({ onReload }: { readonly onReload: () => void }) {
  const w = useWords(versionWords);
  return (
    <Notice tone="danger">
      {w.changedElsewhere}{' '}
      <Button size="small" onClick={onReload}>
        {w.load}
      </Button>
    </Notice>
  );
}
