import type { ReactNode } from 'react';
import { api } from '../../app/api';
import { useLanguage } from '../../app/language';
import { Sentences } from '../../app/versions/changes';
import type { DocumentScreens, FormProps } from '../../app/versions/document';
import { formatCount } from '../../ui/format';
import { Panel } from '../../ui/panel';
import { BackTestView } from './back-test-view';
import { Ladder } from './ladder';
import { LargeChanges } from './large-changes';
import { LevelsSection } from './levels-section';
import {
  sectionOf,
  sections,
  type Scheme,
  type SchemeSummary,
  type SchemeVersion,
  type Section,
  type SectionProps,
} from './scheme';
import { schemeLines } from './scheme-lines';
import { BasisSection, RefundsSection, ReviewSection } from './terms-sections';
import { useTierWords } from './tier-words';
import styles from './tiers.module.css';

const parts: Readonly<Record<Section, (props: SectionProps) => ReactNode>> = {
  basis: BasisSection,
  levels: LevelsSection,
  review: ReviewSection,
  refunds: RefundsSection,
};

const calls = {
  list: api.tierSchemes,
  read: api.tierScheme,
  save: api.saveTierDraft,
  discard: api.discardTierDraft,
  publish: api.publishTierDraft,
  approve: api.approveTierScheme,
  withdraw: api.withdrawTierDraft,
};

function useLines() {
  const words = useTierWords();
  const language = useLanguage();
  return (scheme: Scheme) => schemeLines(scheme, words, language);
}

function Reading({ title, content }: { readonly title: string; readonly content: Scheme }) {
  const words = useTierWords();
  const linesOf = useLines();
  return (
    <Panel title={title} flush>
      <Ladder scheme={content} />
      <div className={styles.terms}>
        <Sentences
          // The levels stand in the table above.
          lines={linesOf(content).filter(({ section }) => section !== 'levels')}
          sectionName={(section) => words.document.sections[section as Section]}
        />
      </div>
    </Panel>
  );
}

function Form({ section, content, change, faultAt }: FormProps<Scheme>) {
  const Part = parts[section as Section];
  return <Part scheme={content} onChange={change} faultAt={faultAt} />;
}

export const tierDocument: DocumentScreens<Scheme, SchemeSummary, SchemeVersion> = {
  home: '/points/tiers',
  mayWrite: 'tiers.write',
  cached: { all: 'tierSchemes', one: 'tierScheme' },
  calls,
  sections,
  sectionOf,
  useWords: () => useTierWords().document,
  useLines,
  LargeChanges,
  Reading,
  Form,
  useTrials: () => [{ key: 'cost', label: useTierWords().tabs.cost, Screen: BackTestView }],
  useExtraColumn: () => ({
    key: 'levels',
    title: useTierWords().levels,
    render: ({ levels }) => formatCount(levels),
  }),
};
