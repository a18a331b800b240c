import type { ReplyOf } from '@liuliang/contract/client';
import { Link } from 'react-router';
import { api } from '../../app/api';
import { addressOfId } from '../../app/features';
import { wordFor } from '../../app/language';
import { ListPage } from '../../app/list/list-page';
import { useOperator } from '../../app/operator';
import type { Column } from '../../ui/data-table';
import { Instant } from '../../ui/figures';
import { EmptyState } from '../../ui/states';
import styles from './access.module.css';
import { useLogWords } from './log-words';

type Action = ReplyOf<'operatorActions'>['items'][number];

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
      render: (row) => <Subject of={row} />,
      csv: (row) => row.subject,
    },
    {
      key: 'note',
      title: w.note,
      wideOnly: true,
      render: (row) => row.note ?? '—',
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

/** What it was done to, leading to its screen where there is one. */
function Subject({ of }: { readonly of: Action }) {
  const operator = useOperator();
  if (of.subject === '') return <>—</>;
  const address = addressOfId(operator, of.subject);
  const name = <code className={styles.subject}>{of.subject}</code>;
  return address === null ? name : <Link to={address}>{name}</Link>;
}
