import type { ReplyOf } from '@liuliang/contract/client';
import { Link, useParams } from 'react-router';
import { api, useReply } from '../../app/api';
import { wordFor } from '../../app/language';
import { Loaded } from '../../app/loaded';
import { Facts } from '../../ui/facts';
import { DataTable, useExportRows, type Column } from '../../ui/data-table';
import { Instant, Points } from '../../ui/figures';
import { formatCount } from '../../ui/format';
import { Page } from '../../ui/page';
import { pageOf, Pager } from '../../ui/pager';
import { ExportButton, Panel } from '../../ui/panel';
import { EmptyState } from '../../ui/states';
import { useUrlState } from '../../ui/use-url-state';
import styles from './ledger.module.css';
import { Late, OwnerName, ownerAddress, SourceName, type Account } from './parts';
import { useLedgerWords } from './words';

type Line = ReplyOf<'ledgerAccount'>['items'][number];

const PAGE_SIZE = 30;

/** One account: its balance, and every line that made it. */
export function Screen() {
  const exportRows = useExportRows();
  const w = useLedgerWords();
  const accountId = useParams()['accountId'] ?? '';
  const [params] = useUrlState();
  const query = { cursor: params.get('cursor') ?? undefined, limit: PAGE_SIZE };
  const page = useReply('ledgerAccount', { accountId, ...query }, () =>
    api.ledgerAccount({ params: { accountId }, query }),
  );
  const columns = useLineColumns();
  const title = page.data ? titleOf(page.data.account, w) : w.account;
  return (
    <Page
      title={title}
      subtitle={<code>{accountId}</code>}
      back={
        <Link to={page.data ? ownerAddress(page.data.account.owner) : '/points/ledger'}>
          ← {w.accountBack}
        </Link>
      }
    >
      <Loaded
        query={page}
        skeleton={<DataTable caption={w.lines} columns={columns} rows={[]} keyOf={String} skeletonRows={8} />}
      >
        {({ account, items, nextCursor }) => (
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
            <Panel
              title={w.lines}
              hint={w.linesHint}
              flush
              actions={
                <ExportButton of={w.lines} onExport={() => exportRows('ledger-lines.csv', columns, items)} />
              }
            >
              {items.length === 0 ? (
                <EmptyState text={w.linesNone} />
              ) : (
                <>
                  <DataTable
                    caption={w.lines}
                    columns={columns}
                    rows={items}
                    keyOf={(row) => String(row.accountVersion)}
                  />
                  <Pager nextCursor={nextCursor} label={w.page(formatCount(pageOf(params)))} />
                </>
              )}
            </Panel>
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
      csv: (row) => row.kind,
    },
    { key: 'source', title: w.source, render: (row) => <SourceName source={row.source} /> },
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
