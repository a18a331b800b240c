import { Link, useParams } from 'react-router';
import { useMoment } from '../../ui/context';
import { formatInstant } from '../../ui/format';
import { Page } from '../../ui/page';
import { Skeleton } from '../../ui/states';
import { useWords } from '../language';
import { Loaded } from '../loaded';
import { Changes } from './changes';
import type { DocumentScreens, VersionDetail, VersionHead } from './document';
import { useVersion, useVersions } from './use-versions';
import { StartsAt, VersionState } from './version-state';
import styles from './versions.module.css';
import { versionWords } from './words';

interface Props<C, H extends VersionHead, D extends VersionDetail<C>> {
  readonly document: DocumentScreens<C, H, D>;
}

/** One version: who and when, the whole of it in words, and what it changed. */
export function VersionPage<C, H extends VersionHead, D extends VersionDetail<C>>({
  document,
}: Props<C, H, D>) {
  const words = document.useWords();
  const version = Number(useParams()['version']);
  const detail = useVersion(document, version);
  const { Reading, Aside } = document;
  return (
    <Page
      title={words.versionTitle(version)}
      back={<Link to={document.home}>← {words.title}</Link>}
      subtitle={detail.data && <Headline version={detail.data} />}
    >
      <Loaded query={detail} skeleton={<Skeleton height={420} />}>
        {(found) => (
          <div className={styles.two}>
            <Reading title={words.inWords} content={found.content} />
            <div className={styles.main}>
              <SinceBefore document={document} detail={found} />
              {Aside && <Aside detail={found} />}
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function Headline({ version }: { readonly version: VersionHead }) {
  const w = useWords(versionWords);
  const moment = useMoment();
  const { publishedBy, publishedAtMs, createdBy, createdAtMs } = version;
  return (
    <span className={styles.headline}>
      <VersionState version={version} />
      <span>
        {version.startsAtMs > 0 && `${w.startsAt} `}
        <StartsAt version={version} />
      </span>
      {createdAtMs > 0 && (
        <span>
          {w.created} {w.by(createdBy, formatInstant(createdAtMs, moment))}
        </span>
      )}
      {publishedAtMs ? (
        <span>
          {w.published} {w.by(publishedBy, formatInstant(publishedAtMs, moment))}
        </span>
      ) : null}
      {version.approvedBy && (
        <span>
          {w.approved} {version.approvedBy}
        </span>
      )}
      <span>{version.note || w.noNote}</span>
    </span>
  );
}

/** What this version changed against the one published before it; nothing to say about the first. */
function SinceBefore<C, H extends VersionHead, D extends VersionDetail<C>>({
  document,
  detail,
}: Props<C, H, D> & { readonly detail: D }) {
  const words = document.useWords();
  const w = useWords(versionWords);
  const linesOf = document.useLines();
  const versions = useVersions(document);
  const before = (versions.data?.items ?? [])
    .filter(({ state, version }) => state === 'published' && version < detail.version)
    .reduce<number | null>((last, { version }) => Math.max(last ?? 0, version), null);
  const previous = useVersion(document, before);
  if (before === null) return null;
  return (
    <Loaded query={previous} skeleton={<Skeleton height={160} />}>
      {({ content }) => (
        <Changes
          from={w.versionOf(before)}
          before={linesOf(content)}
          after={linesOf(detail.content)}
          sectionName={(section) => words.sections[section] ?? section}
        />
      )}
    </Loaded>
  );
}
