import type { ReplyOf } from '@liuliang/contract/client';
import { useParams } from 'react-router';
import { BackLink } from '../../app/back-link';
import { api, useReply } from '../../app/api';
import { IdLink } from '../../app/id-link';
import { wordFor } from '../../app/language';
import { Loaded } from '../../app/loaded';
import { Facts } from '../../ui/facts';
import { DataTable } from '../../ui/data-table';
import { Instant, Points } from '../../ui/figures';
import { formatCount } from '../../ui/format';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { Skeleton, EmptyState } from '../../ui/states';
import styles from './ledger.module.css';
import { Explanation } from './explanation';
import { LateFacts } from './late-facts';
import { LotMoves } from './lot-moves';
import { AccountName, Late, OwnerName, SourceName } from './parts';
import { useLedgerWords } from './words';

type Transaction = ReplyOf<'ledgerTransaction'>;

/** One transaction: what moved, which lots, why, and the hash that pins it. */
export function Screen() {
  const w = useLedgerWords();
  const transactionId = useParams()['transactionId'] ?? '';
  const found = useReply('ledgerTransaction', transactionId, () =>
    api.ledgerTransaction({ params: { transactionId } }),
  );
  const title = found.data ? w.transactionTitle(wordFor(w.kinds, found.data.kind)) : w.transaction;
  return (
    <Page
      title={title}
      subtitle={<code>{transactionId}</code>}
      back={<BackLink to="/points/ledger">{w.accountBack}</BackLink>}
    >
      <Loaded query={found} skeleton={<Skeleton height={240} />}>
        {(transaction) => (
          <>
            <Panel title={w.summary}>
              <Facts of={factsOf(transaction, w)} />
            </Panel>
            <LateFacts transaction={transaction} />
            <Entries transaction={transaction} />
            <Panel title={w.lotsMoved} flush>
              {transaction.lots.length === 0 ? (
                <EmptyState text={w.lotsMovedNone} />
              ) : (
                <LotMoves moves={transaction.lots} of="lot" />
              )}
            </Panel>
            <div className={styles.columns}>
              <Explanation transaction={transaction} />
              <Proof transaction={transaction} />
            </div>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function factsOf(transaction: Transaction, w: ReturnType<typeof useLedgerWords>) {
  const { source, occurredAtMs, postedAtMs, reverses, reversedBy, hold } = transaction;
  return [
    [w.source, <SourceName key="source" source={source} />],
    [w.occurred, <Instant key="occurred" value={occurredAtMs} />],
    [
      w.posted,
      <span key="posted">
        <Instant value={postedAtMs} /> <Late {...transaction} />
      </span>,
    ],
    ...(reverses ? [[w.reverses, <IdLink key="reverses" id={reverses} />] as const] : []),
    ...(reversedBy ? [[w.reversedBy, <IdLink key="reversedBy" id={reversedBy} />] as const] : []),
    ...(hold
      ? [
          [
            w.hold,
            <span key="hold">
              {wordFor(w.purposes, hold.purpose)} · {w.holdStates[hold.state]} ·{' '}
              <Points value={hold.points} />
            </span>,
          ] as const,
        ]
      : []),
  ] as const;
}

function Entries({ transaction }: { readonly transaction: Transaction }) {
  const w = useLedgerWords();
  return (
    <Panel title={w.entriesTitle} hint={w.entriesHint} flush>
      <DataTable
        caption={w.entriesTitle}
        rows={transaction.entries}
        keyOf={(entry) => String(entry.line)}
        columns={[
          { key: 'account', title: w.account, render: (entry) => <AccountName account={entry.account} /> },
          { key: 'owner', title: w.owner, render: (entry) => <OwnerName owner={entry.account.owner} /> },
          {
            key: 'amount',
            title: w.amount,
            align: 'end',
            render: (entry) => <Points value={entry.amount} movement />,
          },
          {
            key: 'after',
            title: w.after,
            align: 'end',
            render: (entry) => <Points value={entry.balanceAfter} />,
          },
        ]}
      />
    </Panel>
  );
}

function Proof({ transaction }: { readonly transaction: Transaction }) {
  const w = useLedgerWords();
  const { writer, writerSequence, postingKey, hash, previousHash, requestHash } = transaction;
  const rows = [
    [w.key, postingKey],
    [w.hash, hash],
    [w.previousHash, previousHash],
    [w.requestHash, requestHash],
  ] as const;
  return (
    <Panel title={w.proof} hint={w.proofHint}>
      <dl className={styles.hashes}>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt className={styles.kind}>{name}</dt>
            <dd>
              <code>{value}</code>
            </dd>
          </div>
        ))}
      </dl>
      <p className={styles.quiet}>{w.chain(writer, formatCount(writerSequence))}</p>
    </Panel>
  );
}
