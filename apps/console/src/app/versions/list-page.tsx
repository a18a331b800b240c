import { EditOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useMoment } from '../../ui/context';
import { DataTable, type Column } from '../../ui/data-table';
import { formatInstant, UNKNOWN } from '../../ui/format';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { Skeleton } from '../../ui/states';
import { useWords } from '../language';
import { Loaded } from '../loaded';
import { can, useOperator } from '../operator';
import type { DocumentScreens, VersionDetail, VersionHead } from './document';
import { inForceOf, useVersion, useVersions } from './use-versions';
import { StartsAt, VersionState } from './version-state';
import styles from './versions.module.css';
import { versionWords } from './words';

interface Props<C, H extends VersionHead, D extends VersionDetail<C>> {
  readonly document: DocumentScreens<C, H, D>;
  /** What stands above the versions. */
  readonly children?: ReactNode;
}

/** What is in force, every version there was, and the way to the next one. */
export function VersionsPage<C, H extends VersionHead, D extends VersionDetail<C>>({
  document,
  children,
}: Props<C, H, D>) {
  const words = document.useWords();
  const versions = useVersions(document);
  return (
    <Page
      title={words.title}
      subtitle={words.subtitle}
      actions={versions.data && <DraftButton document={document} versions={versions.data.items} />}
    >
      {children}
      <Loaded query={versions} skeleton={<Skeleton height={320} />}>
        {({ items }) => (
          <>
            <InForce document={document} version={inForceOf(items)} />
            <AllVersions document={document} versions={items} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function DraftButton<C, H extends VersionHead, D extends VersionDetail<C>>({
  document,
  versions,
}: Props<C, H, D> & { readonly versions: readonly H[] }) {
  const w = useWords(versionWords);
  const operator = useOperator();
  if (!can(operator, document.mayWrite)) return null;
  const hasDraft = versions.some(({ state }) => state === 'draft');
  return (
    <Link to={`${document.home}/draft`}>
      <Button type="primary" icon={<EditOutlined aria-hidden />}>
        {hasDraft ? w.edit : w.startFrom(w.versionOf(inForceOf(versions) ?? 1))}
      </Button>
    </Link>
  );
}

function InForce<C, H extends VersionHead, D extends VersionDetail<C>>({
  document,
  version,
}: Props<C, H, D> & { readonly version: number | null }) {
  const w = useWords(versionWords);
  const detail = useVersion(document, version);
  const { Reading } = document;
  if (version === null) return null;
  return (
    <Loaded query={detail} skeleton={<Skeleton height={240} />}>
      {({ content }) => <Reading title={w.isInForce(w.versionOf(version))} content={content} />}
    </Loaded>
  );
}

function AllVersions<C, H extends VersionHead, D extends VersionDetail<C>>({
  document,
  versions,
}: Props<C, H, D> & { readonly versions: readonly H[] }) {
  const w = useWords(versionWords);
  const moment = useMoment();
  const extra = document.useExtraColumn?.();
  const { home } = document;
  const columns: readonly Column<H>[] = [
    {
      key: 'version',
      title: w.version,
      render: ({ state, version }) => (
        <Link to={state === 'draft' ? `${home}/draft` : `${home}/v/${version}`}>{w.versionOf(version)}</Link>
      ),
    },
    { key: 'state', title: w.state, render: (row) => <VersionState version={row} /> },
    {
      key: 'note',
      title: w.note,
      render: ({ note }) => <span className={styles.note}>{note || UNKNOWN}</span>,
    },
    ...(extra ? [{ ...extra, align: 'end' } as const] : []),
    {
      key: 'starts',
      title: w.startsAt,
      align: 'end',
      render: (row) => (row.state === 'draft' ? w.startsAtPublishing : <StartsAt version={row} />),
    },
    {
      key: 'published',
      title: w.published,
      align: 'end',
      render: ({ publishedBy, publishedAtMs }) =>
        publishedAtMs ? w.by(publishedBy, formatInstant(publishedAtMs, moment)) : UNKNOWN,
      wideOnly: true,
    },
    {
      key: 'changed',
      title: w.changed,
      align: 'end',
      render: ({ changedBy, changedAtMs }) =>
        changedAtMs ? w.by(changedBy, formatInstant(changedAtMs, moment)) : UNKNOWN,
      wideOnly: true,
    },
  ];
  return (
    <Panel title={w.versions} hint={w.versionsHint} flush>
      <DataTable
        caption={w.versions}
        columns={columns}
        rows={versions}
        keyOf={({ version }) => String(version)}
      />
    </Panel>
  );
}
