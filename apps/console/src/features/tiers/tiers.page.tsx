import { EditOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { Link } from 'react-router';
import { api, useReply } from '../../app/api';
import { useLanguage, useWords } from '../../app/language';
import { Loaded } from '../../app/loaded';
import { can, useOperator } from '../../app/operator';
import { Sentences } from '../../app/versions/changes';
import { VersionState } from '../../app/versions/version-state';
import { versionWords } from '../../app/versions/words';
import { DataTable, type Column } from '../../ui/data-table';
import { Instant } from '../../ui/figures';
import { formatCount, UNKNOWN } from '../../ui/format';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { Skeleton } from '../../ui/states';
import { Distribution } from './distribution';
import { Ladder } from './ladder';
import type { SchemeSummary, Section } from './scheme';
import { schemeLines } from './scheme-lines';
import { useTierWords } from './tier-words';
import styles from './tiers.module.css';

/** Where members stand, by which scheme, and the way to the next one. */
export function Screen() {
  const words = useTierWords();
  const schemes = useReply('tierSchemes', null, () => api.tierSchemes());
  return (
    <Page
      title={words.title}
      subtitle={words.subtitle}
      actions={schemes.data && <DraftButton schemes={schemes.data.items} />}
    >
      <Distribution />
      <Loaded query={schemes} skeleton={<Skeleton height={320} />}>
        {({ items }) => (
          <>
            <InForce schemes={items} />
            <Versions schemes={items} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function DraftButton({ schemes }: { readonly schemes: readonly SchemeSummary[] }) {
  const words = useTierWords();
  const w = useWords(versionWords);
  const operator = useOperator();
  if (!can(operator, 'tiers.write')) return null;
  const hasDraft = schemes.some(({ state }) => state === 'draft');
  const base = schemes.find(({ isInForce }) => isInForce)?.version ?? 1;
  return (
    <Link to="/points/tiers/draft">
      <Button type="primary" icon={<EditOutlined aria-hidden />}>
        {hasDraft ? words.edit : words.startFrom(w.versionOf(base))}
      </Button>
    </Link>
  );
}

function InForce({ schemes }: { readonly schemes: readonly SchemeSummary[] }) {
  const words = useTierWords();
  const w = useWords(versionWords);
  const language = useLanguage();
  const version = schemes.find(({ isInForce }) => isInForce)?.version ?? null;
  const detail = useReply(
    'tierScheme',
    version,
    () => api.tierScheme({ params: { version: String(version) } }),
    { isWanted: version !== null },
  );
  if (version === null) return null;
  return (
    <Panel title={words.inForce(w.versionOf(version))} flush>
      <Loaded query={detail} skeleton={<Skeleton height={200} />}>
        {({ content: scheme }) => (
          <>
            <Ladder scheme={scheme} />
            <div className={styles.terms}>
              <Sentences
                // The levels stand in the table above.
                lines={schemeLines(scheme, words, language).filter(({ section }) => section !== 'levels')}
                sectionName={(section) => words.sections[section as Section]}
              />
            </div>
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function Versions({ schemes }: { readonly schemes: readonly SchemeSummary[] }) {
  const words = useTierWords();
  const w = useWords(versionWords);
  const columns: readonly Column<SchemeSummary>[] = [
    {
      key: 'version',
      title: w.version,
      render: ({ state, version }) => (
        <Link to={state === 'draft' ? '/points/tiers/draft' : `/points/tiers/v/${version}`}>
          {w.versionOf(version)}
        </Link>
      ),
    },
    {
      key: 'state',
      title: w.state,
      render: (row) => <VersionState version={row} />,
    },
    {
      key: 'note',
      title: w.note,
      render: ({ note }) => <span className={styles.note}>{note || UNKNOWN}</span>,
    },
    { key: 'levels', title: words.levels, align: 'end', render: ({ levels }) => formatCount(levels) },
    {
      key: 'starts',
      title: w.startsAt,
      align: 'end',
      render: ({ state, startsAtMs }) =>
        state === 'draft' ? w.startsAtPublishing : startsAtMs ? <Instant value={startsAtMs} /> : w.always,
    },
    {
      key: 'published',
      title: w.published,
      align: 'end',
      render: ({ publishedAtMs }) => <Instant value={publishedAtMs || null} />,
      wideOnly: true,
    },
    {
      key: 'changed',
      title: w.changed,
      align: 'end',
      render: ({ changedAtMs }) => <Instant value={changedAtMs || null} />,
      wideOnly: true,
    },
  ];
  return (
    <Panel title={words.versions} hint={words.versionsHint} flush>
      <DataTable
        caption={words.versions}
        columns={columns}
        rows={schemes}
        keyOf={({ version }) => String(version)}
      />
    </Panel>
  );
}
