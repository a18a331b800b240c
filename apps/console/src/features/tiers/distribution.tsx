import { CrownOutlined } from '@ant-design/icons';
import type { ReplyOf } from '@liuliang/contract/client';
import { Link } from 'react-router';
import { api, useReply } from '../../app/api';
import { useLanguage } from '../../app/language';
import { Loaded } from '../../app/loaded';
import { can, useOperator, useToday } from '../../app/operator';
import { tierColour, TierTag } from '../../app/tiers';
import { addDays } from '../../ui/days';
import { DataTable, useExportRows, type Column } from '../../ui/data-table';
import { formatCount, formatPoints, formatShare } from '../../ui/format';
import { ExportButton, Panel } from '../../ui/panel';
import { Sparkline } from '../../ui/sparkline';
import { Skeleton, EmptyState, Notice } from '../../ui/states';
import { useTierWords } from './tier-words';
import styles from './tiers.module.css';

type Answer = ReplyOf<'tierDistribution'>;

const DAYS = 90;
const STEP_DAYS = 7;

interface LevelRow {
  readonly level: number;
  readonly name: string;
  readonly colour: string;
  readonly members: number;
  readonly share: number | null;
  readonly history: readonly number[];
}

/** How many members stand at each level, how that went, and who they are. */
export function Distribution() {
  const words = useTierWords();
  const today = useToday();
  const query = { from: addDays(today, -DAYS), to: addDays(today, -1), stepDays: STEP_DAYS };
  const answer = useReply('tierDistribution', query, () => api.tierDistribution({ query }));
  return (
    <Loaded query={answer} skeleton={<Skeleton height={300} />}>
      {(found) => <Levels found={found} words={words} />}
    </Loaded>
  );
}

function Levels({
  found,
  words,
}: {
  readonly found: Answer;
  readonly words: ReturnType<typeof useTierWords>;
}) {
  const exportRows = useExportRows();
  const { distribution: text } = words;
  const language = useLanguage();
  const columns = useColumns();
  const total = found.levels.reduce((sum, { members }) => sum + members, 0);
  if (total === 0) {
    return (
      <Panel title={text.title}>
        <EmptyState icon={<CrownOutlined />} title={text.empty} text={text.emptyText} />
      </Panel>
    );
  }
  const rows = found.levels
    .map((level, index): LevelRow => ({
      level: level.level,
      name: level.name[language],
      colour: level.colour,
      members: level.members,
      share: level.members / total,
      history: found.points.map(({ counts }) => counts[index] ?? 0),
    }))
    .reverse();
  return (
    <Panel
      title={text.title}
      hint={text.hint(formatCount(total))}
      flush
      actions={<ExportButton of={text.title} onExport={() => exportRows('tiers.csv', columns, rows)} />}
    >
      <DataTable caption={text.title} columns={columns} rows={rows} keyOf={({ level }) => String(level)} />
      {found.atRisk > 0 && (
        <div className={styles.padded}>
          <Notice>{text.atRisk(formatCount(found.atRisk))}</Notice>
        </div>
      )}
    </Panel>
  );
}

function useColumns(): readonly Column<LevelRow>[] {
  const { distribution: text } = useTierWords();
  const operator = useOperator();
  const difference = ({ members, history: [first] }: LevelRow) =>
    first === undefined ? null : members - first;
  return [
    {
      key: 'level',
      title: text.level,
      render: (row) => <TierTag {...row} />,
      csv: ({ name }) => name,
    },
    {
      key: 'members',
      title: text.members,
      align: 'end',
      render: ({ level, name, members }) =>
        members > 0 && can(operator, 'customers.read') ? (
          <Link to={`/customers?tier=${level}`} aria-label={`${text.open(name)} ${formatCount(members)}`}>
            {formatCount(members)}
          </Link>
        ) : (
          formatCount(members)
        ),
      csv: ({ members }) => members,
    },
    {
      key: 'share',
      title: text.share,
      render: ({ share, level, colour }) => (
        <span className={styles.share}>
          <span className={styles.track} aria-hidden>
            <span
              hidden={!share}
              style={{ width: `${(share ?? 0) * 100}%`, background: tierColour(colour, level) }}
            />
          </span>
          {formatShare(share)}
        </span>
      ),
      csv: ({ share }) => share,
    },
    {
      key: 'change',
      title: text.change,
      align: 'end',
      render: (row) => (
        <span className={styles.trend}>
          <span className={styles.spark}>
            <Sparkline values={[...row.history, row.members]} colour={tierColour(row.colour, row.level)} />
          </span>
          <span>{formatPoints(difference(row), true)}</span>
        </span>
      ),
      csv: difference,
      wideOnly: true,
    },
  ];
}
