import { Link, useParams } from 'react-router';
import { api, useReply } from '../../app/api';
import { useLanguage, useWords } from '../../app/language';
import { Loaded } from '../../app/loaded';
import { Changes, Sentences } from '../../app/versions/changes';
import { VersionState } from '../../app/versions/version-state';
import { versionWords } from '../../app/versions/words';
import { Instant } from '../../ui/figures';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { Skeleton } from '../../ui/states';
import { Ladder } from './ladder';
import type { SchemeVersion, Section } from './scheme';
import { schemeLines } from './scheme-lines';
import { useTierWords } from './tier-words';
import styles from './tiers.module.css';

/** One published scheme in words, and what it changed. */
export function Screen() {
  const words = useTierWords();
  const w = useWords(versionWords);
  const language = useLanguage();
  const { version = '' } = useParams();
  const detail = useReply('tierScheme', Number(version), () => api.tierScheme({ params: { version } }));
  return (
    <Page
      title={words.detail.title(Number(version))}
      back={<Link to="/points/tiers">← {words.detail.back}</Link>}
      subtitle={
        detail.data && (
          <span className={styles.headline}>
            <VersionState version={detail.data} />
            <span>
              {w.startsAt} <Instant value={detail.data.startsAtMs || null} />
            </span>
            <span>{detail.data.note || w.noNote}</span>
          </span>
        )
      }
    >
      <Loaded query={detail} skeleton={<Skeleton height={420} />}>
        {(found) => (
          <div className={styles.two}>
            <Panel title={words.detail.inWords} flush>
              <Ladder scheme={found.content} />
              <div className={styles.terms}>
                <Sentences
                  // The levels stand in the table above.
                  lines={schemeLines(found.content, words, language).filter(
                    ({ section }) => section !== 'levels',
                  )}
                  sectionName={(section) => words.sections[section as Section]}
                />
              </div>
            </Panel>
            <SinceBefore found={found} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}

/** What this version changed against the one published before it. */
function SinceBefore({ found }: { readonly found: SchemeVersion }) {
  const words = useTierWords();
  const w = useWords(versionWords);
  const language = useLanguage();
  const schemes = useReply('tierSchemes', null, () => api.tierSchemes());
  const before = Math.max(
    0,
    ...(schemes.data?.items ?? [])
      .filter(({ state, version }) => state === 'published' && version < found.version)
      .map(({ version }) => version),
  );
  const previous = useReply(
    'tierScheme',
    before,
    () => api.tierScheme({ params: { version: String(before) } }),
    { isWanted: before > 0 },
  );
  if (before === 0) return null;
  return (
    <Loaded query={previous} skeleton={<Skeleton height={160} />}>
      {({ content: scheme }) => (
        <Changes
          from={w.versionOf(before)}
          before={schemeLines(scheme, words, language)}
          after={schemeLines(found.content, words, language)}
          sectionName={(section) => words.sections[section as Section]}
        />
      )}
    </Loaded>
  );
}
