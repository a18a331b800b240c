import { Link, useParams } from 'react-router';
import { api, useReply } from '../../app/api';
import { useLanguage, useWords } from '../../app/language';
import { Loaded } from '../../app/loaded';
import { Changes, Sentences } from '../../app/versions/changes';
import { VersionState } from '../../app/versions/version-state';
import { versionWords } from '../../app/versions/words';
import { useMoment } from '../../ui/context';
import { Instant } from '../../ui/figures';
import { formatInstant } from '../../ui/format';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { Skeleton } from '../../ui/states';
import styles from './earning.module.css';
import { useEarningWords, useNamed } from './editor';
import { ruleLines } from './rule-lines';
import type { RulesDetail, Section } from './rules';

/** One published version: who and when, the whole of it in words, and what it changed. */
export function Screen() {
  const words = useEarningWords();
  const { version = '' } = useParams();
  const detail = useReply('earningVersion', Number(version), () =>
    api.earningVersion({ params: { version } }),
  );
  return (
    <Page
      title={words.detail.title(Number(version))}
      back={<Link to="/points/rules">← {words.detail.back}</Link>}
      subtitle={detail.data && <Headline detail={detail.data} />}
    >
      <Loaded query={detail} skeleton={<Skeleton height={420} />}>
        {(found) => <Version detail={found} />}
      </Loaded>
    </Page>
  );
}

function Headline({ detail }: { readonly detail: RulesDetail }) {
  const w = useWords(versionWords);
  const moment = useMoment();
  return (
    <span className={styles.headline}>
      <VersionState version={detail} />
      <span>
        {w.startsAt} {detail.startsAtMs ? <Instant value={detail.startsAtMs} /> : w.always}
      </span>
      <span>
        {w.published}{' '}
        {w.by(detail.publishedBy, formatInstant(detail.publishedAtMs ?? detail.changedAtMs, moment))}
      </span>
      <span>{detail.note || w.noNote}</span>
    </span>
  );
}

function Version({ detail }: { readonly detail: RulesDetail }) {
  const words = useEarningWords();
  const language = useLanguage();
  const named = useNamed();
  const lines = ruleLines(detail.content, words.sentences, named);
  const sectionName = (section: string) => words.sections[section as Section];
  return (
    <div className={styles.two}>
      <Panel title={words.detail.inWords}>
        <Sentences lines={lines} sectionName={sectionName} />
      </Panel>
      <div className={styles.main}>
        <SinceBefore detail={detail} />
        <Panel title={words.detail.asMembers} hint={words.detail.asMembersHint}>
          <ul className={styles.asMembers}>
            {detail.words.map((sentence) => (
              <li key={sentence.zh}>{sentence[language]}</li>
            ))}
          </ul>
        </Panel>
      </div>
    </div>
  );
}

/** What this version changed against the one published before it; nothing to say about the first. */
function SinceBefore({ detail }: { readonly detail: RulesDetail }) {
  const words = useEarningWords();
  const w = useWords(versionWords);
  const named = useNamed();
  const versions = useReply('earningVersions', null, () => api.earningVersions());
  const before = Math.max(
    0,
    ...(versions.data?.items ?? [])
      .filter(({ state, version }) => state === 'published' && version < detail.version)
      .map(({ version }) => version),
  );
  const previous = useReply(
    'earningVersion',
    before,
    () => api.earningVersion({ params: { version: String(before) } }),
    { isWanted: before > 0 },
  );
  if (before === 0) return null;
  return (
    <Loaded query={previous} skeleton={<Skeleton height={160} />}>
      {({ content }) => (
        <Changes
          from={w.versionOf(before)}
          before={ruleLines(content, words.sentences, named)}
          after={ruleLines(detail.content, words.sentences, named)}
          sectionName={(section) => words.sections[section as Section]}
        />
      )}
    </Loaded>
  );
}
