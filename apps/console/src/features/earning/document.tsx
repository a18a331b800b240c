import type { ReactNode } from 'react';
import { api } from '../../app/api';
import { useLanguage } from '../../app/language';
import { Sentences } from '../../app/versions/changes';
import type { DocumentScreens, FormProps, TrialProps } from '../../app/versions/document';
import { Panel } from '../../ui/panel';
import { CostView } from './cost-view';
import styles from './earning.module.css';
import { EditorProvider, useEarningWords, useNamed } from './editor';
import { LargeChanges } from './large-changes';
import { ruleLines } from './rule-lines';
import { sectionOf, sections, type Rules, type RulesDetail, type RulesVersion, type Section } from './rules';
import { BaseSection } from './sections/base';
import { CapsSection } from './sections/caps';
import { EventsSection } from './sections/events';
import { LifetimeSection } from './sections/lifetime';
import { MultipliersSection } from './sections/multipliers';
import { ClawbackSection, FundersSection } from './sections/refunds-and-funders';
import { TrialView } from './trial-view';

const parts: Readonly<Record<Section, () => ReactNode>> = {
  base: BaseSection,
  multipliers: MultipliersSection,
  events: EventsSection,
  caps: CapsSection,
  lifetime: LifetimeSection,
  clawback: ClawbackSection,
  funders: FundersSection,
};

const calls = {
  list: api.earningVersions,
  read: api.earningVersion,
  save: api.saveEarningDraft,
  discard: api.discardEarningDraft,
  publish: api.publishEarningDraft,
  approve: api.approveEarningVersion,
  withdraw: api.withdrawEarningDraft,
};

function useLines() {
  const { sentences } = useEarningWords();
  const named = useNamed();
  return (rules: Rules) => ruleLines(rules, sentences, named);
}

function Reading({ title, content }: { readonly title: string; readonly content: Rules }) {
  const words = useEarningWords();
  const linesOf = useLines();
  return (
    <Panel title={title}>
      <Sentences
        lines={linesOf(content)}
        sectionName={(section) => words.document.sections[section as Section]}
      />
    </Panel>
  );
}

function Form({ section, content, change, faultAt }: FormProps<Rules>) {
  const Part = parts[section as Section];
  return (
    <EditorProvider value={{ rules: content, change, faultAt }}>
      <Part />
    </EditorProvider>
  );
}

const Try = ({ draft, isBlocked }: TrialProps<Rules>) => (
  <TrialView rules={draft.value.content} isBlocked={isBlocked} />
);
const Cost = ({ draft, isBlocked }: TrialProps<Rules>) => (
  <CostView rules={draft.value.content} isBlocked={isBlocked} />
);

/** The same in the words that members read. */
function AsMembers({ detail }: { readonly detail: RulesDetail }) {
  const words = useEarningWords();
  const language = useLanguage();
  return (
    <Panel title={words.asMembers} hint={words.asMembersHint}>
      <ul className={styles.asMembers}>
        {detail.words.map((sentence) => (
          <li key={sentence.zh}>{sentence[language]}</li>
        ))}
      </ul>
    </Panel>
  );
}

export const earningDocument: DocumentScreens<Rules, RulesVersion, RulesDetail> = {
  home: '/points/rules',
  mayWrite: 'earning.write',
  cached: { all: 'earningVersions', one: 'earningVersion' },
  calls,
  sections,
  sectionOf,
  useWords: () => useEarningWords().document,
  useLines,
  LargeChanges,
  Reading,
  Form,
  Aside: AsMembers,
  useTrials: () => {
    const { tabs } = useEarningWords();
    return [
      { key: 'try', label: tabs.try, Screen: Try },
      { key: 'cost', label: tabs.cost, Screen: Cost },
    ];
  },
};
