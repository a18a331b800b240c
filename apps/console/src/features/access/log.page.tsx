import type { ReplyOf } from '@liuliang/contract/client';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { api, useReply } from '../../app/api';
import { isOpenTo } from '../../app/features';
import { IdLink } from '../../app/id-link';
import { wordFor } from '../../app/language';
import { ListPage } from '../../app/list/list-page';
import { can, useOperator } from '../../app/operator';
import type { Column } from '../../ui/data-table';
import { Instant, MonthLabel } from '../../ui/figures';
import { UNKNOWN } from '../../ui/format';
import { EmptyState } from '../../ui/states';
import styles from './access.module.css';
import { useLogWords } from './log-words';
import { subjectOf, type StatementParty } from './subjects';

type Action = ReplyOf<'operatorActions'>['items'][number];

/** Parties of a month whose names are asked for at once; of others the code is shown. */
const NAMES_MAX = 100;

/** What was done with privilege: who, when, to what. The rows are chained, so that none can be taken out unseen. */
export function Screen() {
  const w = useLogWords();
  return (
    <ListPage
      heading={w.title}
      subtitle={w.subtitle}
      id="operatorActions"
      title={w.list}
      columns={useColumns()}
      keyOf={({ sequence }) => String(sequence)}
      sortedBy="at"
      wholeFile={{ list: 'operatorActions', filters: {} }}
      asks={{}}
      load={(page) => api.operatorActions({ query: page })}
      empty={<EmptyState text={w.none} />}
    />
  );
}

function useColumns(): readonly Column<Action>[] {
  const w = useLogWords();
  const whoOf = (row: Action) => row.operatorName ?? wordFor(w.kinds, row.actorKind);
  return [
    {
      key: 'action',
      title: w.action,
      render: (row) => <span title={row.action}>{wordFor(w.actions, row.action)}</span>,
      csv: (row) => wordFor(w.actions, row.action),
      words: w.actions,
    },
    { key: 'who', title: w.who, render: whoOf, csv: whoOf, words: w.kinds },
    {
      key: 'subject',
      title: w.subject,
      render: (row) => <SubjectName of={row} />,
      csv: (row) => row.subject,
    },
    {
      key: 'note',
      title: w.note,
      wideOnly: true,
      render: (row) => row.note ?? UNKNOWN,
      csv: (row) => row.note,
    },
    {
      key: 'at',
      title: w.at,
      align: 'end',
      render: (row) => <Instant value={row.atMs} />,
      csv: (row) => new Date(row.atMs),
    },
  ];
}

/** What it was done to in words, leading to its screen where there is one that the operator may see. */
function SubjectName({ of }: { readonly of: Action }) {
  const w = useLogWords();
  const operator = useOperator();
  const subject = subjectOf(of.action, of.subject);
  const lead = (to: string | null, what: ReactNode) =>
    to !== null && isOpenTo(operator, to) ? <Link to={to}>{what}</Link> : <>{what}</>;
  switch (subject.kind) {
    case 'none':
      return <>{UNKNOWN}</>;
    case 'thing':
      return <IdLink id={subject.id} />;
    case 'statement':
      return lead(subject.to, <StatementName period={subject.period} party={subject.party} />);
    case 'named':
      return lead(subject.to, w.subjects[subject.name]);
    case 'version':
      return lead(subject.to, w.version(subject.version));
    case 'code':
      return lead(subject.to, <Code of={subject.code} />);
    default:
      return <>{w.subjects[subject.kind]}</>;
  }
}

const Code = ({ of }: { readonly of: string }) => <code className={styles.subject}>{of}</code>;

/** A statement by its month and whose it is; their name is for those who may read statements. */
function StatementName({ period, party }: { readonly period: string; readonly party: StatementParty }) {
  const w = useLogWords();
  const operator = useOperator();
  const query = { period, partyKind: party.kind, limit: NAMES_MAX };
  const found = useReply('settlementStatements', query, () => api.settlementStatements({ query }), {
    isWanted: can(operator, 'settlement.read'),
  });
  const named = found.data?.items.find((one) => one.party.id === party.id)?.party.name;
  return (
    <>
      <MonthLabel value={period} /> · {w.parties[party.kind]} {named ?? <Code of={party.id} />}
    </>
  );
}
