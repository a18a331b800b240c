import { EditOutlined, StarOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { Link } from 'react-router';
import { api, useReply } from '../../app/api';
import { useWords } from '../../app/language';
import { Loaded } from '../../app/loaded';
import { can, useOperator } from '../../app/operator';
import { Sentences } from '../../app/versions/changes';
import { VersionState } from '../../app/versions/version-state';
import { versionWords } from '../../app/versions/words';
import { useMoment } from '../../ui/context';
import { DataTable, type Column } from '../../ui/data-table';
import { Instant } from '../../ui/figures';
import { formatInstant, UNKNOWN } from '../../ui/format';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { Skeleton, EmptyState } from '../../ui/states';
import styles from './earning.module.css';
import { useEarningWords, useNamed } from './editor';
import { ruleLines } from './rule-lines';
import type { RulesVersion, Section } from './rules';

/** What is in force in words, every version there was, and the way to the next one. */
export function Screen() {
  const { list } = useEarningWords();
  const versions = useReply('earningVersions', null, () => api.earningVersions());
  const items = versions.data?.items ?? [];
  return (
    <Page
      title={list.title}
      subtitle={list.subtitle}
      actions={items.length > 0 && <DraftButton versions={items} />}
    >
      <Loaded query={versions} skeleton={<Skeleton height={320} />}>
        {() =>
          items.length === 0 ? (
            <EmptyState
              icon={<StarOutlined />}
              title={list.emptyTitle}
              text={list.emptyText}
              action={<DraftButton versions={items} />}
            />
          ) : (
            <>
              <InForce versions={items} />
              <Versions versions={items} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

function DraftButton({ versions }: { readonly versions: readonly RulesVersion[] }) {
  const { list } = useEarningWords();
  const w = useWords(versionWords);
  const operator = useOperator();
  if (!can(operator, 'earning.write')) return null;
  const draft = versions.find(({ state }) => state === 'draft');
  const base = versions.find(({ isInForce }) => isInForce) ?? versions.find(({ state }) => state !== 'draft');
  const label = draft ? list.edit : base ? list.startFrom(w.versionOf(base.version)) : list.start;
  return (
    <Link to="/points/rules/draft">
      <Button type="primary" icon={<EditOutlined aria-hidden />}>
        {label}
      </Button>
    </Link>
  );
}

function InForce({ versions }: { readonly versions: readonly RulesVersion[] }) {
  const words = useEarningWords();
  const w = useWords(versionWords);
  const named = useNamed();
  const version = versions.find(({ isInForce }) => isInForce)?.version ?? null;
  const detail = useReply(
    'earningVersion',
    version,
    () => api.earningVersion({ params: { version: String(version) } }),
    { isWanted: version !== null },
  );
  if (version === null) return null;
  return (
    <Panel title={words.list.inForce(w.versionOf(version))}>
      <Loaded query={detail} skeleton={<Skeleton height={240} />}>
        {({ content }) => (
          <Sentences
            lines={ruleLines(content, words.sentences, named)}
            sectionName={(section) => words.sections[section as Section]}
          />
        )}
      </Loaded>
    </Panel>
  );
}

/** Rules that were there before anybody published any have no beginning to tell. */
function StartsAt({ of }: { readonly of: RulesVersion }) {
  const w = useWords(versionWords);
  return of.startsAtMs ? <Instant value={of.startsAtMs} /> : <>{w.always}</>;
}

function Versions({ versions }: { readonly versions: readonly RulesVersion[] }) {
  const { list } = useEarningWords();
  const w = useWords(versionWords);
  const moment = useMoment();
  const columns: readonly Column<RulesVersion>[] = [
    {
      key: 'version',
      title: w.version,
      render: (row) => (
        <Link to={row.state === 'draft' ? '/points/rules/draft' : `/points/rules/v/${row.version}`}>
          {w.versionOf(row.version)}
        </Link>
      ),
    },
    { key: 'state', title: w.state, render: (row) => <VersionState version={row} /> },
    {
      key: 'note',
      title: w.note,
      render: (row) => <span className={styles.note}>{row.note || UNKNOWN}</span>,
    },
    {
      key: 'starts',
      title: w.startsAt,
      align: 'end',
      render: (row) => (row.state === 'draft' ? w.startsAtPublishing : <StartsAt of={row} />),
    },
    {
      key: 'published',
      title: w.published,
      align: 'end',
      render: (row) =>
        row.publishedAtMs === null
          ? UNKNOWN
          : w.by(row.publishedBy, formatInstant(row.publishedAtMs, moment)),
      wideOnly: true,
    },
    {
      key: 'changed',
      title: w.changed,
      align: 'end',
      render: (row) => w.by(row.createdBy, formatInstant(row.changedAtMs, moment)),
      wideOnly: true,
    },
  ];
  return (
    <Panel title={list.versions} hint={list.versionsHint} flush>
      <DataTable
        caption={list.versions}
        columns={columns}
        rows={versions}
        keyOf={({ version }) => String(version)}
      />
    </Panel>
  );
}
