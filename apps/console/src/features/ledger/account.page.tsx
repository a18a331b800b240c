import type { ReplyOf } from '@liuliang/contract/client';
import { Link, useParams } from 'react-router';
import { api, useReply } from '../../app/api';
import { wordFor } from '../../app/language';
import { ListPanel } from '../../app/list/list-panel';
import { Loaded } from '../../app/loaded';
import { Facts } from '../../ui/facts';
import { fileColumn, type Column } from '../../ui/data-table';
import { Instant, Points } from '../../ui/figures';
import { formatCount } from '../../ui/format';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { EmptyState, Skeleton } from '../../ui/states';
import styles from './ledger.module.css';
import { Late, OwnerName, ownerAddress, SourceName, type Account } from './parts';
import { useLedgerWords } from './words';

type Line = ReplyOf<'ledgerAccount'>['items'][number];

/** One account: its balance, and every line that made it. */
export function Screen() {
  const w = useLedgerWords();
  const accountId = useParams()['accountId'] ?? '';
  const params = { accountId };
  const found = useReply('ledgerAccount', { accountId, limit: 1 }, () =>
    api.ledgerAccount({ params, query: { limit: 1 } }),
  );
  const columns = useLineColumns();
  return (
    <Page
      title={found.data ? titleOf(found.data.account, w) : w.account}
      subtitle={<code>{accountId}</code>}
      back={
        <Link to={found.data ? ownerAddress(found.data.account.owner) : '/points/ledger'}>
          ← {w.accountBack}
        </Link>
      }
    >
      <Loaded query={found} skeleton={<Skeleton height={160} />}>
        {({ account }) => (
          <>
            <Panel title={w.balance}>
              <p className={styles.big}>
                <Points value={account.balance} />
              </p>
              <Facts
                of={[
                  [w.owner, <OwnerName key="owner" owner={account.owner} />],
                  [w.entries, formatCount(account.version)],
                ]}
              />
            </Panel>
            <ListPanel
              id="ledgerAccount"
              title={w.lines}
              hint={w.linesHint}
              columns={columns}
              keyOf={(row) => String(row.accountVersion)}
              asks={params}
              wholeFile={{ list: 'ledgerAccount', filters: params }}
              load={(page) => api.ledgerAccount({ params, query: page })}
              pageSize={50}
              empty={<EmptyState text={w.linesNone} />}
            />
          </>
        )}
      </Loaded>
    </Page>
  );
}

const titleOf = (account: Account, w: ReturnType<typeof useLedgerWords>): string =>
  `${wordFor(w.ownerKinds, account.owner.kind)} · ${wordFor(w.assets, account.asset)} · ${wordFor(w.buckets, account.bucket)}`;

function useLineColumns(): readonly Column<Line>[] {
  const w = useLedgerWords();
  return [
    {
      key: 'kind',
      title: w.kind,
      render: (row) => <Link to={`/points/ledger/transactions/${row.id}`}>{wordFor(w.kinds, row.kind)}</Link>,
      csv: (row) => wordFor(w.kinds, row.kind),
      words: w.kinds,
    },
    fileColumn('transaction', w.transaction, (row) => row.id),
    {
      key: 'source',
      title: w.source,
      render: (row) => <SourceName source={row.source} />,
      csv: (row) => wordFor(w.sources, row.source.kind),
      words: w.sources,
    },
    fileColumn('label', w.sourceLabel, (row) => row.source.label),
    {
      key: 'amount',
      title: w.amount,
      align: 'end',
      render: (row) => <Points value={row.amount} movement />,
      csv: (row) => row.amount,
    },
    {
      key: 'after',
      title: w.after,
      align: 'end',
      render: (row) => <Points value={row.balanceAfter} />,
      csv: (row) => row.balanceAfter,
    },
    {
      key: 'occurred',
      title: w.occurred,
      render: (row) => (
        <>
          <Instant value={row.occurredAtMs} /> <Late {...row} />
        </>
      ),
      csv: (row) => new Date(row.occurredAtMs),
    },
    {
      key: 'posted',
      title: w.posted,
      wideOnly: true,
      render: (row) => <Instant value={row.postedAtMs} />,
      csv: (row) => new Date(row.postedAtMs),
    },
    {
      key: 'version',
      title: w.version,
      align: 'end',
      wideOnly: true,
      render: (row) => formatCount(row.accountVersion),
      csv: (row) => row.accountVersion,
    },
  ];
}
